"""Names of evidence in a spreadsheet: found by title, file name or number, and written."""

import re
from collections import defaultdict
from collections.abc import Sequence

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.queries import LibraryItem
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.policy import can_open_item

_NUMBERED = re.compile(r"#(\d{1,10})(?:\s.*)?")


class NameFault(Exception):
    """A name that stands for no evidence, or for several; the message says which."""


class Library:
    """The items of an organisation as one person may name them."""

    def __init__(self, items: Sequence[LibraryItem], viewer: Actor) -> None:
        self._by_id = {each.item.id: each.item for each in items}
        self._open = {each.item.id for each in items if can_open_item(viewer, each.item)}
        self._by_name: dict[str, set[int]] = defaultdict(set)
        for each in items:
            for name in filter(None, (_key(each.item.title), _key(each.file_name))):
                if each.item.id in self._open:
                    self._by_name[name].add(each.item.id)

    def find(self, text: str, linked_here: set[int]) -> list[EvidenceItem]:
        """Return the items that a cell names, one per line or parted by semicolons.

        A title that has a semicolon of its own may stand alone on its line. `linked_here` are the
        items of the element: one of those may be named by its number though it is closed. Raises
        `NameFault`.
        """
        found: dict[int, EvidenceItem] = {}
        for line in text.split("\n"):
            for item in self._find_in_line(line, linked_here):
                found[item.id] = item
        return list(found.values())

    def _find_in_line(self, line: str, linked_here: set[int]) -> list[EvidenceItem]:
        if len(self._by_name.get(_key(line), ())) == 1:
            return [self._find_one(line, linked_here)]
        names = [line] if _NUMBERED.fullmatch(line.strip()) else line.split(";")
        return [self._find_one(name, linked_here) for name in names if name.strip()]

    def _find_one(self, name: str, linked_here: set[int]) -> EvidenceItem:
        numbered = _NUMBERED.fullmatch(name.strip())
        if numbered:
            return self._find_numbered(int(numbered[1]), linked_here)
        ids = self._by_name.get(_key(name), set())
        if not ids:
            raise NameFault(f"the library has no evidence “{name.strip()}”")
        if len(ids) > 1:
            choices = " or ".join(f"#{item_id}" for item_id in sorted(ids))
            raise NameFault(
                f"several pieces of evidence are called “{name.strip()}”: write {choices}"
            )
        return self._by_id[next(iter(ids))]

    def _find_numbered(self, item_id: int, linked_here: set[int]) -> EvidenceItem:
        if item_id in self._open or (item_id in self._by_id and item_id in linked_here):
            return self._by_id[item_id]
        raise NameFault(f"the library has no evidence #{item_id}")

    def name(self, item: EvidenceItem) -> str:
        """Return how a spreadsheet names the item, so that reading finds this one again."""
        if item.id not in self._open:
            return f"#{item.id}"
        is_plain = "\n" not in item.title and not _NUMBERED.fullmatch(item.title)
        if is_plain and self._by_name[_key(item.title)] == {item.id}:
            return item.title
        return f"#{item.id} {' '.join(item.title.split())}"


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
