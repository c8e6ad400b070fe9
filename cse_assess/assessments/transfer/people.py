"""Owners in a spreadsheet: found by email address or name, and written by address."""

from collections.abc import Iterable

from cse_assess.accounts.models import User


class OwnerFault(Exception):
    """A text that stands for nobody, or for several people; the message says which."""


class People:
    """Who may own elements or actions, and those who own some although they have left."""

    def __init__(self, people: Iterable[User]) -> None:
        self._people = list(people)

    def find(self, text: str, present: User | None) -> int | None:
        """Return the id of the owner that a cell names, or None for an empty one.

        The present owner may stay, though they have left. Raises `OwnerFault`.
        """
        wanted = _key(text)
        if not wanted:
            return None
        known = {person.id: person for person in self._people}
        if present is not None:
            known[present.id] = present
        by_email = [person.id for person in known.values() if _key(person.email) == wanted]
        found = by_email or [person.id for person in known.values() if _key(person.name) == wanted]
        if not found:
            raise OwnerFault(f"nobody in your organisation is “{text}”, by name or email address")
        if len(found) > 1:
            raise OwnerFault(f"several people are called “{text}”: write the email address")
        return found[0]

    def name(self, user_id: int | None, present: User | None) -> str:
        """Return the name of an owner found here, empty for nobody."""
        everybody = [*self._people, *([present] if present else [])]
        return next((person.name for person in everybody if person.id == user_id), "")


def write_owner(owner: User | None) -> str:
    """Return how a spreadsheet names the owner: by the address, which only one person has."""
    return owner.email if owner else ""


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
