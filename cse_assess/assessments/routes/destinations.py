"""Lets the files of a bulk upload be attached to an element: `ASSESSMENT/CODE` names it."""

from collections.abc import Sequence
from typing import cast

from flask import Flask
from flask.blueprints import BlueprintSetupState

from cse_assess.accounts.access import current_actor
from cse_assess.accounts.actor import Actor
from cse_assess.assessments import services
from cse_assess.assessments.routes.blueprint import blueprint
from cse_assess.assessments.routes.element import Opened, open_element
from cse_assess.assessments.routes.loading import load_writable
from cse_assess.assessments.services.guards import begin_writing_response
from cse_assess.evidence.bulk.destinations import Destination, register_destinations
from cse_assess.evidence.models import EvidenceItem
from cse_assess.ids import read_possible_id


class ElementDestination:
    """An element that the signed-in person may write in."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        element = opened.element
        self.label = f"{element.code} {element.title}"
        self.url = opened.url("element")

    def begin(self) -> None:
        """Put those who change the element in line; raise `NotAllowed` without the right."""
        begin_writing_response(current_actor(), self._opened.response)

    def attach(self, items: Sequence[EvidenceItem]) -> None:
        """Tie the items to the element; what each proves can be said afterwards."""
        services.attach_items(actor=current_actor(), response=self._opened.response, items=items)


def find_element(_actor: Actor, name: str) -> Destination:
    """Return the element of this name; raises `NotFound` and `NotAllowed` as its own page does."""
    number, _, code = name.partition("/")
    return ElementDestination(open_element(load_writable(read_possible_id(number)), code))


@blueprint.record_once
def _register(state: BlueprintSetupState) -> None:
    register_destinations(cast(Flask, state.app), find_element)
