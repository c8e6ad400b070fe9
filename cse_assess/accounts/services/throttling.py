"""Slows guessing down: attempts are counted in the database, by account and by address.

Limits follow OWASP ASVS 5 (6.3.1, against brute force): ten guesses in a quarter of an hour are
enough for a person who mistypes, and fewer than a thousand a day for somebody who guesses. An
office shares one address, so an address may fail more often.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import ColumnElement, delete, func, select

from cse_assess.accounts.models import SignInFailure
from cse_assess.clock import now
from cse_assess.db import session, unit_of_work
from cse_assess.errors import DomainError


@dataclass(frozen=True, slots=True)
class Limit:
    """How many attempts are let through within a time."""

    name: str
    attempts: int
    window: timedelta

    def key(self, subject: str) -> str:
        """Return what the attempts of `subject` are counted under, without its plain text."""
        return f"{self.name}:{hashlib.sha256(subject.encode('utf-8', 'replace')).hexdigest()}"


SIGN_IN_OF_ACCOUNT = Limit("account", 10, timedelta(minutes=15))
SIGN_IN_OF_ADDRESS = Limit("address", 100, timedelta(minutes=15))
RESET_OF_ACCOUNT = Limit("reset", 3, timedelta(hours=1))
RESET_OF_ADDRESS = Limit("reset-from", 20, timedelta(hours=1))
LONGEST_WINDOW = timedelta(hours=1)


class TooManyAttempts(DomainError):
    """The limit of an account or an address is reached."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try, by the ids of the rows that count it."""

    row_ids: tuple[int, ...]


def count_attempt(*limited: tuple[Limit, str]) -> Attempt:
    """Count a try of each (limit, subject), and raise `TooManyAttempts` beyond a limit.

    The count is committed before it is read, whatever becomes of the request: of tries that run
    at the same time no more than the limit get through. A try that is refused does not count, so
    that nobody can keep an account shut by going on. Counts that ran out are swept.
    """
    attempt = _write(limited)
    with unit_of_work():
        if all(_is_within(limit, subject) for limit, subject in limited):
            return attempt
        forget_attempt(attempt)
    minutes = int(max(limit.window for limit, _ in limited).total_seconds() // 60)
    raise TooManyAttempts(f"There were too many attempts. Wait {minutes} minutes, then try again")


def forget_attempt(attempt: Attempt) -> None:
    """Take back one counted try."""
    session.execute(delete(SignInFailure).where(SignInFailure.id.in_(attempt.row_ids)))


def forget_account(limit: Limit, subject: str) -> None:
    """Forget every counted try of `subject`, once its owner has shown the right password."""
    _forget_all(SignInFailure.key == limit.key(subject))


def address_of(remote: str | None) -> str:
    """Return what counts as one address: an IPv4 address, or the /64 network of an IPv6 one.

    A household or a server is given a whole /64, so single IPv6 addresses cost nothing.
    """
    try:
        address = ip_address(remote or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ip_network((address, 64), strict=False))
    return str(address)


def _write(limited: Sequence[tuple[Limit, str]]) -> Attempt:
    with unit_of_work():
        _sweep()
        rows = [SignInFailure(key=limit.key(subject)) for limit, subject in limited]
        session.add_all(rows)
        session.flush()
        return Attempt(tuple(row.id for row in rows))


def _sweep() -> None:
    _forget_all(SignInFailure.at < now() - LONGEST_WINDOW)


def _forget_all(condition: ColumnElement[bool]) -> None:
    """Forget the tries that meet `condition`.

    A try that another sign-in is forgetting at this moment is left to it: each waiting for the
    other's would be a deadlock.
    """
    tries = select(SignInFailure.id).where(condition).with_for_update(skip_locked=True)
    session.execute(delete(SignInFailure).where(SignInFailure.id.in_(tries)))


def _is_within(limit: Limit, subject: str) -> bool:
    count = session.scalar(
        select(func.count())
        .select_from(SignInFailure)
        .where(SignInFailure.key == limit.key(subject), SignInFailure.at > now() - limit.window)
    )
    return (count or 0) <= limit.attempts
