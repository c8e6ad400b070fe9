"""Proof that one self-assessment has and another lacks, as one person may see it."""

from collections.abc import Iterable
from dataclasses import dataclass

from cse_assess.accounts.actor import Actor
from cse_assess.analysis.benchmark import Need, Offer, list_needs
from cse_assess.assessments.benchmark.comparison import Column, Comparison, key_of
from cse_assess.assessments.models import Assessment
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.policy import can_open_item
from cse_assess.standards.structure import Level

MOST_LENDERS = 3


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """What another service has: the pieces that the viewer may open, and how many more."""

    column: Column
    level: Level
    items: tuple[EvidenceItem, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class ShownNeed:
    """A lacking element, the services with the best to show, and how many more there are."""

    need: Need
    level: Level | None
    offers: tuple[ShownOffer, ...]
    more: int


def show_needs(
    comparison: Comparison, assessment: Assessment, viewer: Actor
) -> tuple[ShownNeed, ...]:
    """Return what a compared self-assessment lacks and others have proof of, in order."""
    needs = list_needs(comparison.standard, comparison.benchmark, key_of(assessment))
    items = _gather_items(comparison.columns)
    return tuple(_show(comparison, need, items, viewer) for need in needs)


def _gather_items(columns: Iterable[Column]) -> dict[int, EvidenceItem]:
    return {
        linked.item.id: linked.item
        for column in columns
        for evidence in column.tree.evidence.values()
        for linked in evidence
    }


def _show(
    comparison: Comparison, need: Need, items: dict[int, EvidenceItem], viewer: Actor
) -> ShownNeed:
    shown = need.offers[:MOST_LENDERS]
    return ShownNeed(
        need,
        comparison.standard.find_level(need.cell.level or ""),
        tuple(_show_offer(comparison, offer, items, viewer) for offer in shown),
        len(need.offers) - len(shown),
    )


def _show_offer(
    comparison: Comparison, offer: Offer, items: dict[int, EvidenceItem], viewer: Actor
) -> ShownOffer:
    offered = [items[item_id] for item_id in offer.item_ids]
    opened = tuple(item for item in offered if can_open_item(viewer, item))
    return ShownOffer(
        comparison.find_column(offer.key),
        comparison.standard.get_level(offer.level),
        opened,
        len(offered) - len(opened),
    )
