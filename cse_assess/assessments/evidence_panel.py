"""The evidence beside an element, as one person may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cse_assess.accounts.actor import Actor
from cse_assess.analysis.freshness import (
    Freshness,
    FreshnessRule,
    assess_freshness,
    last_valid_day,
)
from cse_assess.assessments.pins.panel import ShownPin, show_pins
from cse_assess.assessments.queries import LinkedEvidence
from cse_assess.assessments.readiness import evidence_state
from cse_assess.evidence.policy import can_open_item, shown_title


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence in the panel; `last_day` is the last day on which it counts.

    Its pins are left out for those who may not open it: they quote it.
    """

    linked: LinkedEvidence
    title: str
    is_open: bool
    freshness: Freshness
    last_day: date | None
    pins: tuple[ShownPin, ...] = ()


def make_pieces(
    evidence: Iterable[LinkedEvidence],
    rule: FreshnessRule,
    max_age_months: int | None,
    viewer: Actor,
) -> list[Piece]:
    """Return the linked evidence with its freshness, titles hidden where they must be."""
    return [
        _make_piece(
            linked,
            rule,
            max_age_months,
            is_open=can_open_item(viewer, linked.item),
        )
        for linked in evidence
    ]


def _make_piece(
    linked: LinkedEvidence, rule: FreshnessRule, max_age_months: int | None, *, is_open: bool
) -> Piece:
    state = evidence_state(linked)
    return Piece(
        linked=linked,
        title=shown_title(linked.item, is_open=is_open),
        is_open=is_open,
        freshness=assess_freshness(state, rule, max_age_months),
        last_day=last_valid_day(state, rule.validity_months, max_age_months),
        pins=tuple(show_pins(linked)) if is_open else (),
    )
