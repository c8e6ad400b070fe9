"""What must hold between the parts of a standard; said of plain data, however broken it is.

The shape of each part is pydantic's business (structure.py); these checks pass over what has the
wrong shape, so that one run reports everything.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cse_assess.standards.structure import KINDS, is_code
from cse_assess.standards.yaml_source import Path_

_OUT_OF_ORDER = (
    "is out of order: expected met levels first, then partial, not met and not applicable"
)

Finding = tuple[Path_, str]


@dataclass(frozen=True, slots=True)
class Node:
    """A mapping of the file with its path."""

    path: Path_
    data: dict[str, Any]

    def at(self, key: str) -> Path_:
        """Return the path of one of its values."""
        return (*self.path, key)

    def text(self, key: str) -> str | None:
        """Return a value that is text, else None."""
        value = self.data.get(key)
        return value if isinstance(value, str) else None

    def entries(self, key: str) -> list[Any]:
        """Return a value that is a list, else an empty one."""
        value = self.data.get(key)
        return value if isinstance(value, list) else []

    def child(self, key: str) -> "Node":
        """Return a value that is a mapping, else an empty one."""
        value = self.data.get(key)
        return Node(self.at(key), value if isinstance(value, dict) else {})

    def children(self, key: str) -> list["Node"]:
        """Return those entries of a list that are mappings."""
        return [
            Node((*self.path, key, place), entry)
            for place, entry in enumerate(self.entries(key))
            if isinstance(entry, dict)
        ]

    def elements(self) -> list["Node"]:
        """Return the elements of a criterion, or of its sub-criteria."""
        below = [element for sub in self.children("subcriteria") for element in sub.elements()]
        return [*below, *self.children("elements")]


def find_contradictions(data: dict[str, Any]) -> Iterator[Finding]:
    """Yield the path and description of everything that does not fit together."""
    root = Node((), data)
    yield from _check_tiers(root)
    yield from _check_codes(root)
    yield from _check_counts(root)
    yield from _check_official_guidance(root)
    yield from _check_levels(root)
    yield from _check_thresholds(root)


def _check_tiers(root: Node) -> Iterator[Finding]:
    for criterion in root.children("criteria"):
        has_both = "subcriteria" in criterion.data and "elements" in criterion.data
        if has_both:
            yield criterion.at("elements"), "expected either “subcriteria” or “elements”, not both"
        elif not criterion.entries("subcriteria") and not criterion.entries("elements"):
            yield criterion.path, "the criterion is empty: expected “subcriteria” or “elements”"


def _check_codes(root: Node) -> Iterator[Finding]:
    seen: set[str] = set()
    for node, parent in _coded_parts(root):
        code = node.text("code")
        if code is None or not is_code(code):
            continue
        if code in seen:
            yield node.at("code"), f"the code “{code}” occurs twice: expected each code once"
        seen.add(code)
        if parent is not None and not _is_directly_under(code, parent):
            yield node.at("code"), f"“{code}” stands under “{parent}”: expected “{parent}.…”"


def _is_directly_under(code: str, parent: str) -> bool:
    return code.rpartition(".")[0] == parent


def _coded_parts(root: Node) -> Iterator[tuple[Node, str | None]]:
    for criterion in root.children("criteria"):
        yield criterion, None
        code = criterion.text("code")
        for sub in criterion.children("subcriteria"):
            yield sub, code
            yield from ((element, sub.text("code")) for element in sub.children("elements"))
        yield from ((element, code) for element in criterion.children("elements"))


def _check_counts(root: Node) -> Iterator[Finding]:
    criteria = root.children("criteria")
    everything = [element for criterion in criteria for element in criterion.elements()]
    found = {
        "criteria": len(criteria),
        "subcriteria": sum(len(criterion.children("subcriteria")) for criterion in criteria),
        **_count(everything),
    }
    yield from _compare_counts(root.child("expects"), found, "the file")
    for criterion in criteria:
        counts = _count(criterion.elements())
        yield from _compare_counts(criterion.child("counts"), counts, "the criterion")


def _count(elements: list[Node]) -> dict[str, int]:
    guidance = sum(len(element.entries("guidance")) for element in elements)
    return {"elements": len(elements), "guidance": guidance}


def _compare_counts(expected: Node, found: dict[str, int], whole: str) -> Iterator[Finding]:
    for key, number in found.items():
        stated = expected.data.get(key, number)
        if isinstance(stated, int) and not isinstance(stated, bool) and stated != number:
            yield expected.at(key), f"“{key}” is {stated}, but {whole} has {number}"


def _check_official_guidance(root: Node) -> Iterator[Finding]:
    for criterion in root.children("criteria"):
        for element in criterion.elements():
            official, own = element.entries("official_guidance"), element.entries("guidance")
            if "official_guidance" in element.data and len(official) != len(own):
                message = (
                    f"“official_guidance” has {len(official)} points: expected {len(own)}, "
                    "as many as “guidance”"
                )
                yield element.at("official_guidance"), message


def _check_levels(root: Node) -> Iterator[Finding]:
    rules = root.child("rules")
    known = [level.text("id") for level in root.children("levels")]
    yield from _check_level_ids(root)
    yield from _check_level_names(rules, known)
    yield from _check_level_kinds(root, rules)
    yield from _check_blocking(rules)
    yield from _check_unproven(rules)


def _check_level_ids(root: Node) -> Iterator[Finding]:
    seen: set[str] = set()
    for level in root.children("levels"):
        level_id = level.text("id")
        if level_id is None:
            continue
        if level_id in seen:
            yield level.at("id"), f"the level “{level_id}” occurs twice: expected each id once"
        seen.add(level_id)


def _check_level_names(rules: Node, known: list[str | None]) -> Iterator[Finding]:
    for key in (*KINDS, "blocking", "reason_required", "evidence_required", "exemplary"):
        for place, name in enumerate(rules.entries(key)):
            if isinstance(name, str) and name not in known:
                expected = ", ".join(level for level in known if level)
                yield (
                    (*rules.at(key), place),
                    f"“{key}” names an unknown level “{name}”: expected one of {expected}",
                )


def _check_level_kinds(root: Node, rules: Node) -> Iterator[Finding]:
    lowest = 0
    for level in root.children("levels"):
        level_id = level.text("id")
        if level_id is None:
            continue
        kinds = [kind for kind in KINDS if level_id in rules.entries(kind)]
        if len(kinds) != 1:
            yield level.at("id"), _describe_kinds(level_id, kinds)
            continue
        rank = KINDS.index(kinds[0])
        if rank < lowest:
            yield level.at("id"), f"the level “{level_id}” {_OUT_OF_ORDER}"
        lowest = max(lowest, rank)


def _describe_kinds(level_id: str, kinds: Sequence[str]) -> str:
    if not kinds:
        return f"no rule knows the level “{level_id}”: expected it in one of {', '.join(KINDS)}"
    return f"the level “{level_id}” is in {' and '.join(kinds)}: expected it in one only"


def _check_blocking(rules: Node) -> Iterator[Finding]:
    for place, name in enumerate(rules.entries("blocking")):
        if name in rules.entries("met") or name in rules.entries("not_applicable"):
            yield (
                (*rules.at("blocking"), place),
                f"the level “{name}” cannot block: expected one that is partial or not met",
            )


def _check_unproven(rules: Node) -> Iterator[Finding]:
    name = rules.text("unproven")
    lower = [*rules.entries("partial"), *rules.entries("not_met")]
    if name is not None and name not in lower:
        expected = ", ".join(str(level) for level in lower)
        yield (
            rules.at("unproven"),
            f"“unproven” is “{name}”: expected a level that is partial or not met: {expected}",
        )


def _check_thresholds(root: Node) -> Iterator[Finding]:
    rules = root.child("rules")
    group, thresholds = rules.text("group"), rules.child("thresholds")
    lacks_tier = any("elements" in criterion.data for criterion in root.children("criteria"))
    if group == "subcriterion" and lacks_tier:
        yield rules.at("group"), "“group” is subcriterion, but some criterion has no sub-criteria"
    codes = _group_codes(root, group)
    for code in thresholds.data:
        if codes is not None and code not in codes:
            yield (
                (*thresholds.at(code), "[key]"),
                f"“thresholds” names “{code}”: expected one of {', '.join(codes)}",
            )


def _group_codes(root: Node, group: str | None) -> list[str] | None:
    criteria = root.children("criteria")
    match group:
        case "criterion":
            parts = criteria
        case "subcriterion":
            parts = [sub for criterion in criteria for sub in criterion.children("subcriteria")]
        case "standard":
            return [root.text("id") or ""]
        case _:
            return None
    return [code for part in parts if (code := part.text("code"))]
