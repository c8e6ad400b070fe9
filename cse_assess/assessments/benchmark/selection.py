"""Which self-assessments are compared."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.queries import list_assessments

MOST_COMPARED = 20
NEWEST, OPEN, OF_CYCLE = "newest", "open", "cycle:"


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen.

    `which` is `NEWEST` (the newest open one of each service), `OPEN` (all that are open), or
    `OF_CYCLE` and a cycle, locked ones too. Without `service_ids` all services count.
    """

    standard_id: str
    which: str = NEWEST
    service_ids: frozenset[int] = frozenset()

    @property
    def is_narrowing(self) -> bool:
        """Tell whether this is not what is shown without asking."""
        return self.which != NEWEST or bool(self.service_ids)


def list_comparable(actor: Actor) -> list[Assessment]:
    """Return what the person may compare: open ones first, then newest first, in one query."""
    return list(list_assessments(actor))


def find_usual_standard(assessments: Iterable[Assessment]) -> str | None:
    """Return the id of the standard that most are made against; of several, the first by id."""
    counted = Counter(each.standard_id for each in assessments)
    return min(counted, key=lambda each: (-counted[each], each), default=None)


def select_assessments(
    assessments: Sequence[Assessment], selection: Selection
) -> tuple[Assessment, ...]:
    """Return those that were chosen, by the names of their services and then the newest first.

    `assessments` come as `list_comparable` gives them.
    """
    wanted = (
        each
        for each in assessments
        if each.standard_id == selection.standard_id
        and (not selection.service_ids or each.service_id in selection.service_ids)
    )
    chosen = _take(wanted, selection.which)
    return tuple(sorted(chosen, key=lambda each: (each.service.name.casefold(), -each.id)))


def _take(assessments: Iterable[Assessment], which: str) -> Iterable[Assessment]:
    if which.startswith(OF_CYCLE):
        cycle = which.removeprefix(OF_CYCLE)
        return [each for each in assessments if each.cycle == cycle]
    are_open = [each for each in assessments if not each.is_locked]
    if which == OPEN:
        return are_open
    return {each.service_id: each for each in reversed(are_open)}.values()
