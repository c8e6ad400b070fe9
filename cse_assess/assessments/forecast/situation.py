"""What forecast and fragility are reckoned from: states under titles that the person may read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cse_assess.accounts.actor import Actor
from cse_assess.analysis.actions import PlannedAction
from cse_assess.analysis.gaps import ElementState
from cse_assess.assessments.actions.planned import list_planned_actions
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.queries import AssessmentTree, load_tree
from cse_assess.assessments.readiness import describe_state
from cse_assess.evidence.policy import can_open_item, shown_title
from cse_assess.standards.structure import Standard


@dataclass(frozen=True, slots=True)
class Situation:
    """What is claimed, with what proof, and what is planned."""

    states: tuple[ElementState, ...]
    actions: tuple[PlannedAction, ...]


def load_situation(actor: Actor, assessment: Assessment, standard: Standard) -> Situation:
    """Return the situation as `actor` may see it, in a fixed number of queries."""
    tree = load_tree(assessment.id)
    return Situation(
        states=tuple(_describe_states(actor, tree, standard)),
        actions=tuple(list_planned_actions([assessment.id], standard)[assessment.id]),
    )


def _describe_states(
    actor: Actor, tree: AssessmentTree, standard: Standard
) -> Iterator[ElementState]:
    for response in tree.responses:
        if standard.find_element(response.element_code) is None:
            continue
        linked = tree.evidence_of(response)
        titles = {
            each.item.id: shown_title(each.item, is_open=can_open_item(actor, each.item))
            for each in linked
        }
        state = describe_state(standard, response, linked)
        shown = tuple(replace(each, title=titles[each.item_id]) for each in state.evidence)
        yield replace(state, evidence=shown)
