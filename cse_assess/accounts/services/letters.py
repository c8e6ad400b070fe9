"""Asks for letters. They are jobs, so that a mail server which is down blocks no page.

No link is kept in a job: the job makes its own when it writes the letter (accounts/mail.py).
"""

from cse_assess.accounts.models import User
from cse_assess.accounts.services.throttling import (
    RESET_OF_ACCOUNT,
    RESET_OF_ADDRESS,
    address_of,
    count_attempt,
)
from cse_assess.accounts.text import normalise_email
from cse_assess.jobs.services import enqueue_job

JOB_KIND = "send_mail"
LINK_LETTER = "link"
ASSESSOR_LETTER = "assessor"
RESET_LETTER = "reset"


def ask_for_link_letter(person: User) -> None:
    """Have `person` sent a link with which they set their password."""
    _enqueue(LINK_LETTER, person.organisation_id, person.email)


def ask_for_assessor_letter(person: User) -> None:
    """Have `person`, who has an account, told that they may assess something new."""
    _enqueue(ASSESSOR_LETTER, person.organisation_id, person.email)


def ask_for_reset(*, email: str, remote: str | None) -> None:
    """Have a link sent to whoever has the account of `email`, if anybody has.

    `remote` is the network address that asks. An unknown address costs the same work and gets the
    same answer. Raises `DomainError` for what is no address, and `TooManyAttempts`.
    """
    email = normalise_email(email)
    count_attempt((RESET_OF_ACCOUNT, email), (RESET_OF_ADDRESS, address_of(remote)))
    _enqueue(RESET_LETTER, None, email)


def _enqueue(letter: str, organisation_id: int | None, email: str) -> None:
    enqueue_job(
        kind=JOB_KIND,
        arguments={"letter": letter, "email": email},
        organisation_id=organisation_id,
        created_by_id=None,
    )
