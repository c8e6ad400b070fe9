"""What can be compared with what: the self-assessment now, its snapshots, and other ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.content import Content, make_content
from cse_assess.assessments.past.models import Snapshot
from cse_assess.assessments.past.queries import list_comparable, list_snapshots_of
from cse_assess.assessments.queries import load_tree
from cse_assess.standards.structure import Standard
from cse_assess.web.templating import format_day

NOW = "now"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its key in the address, its name, and what it holds."""

    key: str
    label: str
    content: Content


@dataclass(frozen=True, slots=True)
class Choices:
    """What a self-assessment can be compared with: others as they are now, and snapshots."""

    assessment: Assessment
    others: Sequence[Assessment]
    snapshots: Sequence[Snapshot]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return key and name of each: now, its own snapshots, others, snapshots of those."""
        own = self.assessment.id
        return [
            (NOW, "This self-assessment, as it is now"),
            *(_name_snapshot(each) for each in self.snapshots if each.assessment_id == own),
            *((f"assessment-{each.id}", _name(each)) for each in self.others),
            *(_name_snapshot(each) for each in self.snapshots if each.assessment_id != own),
        ]

    @property
    def likely_before(self) -> str:
        """Return the key that is most likely meant first: the newest snapshot, or last year's."""
        own = [each for each in self.snapshots if each.assessment_id == self.assessment.id]
        source_id = self.assessment.carried_from_id
        if own:
            return f"snapshot-{own[0].id}"
        return f"assessment-{source_id}" if any(e.id == source_id for e in self.others) else ""

    def open(self, key: str, standard: Standard) -> Side:
        """Return a side by its key; raise `KeyError` for one that is not offered."""
        label = dict(self.pairs)[key]
        kind, _, number = key.partition("-")
        if kind == "snapshot":
            snapshot = next(each for each in self.snapshots if each.id == int(number))
            return Side(key, label, snapshot.content)
        assessment_id = int(number) if number else self.assessment.id
        return Side(key, label, make_content(load_tree(assessment_id), standard))


def list_choices(actor: Actor, assessment: Assessment) -> Choices:
    """Return what the person may compare a self-assessment with, in two queries."""
    others = list_comparable(actor, assessment)
    snapshots = list_snapshots_of([assessment.id, *(each.id for each in others)])
    return Choices(assessment, others, snapshots)


def _name(assessment: Assessment) -> str:
    return f"{assessment.service.name}, {assessment.cycle}, as it is now"


def _name_snapshot(snapshot: Snapshot) -> tuple[str, str]:
    of, taken_on = snapshot.assessment, format_day(snapshot.taken_at)
    label = f"{snapshot.name} ({of.service.name}, {of.cycle}, {taken_on})"
    return f"snapshot-{snapshot.id}", label
