"""Elements proposed for an item, and what a person answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from flask import Flask, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.accounts.actor import Actor
from cse_assess.analysis.suggestions import Reason, Suggestion
from cse_assess.assessments import policy, queries, services
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.routes.blueprint import blueprint
from cse_assess.assessments.routes.element import Opened, open_element, vars_of
from cse_assess.assessments.routes.loading import find_plain_standard, load_writable
from cse_assess.assessments.suggestions import services as decisions
from cse_assess.assessments.suggestions.models import SuggestionRefusal
from cse_assess.assessments.suggestions.offers import (
    SuggestedItem,
    choose_assessment,
    refused_elements,
    suggest_for_item,
    suggest_items,
)
from cse_assess.errors import NotAllowed
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.policy import can_open_item
from cse_assess.evidence.proposals import (
    Place,
    Proposals,
    ProposedUse,
    Quote,
    RefusedUse,
    register_proposal_source,
)
from cse_assess.evidence.queries import get_item
from cse_assess.standards.structure import Standard
from cse_assess.web.flashes import confirm

SUGGESTED = "/assessments/<int:assessment_id>/elements/<code>/evidence/suggested"
ANSWER = "/assessments/<int:assessment_id>/elements/<code>/suggestions/<int:item_id>"


@dataclass(frozen=True, slots=True)
class OfferedItem:
    """An item that may prove an element, why, and where a person says yes or no to it."""

    item: EvidenceItem
    because: tuple[Quote, ...]
    accept_url: str
    refuse_url: str


@blueprint.get(SUGGESTED)
@signed_in
def suggested_evidence(assessment_id: int, code: str) -> str:
    """Show what of the library is not attached yet and may prove the element."""
    opened, actor = open_element(load_writable(assessment_id), code), current_actor()
    plain = find_plain_standard(opened.assessment) or opened.standard
    found = suggest_items(actor, opened.response, plain)
    return render_template(
        "assessments/suggested_items.html",
        **vars_of(opened),
        offers=[describe_offer(opened.assessment, each) for each in found],
    )


def describe_offer(assessment: Assessment, found: SuggestedItem) -> OfferedItem:
    """Return what a page shows of an item that may prove an element of the self-assessment."""
    item, suggestion = found.item, found.suggestion
    return OfferedItem(
        item=item,
        because=tuple(map(_quote, suggestion.because)),
        accept_url=_answer_url("follow_suggestion", assessment, suggestion.code, item),
        refuse_url=_answer_url("refuse_suggestion", assessment, suggestion.code, item),
    )


@blueprint.post(f"{ANSWER}/attach")
@signed_in
def follow_suggestion(assessment_id: int, code: str, item_id: int) -> Response:
    """Attach the item to the element."""
    opened, item = _open(assessment_id, code, item_id)
    services.attach_items(actor=current_actor(), response=opened.response, items=[item])
    confirm(f"“{item.title}” is attached to {code} {opened.element.title}.")
    return _go_back(opened, item)


@blueprint.post(f"{ANSWER}/refuse")
@signed_in
def refuse_suggestion(assessment_id: int, code: str, item_id: int) -> Response:
    """Keep the item from being suggested for the element."""
    opened, item = _open(assessment_id, code, item_id)
    decisions.refuse_suggestion(
        actor=current_actor(), assessment=opened.assessment, item=item, code=code
    )
    confirm(f"“{item.title}” will not be suggested for {code} {opened.element.title} again.")
    return _go_back(opened, item)


@blueprint.post(f"{ANSWER}/restore")
@signed_in
def restore_suggestion(assessment_id: int, code: str, item_id: int) -> Response:
    """Let the item be suggested for the element again."""
    opened, item = _open(assessment_id, code, item_id)
    decisions.restore_suggestion(
        actor=current_actor(), assessment=opened.assessment, item=item, code=code
    )
    confirm(f"“{item.title}” can be suggested for {code} {opened.element.title} again.")
    return _go_back(opened, item)


def _open(assessment_id: int, code: str, item_id: int) -> tuple[Opened, EvidenceItem]:
    opened, actor = open_element(load_writable(assessment_id), code), current_actor()
    item = get_item(item_id, actor.member_of)
    if not can_open_item(actor, item):
        raise NotAllowed("This evidence is confidential. Ask an improvement lead to see it.")
    return opened, item


def _go_back(opened: Opened, item: EvidenceItem) -> Response:
    """Return to where the person answered: an item's page, the element's choice, or fragility."""
    came_from = request.form.get("from")
    if came_from == "element":
        return redirect(opened.url("suggested_evidence"))
    if came_from == "fragility":
        return redirect(url_for("fragility.show", assessment_id=opened.assessment.id))
    return redirect(
        url_for("evidence.show", item_id=item.id, place=opened.assessment.id) + "#suggestions"
    )


class AssessmentProposals:
    """The self-assessments as a place where an item might be used."""

    def propose_uses(
        self, actor: Actor, item: EvidenceItem, revision: EvidenceRevision, place_id: int | None
    ) -> Proposals | None:
        """Return the elements that the item may prove in a self-assessment that is chosen."""
        assessments = _list_writable(actor) if not item.is_withdrawn else []
        if not assessments:
            return None
        chosen = choose_assessment(assessments, item, place_id)
        standard = find_plain_standard(chosen)
        if standard is None:
            return None
        refusals = refused_elements(item, standard)
        suggested = suggest_for_item(item, revision, chosen, standard, refusals)
        return Proposals(
            terms=standard.terms.element.many,
            places=tuple(map(_describe_place, assessments)),
            chosen=_describe_place(chosen),
            uses=tuple(
                _describe_use(chosen, item, standard, each) for each in suggested.suggestions
            ),
            refused=tuple(_describe_refusals(chosen, item, standard, refusals)),
            is_text_read=suggested.is_text_read,
        )


def _list_writable(actor: Actor) -> list[Assessment]:
    return [
        each for each in queries.list_assessments(actor) if policy.can_edit_response(actor, each)
    ]


def _describe_place(assessment: Assessment) -> Place:
    return Place(assessment.id, f"{assessment.service.name}, {assessment.cycle}")


def _describe_use(
    assessment: Assessment, item: EvidenceItem, standard: Standard, suggestion: Suggestion
) -> ProposedUse:
    code = suggestion.code
    return ProposedUse(
        code=code,
        title=standard.get_element(code).title,
        url=url_for("assessments.element", assessment_id=assessment.id, code=code),
        because=tuple(map(_quote, suggestion.because)),
        accept_url=_answer_url("follow_suggestion", assessment, code, item),
        refuse_url=_answer_url("refuse_suggestion", assessment, code, item),
    )


def _quote(reason: Reason) -> Quote:
    return Quote(reason.words, reason.page or 0, reason.is_learnt)


def _describe_refusals(
    assessment: Assessment,
    item: EvidenceItem,
    standard: Standard,
    refusals: Iterable[SuggestionRefusal],
) -> Iterable[RefusedUse]:
    for refusal in refusals:
        code = refusal.element_code
        yield RefusedUse(
            code,
            standard.get_element(code).title,
            refusal.refused_by.name if refusal.refused_by else "",
            _answer_url("restore_suggestion", assessment, code, item),
        )


def _answer_url(answer: str, assessment: Assessment, code: str, item: EvidenceItem) -> str:
    return url_for(f"assessments.{answer}", assessment_id=assessment.id, code=code, item_id=item.id)


@blueprint.record_once
def _register(state: BlueprintSetupState) -> None:
    register_proposal_source(cast(Flask, state.app), AssessmentProposals())
