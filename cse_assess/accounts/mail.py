"""Letters: how they read, and the job that gives them to the SMTP server.

A job holds no link. Its handler makes one for the letter that it is about to send, so the table of
jobs never holds what opens an account; a job that runs again makes another.
"""

import smtplib
import ssl
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any

from cse_assess.accounts import queries
from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import LinkPurpose, User
from cse_assess.accounts.services.letters import ASSESSOR_LETTER, LINK_LETTER, RESET_LETTER
from cse_assess.accounts.services.links import issue_link, purpose_for
from cse_assess.config import Mail
from cse_assess.db import unit_of_work
from cse_assess.jobs.handlers import JobContext, JobRefused

TIMEOUT_SECONDS = 20
MAILER = "Letters"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter before it is put into headers: the reader's name, address, subject and text."""

    name: str
    email: str
    subject: str
    text: str


def send_mail(context: JobContext, arguments: dict[str, Any]) -> dict[str, Any]:
    """Write and send the letter that `arguments` name; return whether one was sent.

    None is sent where no server is set, or to somebody without an account in use. Raises
    `JobRefused` where the server refuses the address for good, and lets other faults out, so that
    the job is tried again.
    """
    mail = context.settings.mail
    if not mail.host:
        return {"sent": False}
    with unit_of_work():
        letter = _write(arguments["letter"], arguments["email"], context.settings.base_url)
    if letter is None:
        return {"sent": False}
    send_letter(mail, letter)
    return {"sent": True}


def send_letter(mail: Mail, letter: Letter) -> None:
    """Give a letter to the server of `mail`; call it from a job, with no transaction open.

    Raises `JobRefused` where the server refuses the address for good, and lets other faults out.
    """
    _deliver(mail, _compose(letter, mail.sender or mail.user))


def _write(kind: str, email: str, base_url: str) -> Letter | None:
    person = queries.find_user_by_email(email)
    if person is None or person.deactivated_at is not None:
        return None
    if kind == ASSESSOR_LETTER:
        return _write_to_assessor(person, base_url)
    if kind in {LINK_LETTER, RESET_LETTER}:
        return _write_link(person, base_url)
    raise JobRefused(f"There is no letter of the kind “{kind}”.")


def _write_link(person: User, base_url: str) -> Letter:
    actor = Actor(user_id=None, name=MAILER, organisation_id=person.organisation_id)
    is_invitation = purpose_for(person) is LinkPurpose.INVITATION
    link = issue_link(actor=actor, person=person, base_url=base_url)
    if is_invitation:
        return _address(person, "Your account for CSE Assess", _invitation_text(person, link))
    return _address(person, "Set a new password for CSE Assess", _reset_text(person, link))


def _invitation_text(person: User, link: str) -> str:
    where = f" of {person.organisation.name}" if person.organisation else " as an assessor"
    return (
        f"Dear {person.name}\n\nYou are invited to CSE Assess{where}.\n\n"
        f"Set your password here. The link works once, for 7 days:\n{link}\n\n"
        "If you did not expect this, you need do nothing.\n"
    )


def _reset_text(person: User, link: str) -> str:
    return (
        f"Dear {person.name}\n\nA new password was asked for your account at CSE Assess.\n\n"
        f"Set it here. The link works once, for 2 hours:\n{link}\n\n"
        "If you did not ask for it, you need do nothing: your password stays as it is.\n"
    )


def _write_to_assessor(person: User, base_url: str) -> Letter:
    text = (
        f"Dear {person.name}\n\nYou are asked to assess a self-assessment at CSE Assess.\n\n"
        f"Sign in as usual. What was submitted to you is here:\n{base_url}/reviews\n"
    )
    return _address(person, "A self-assessment for you to assess", text)


def _address(person: User, subject: str, text: str) -> Letter:
    return Letter(person.name, person.email, subject, text)


def _compose(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = Address("CSE Assess", addr_spec=sender)
    message["To"] = Address(letter.name, addr_spec=letter.email)
    message["Subject"] = letter.subject
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message


def _deliver(mail: Mail, message: EmailMessage) -> None:
    try:
        with smtplib.SMTP(mail.host, mail.port, timeout=TIMEOUT_SECONDS) as server:
            if mail.use_tls:
                server.starttls(context=ssl.create_default_context())
            if mail.user:
                server.login(mail.user, mail.password)
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        raise JobRefused("The mail server refused the address.") from error
