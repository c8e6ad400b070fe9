"""Tells the evidence library where its items are used."""

from collections.abc import Collection, Sequence
from typing import cast

from flask import Flask, url_for
from flask.blueprints import BlueprintSetupState

from cse_assess.accounts.actor import Actor
from cse_assess.assessments import policy, queries
from cse_assess.assessments.impact.effects import describe_impact, name_place
from cse_assess.assessments.impact.queries import list_touched
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.pins.preview import preview_pins
from cse_assess.assessments.pins.services import black_out_pins, follow_pins
from cse_assess.assessments.routes.blueprint import blueprint
from cse_assess.assessments.routes.loading import find_plain_standard
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.usage import ContentChange, Impact, Use, UsedIds, register_usage_source
from cse_assess.reading.redaction.words import Words


class AssessmentUsage:
    """The self-assessments as a place where evidence is used."""

    def list_uses(self, actor: Actor, item_id: int) -> Sequence[Use]:
        """Return the elements that the item is linked to, in self-assessments the actor may see."""
        return [
            _describe(place)
            for place in queries.list_places(item_id)
            if policy.can_view_assessment(actor, place.assessment)
        ]

    def list_impact(
        self, actor: Actor, item: EvidenceItem, change: ContentChange
    ) -> Sequence[Impact]:
        """Return what a change of the item's content does to each element that it is linked to."""
        seen = [
            touched
            for touched in list_touched(item.id)
            if policy.can_view_assessment(actor, touched.assessment)
        ]
        fates = preview_pins((touched.link for touched in seen), change.pages)
        return [
            describe_impact(
                touched, change, find_plain_standard(touched.assessment), _url_of, fates
            )
            for touched in seen
        ]

    def follow_replacement(self, actor: Actor, item: EvidenceItem) -> None:
        """Look for the passages that are pinned in the item in its new content."""
        follow_pins(actor=actor, item=item)

    def black_out(self, item: EvidenceItem, words: Words) -> None:
        """Take words out of the passages that are pinned in the item."""
        black_out_pins(item=item, words=words)

    def count_uses(self, item_ids: Collection[int]) -> dict[int, int]:
        """Return to how many elements each item is linked, in one query."""
        return queries.count_places(item_ids)

    def select_used_ids(self) -> UsedIds:
        """Return a selection of the ids of all items that are linked somewhere."""
        return queries.select_linked_item_ids()

    def list_choices(self, actor: Actor) -> Sequence[tuple[str, str]]:
        """Return the elements of every standard that the actor's self-assessments are made against.

        The key is the standard's id and the element's code, parted by a colon.
        """
        assessments = {each.standard_id: each for each in queries.list_assessments(actor)}
        standards = map(find_plain_standard, assessments.values())
        return [
            (f"{standard.id}:{element.code}", f"{element.code} {element.title}")
            for standard in sorted(filter(None, standards), key=lambda each: each.id)
            for element in standard.elements
        ]

    def select_ids_used_for(self, actor: Actor, key: str) -> UsedIds:
        """Return the ids of the items that are linked to the element where the actor may see it."""
        standard_id, _, code = key.partition(":")
        return queries.select_item_ids_of(actor, standard_id, code)


def _describe(place: queries.LinkedPlace) -> Use:
    assessment, code = place.assessment, place.element_code
    label = name_place(assessment, code, find_plain_standard(assessment))
    return Use(label, _url_of(assessment, code), place.note)


def _url_of(assessment: Assessment, code: str) -> str:
    return url_for("assessments.element", assessment_id=assessment.id, code=code)


@blueprint.record_once
def _register(state: BlueprintSetupState) -> None:
    register_usage_source(cast(Flask, state.app), AssessmentUsage())
