"""Tells the evidence library where its items are used."""

from collections.abc import Collection, Sequence
from typing import cast

from flask import Flask, url_for
from flask.blueprints import BlueprintSetupState

from cse_assess.accounts.actor import Actor
from cse_assess.assessments import policy, queries
from cse_assess.assessments.routes.blueprint import blueprint
from cse_assess.assessments.routes.loading import find_plain_standard
from cse_assess.evidence.usage import Use, UsedIds, register_usage_source


class AssessmentUsage:
    """The self-assessments as a place where evidence is used."""

    def list_uses(self, actor: Actor, item_id: int) -> Sequence[Use]:
        """Return the elements that the item is linked to, in self-assessments the actor may see."""
        return [
            _describe(place)
            for place in queries.list_places(item_id)
            if policy.can_view_assessment(actor, place.assessment)
        ]

    def count_uses(self, item_ids: Collection[int]) -> dict[int, int]:
        """Return to how many elements each item is linked, in one query."""
        return queries.count_places(item_ids)

    def select_used_ids(self) -> UsedIds:
        """Return a selection of the ids of all items that are linked somewhere."""
        return queries.select_linked_item_ids()


def _describe(place: queries.LinkedPlace) -> Use:
    assessment, code = place.assessment, place.element_code
    standard = find_plain_standard(assessment)
    element = standard.find_element(code) if standard else None
    title = f"{code} {element.title}" if element else code
    url = url_for("assessments.element", assessment_id=assessment.id, code=code)
    return Use(f"{title} ({assessment.service.name}, {assessment.cycle})", url, place.note)


@blueprint.record_once
def _register(state: BlueprintSetupState) -> None:
    register_usage_source(cast(Flask, state.app), AssessmentUsage())
