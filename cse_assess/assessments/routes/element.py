"""The page of one element: what it asks, what the service says, and the evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.accounts.models import User
from cse_assess.accounts.queries import list_people
from cse_assess.analysis.gaps import Gap, analyse_gaps
from cse_assess.assessments import policy, queries, services
from cse_assess.assessments.actions.lines import ActionLine
from cse_assess.assessments.actions.lines import make_lines as make_action_lines
from cse_assess.assessments.actions.queries import list_open_of_response as list_open_actions
from cse_assess.assessments.checks.findings import find_at
from cse_assess.assessments.comparison import compare_values
from cse_assess.assessments.coverage import cover_element
from cse_assess.assessments.evidence_panel import Piece, make_pieces
from cse_assess.assessments.forms import ResponseForm
from cse_assess.assessments.history import Entry, make_entries, shorten
from cse_assess.assessments.models import Assessment, ElementResponse
from cse_assess.assessments.open_preview import OpenPreview, open_preview
from cse_assess.assessments.past.panel import show_carried
from cse_assess.assessments.readiness import describe_state, freshness_rule
from cse_assess.assessments.requests.lines import RequestLine, make_lines
from cse_assess.assessments.requests.queries import list_open_of_response
from cse_assess.assessments.routes.blueprint import blueprint
from cse_assess.assessments.routes.loading import (
    folders,
    load_as_writer,
    load_assessment,
    load_response,
    load_standard,
)
from cse_assess.assessments.wording import other_wording
from cse_assess.clock import today
from cse_assess.errors import DomainError, NotAllowed
from cse_assess.evidence.previews.glance import glance_at
from cse_assess.standards.structure import Element, Standard, Subcriterion
from cse_assess.web.flashes import confirm
from cse_assess.web.paging import wanted_page

RECENT_CHANGES = 10
OK, FORBIDDEN, CONFLICT = 200, 403, 409


@dataclass(frozen=True, slots=True)
class Opened:
    """The element that a request is about, and all that it belongs to."""

    assessment: Assessment
    standard: Standard
    element: Element
    response: ElementResponse

    @property
    def subcriterion(self) -> Subcriterion:
        """Return the sub-criterion that the element belongs to."""
        criterion = self.standard.criterion_of(self.element.code)
        return next(sub for sub in criterion.subcriteria if self.element in sub.elements)

    def url(self, page: str) -> str:
        """Return the address of a page about the element."""
        return url_for(
            f"assessments.{page}", assessment_id=self.assessment.id, code=self.element.code
        )


def open_element(assessment: Assessment, code: str) -> Opened:
    """Return the element of this code; raise `NotFound`."""
    standard = load_standard(assessment)
    response = load_response(assessment, standard, code)
    return Opened(assessment, standard, standard.get_element(code), response)


@blueprint.get("/assessments/<int:assessment_id>/elements/<code>")
@signed_in
def element(assessment_id: int, code: str) -> str:
    """Show the element: to fill in, or only to read."""
    opened = open_element(load_assessment(assessment_id), code)
    if not policy.can_edit_response(current_actor(), opened.assessment):
        return _show(opened, None)
    form = ResponseForm.of(opened.response)
    form.offer(opened.standard, opened.response, _people(opened))
    return _show(opened, form)


@blueprint.post("/assessments/<int:assessment_id>/elements/<code>")
@signed_in
def save_element(assessment_id: int, code: str) -> str | Response | tuple[str, int]:
    """Keep what was filled in, or show what is wrong, or what somebody else wrote meanwhile.

    Where it was locked meanwhile, the form is shown all the same, so that no text is lost.
    """
    opened = open_element(load_as_writer(assessment_id), code)
    form, people = ResponseForm.of(opened.response), _people(opened)
    form.offer(opened.standard, opened.response, people)
    if not form.validate_on_submit():
        return _show(opened, form)
    try:
        changes = _save(opened, form)
    except services.ResponseConflict as conflict:
        return _show_conflict(opened, conflict, people), CONFLICT
    except DomainError as error:
        form.show_error(error)
        return _show(opened, form), FORBIDDEN if isinstance(error, NotAllowed) else OK
    saved = "is saved" if changes else "was up to date already"
    confirm(f"{opened.standard.terms.element.one.capitalize()} {code} {saved}.")
    return redirect(_after_saving(opened))


def _people(opened: Opened) -> Sequence[User]:
    return list_people(opened.assessment.organisation_id)


def _save(opened: Opened, form: ResponseForm) -> Sequence[object]:
    return services.save_response(
        actor=current_actor(),
        response=opened.response,
        standard=opened.standard,
        version_id=form.seen_version,
        values=form.values,
    )


def _after_saving(opened: Opened) -> str:
    """Return where the button leads: the evidence, the next element, or this one again."""
    following = opened.standard.neighbours(opened.element.code)[1]
    then = request.form.get("then")
    if then == "evidence":
        return opened.url("add_evidence")
    if then == "next" and following:
        return url_for(
            "assessments.element", assessment_id=opened.assessment.id, code=following.code
        )
    if then == "next":
        return url_for("assessments.overview", assessment_id=opened.assessment.id)
    return opened.url("element")


def _show(opened: Opened, form: ResponseForm | None) -> str:
    actor, assessment, standard = current_actor(), opened.assessment, opened.standard
    linked = queries.list_evidence(opened.response)
    rule = freshness_rule(assessment, standard)
    before, after = standard.neighbours(opened.element.code)
    pieces = make_pieces(linked, rule, opened.element.evidence_max_age_months, actor)
    given = {"form": form} if form else {}
    return render_template(
        "assessments/element.html",
        **vars_of(opened),
        **given,
        other=other_wording(opened.element, assessment, folders=folders()),
        pieces=pieces,
        glances=glance_at(piece.linked.revision for piece in pieces if piece.is_open),
        preview=_open_preview(pieces),
        coverage=cover_element(standard, opened.element, opened.response, linked, rule),
        gap=_find_gap(opened, linked),
        finding_count=_count_findings(opened, linked),
        requests=_list_requests(opened),
        actions=_list_actions(opened),
        carried=show_carried(standard, opened.response, actor),
        entries=shorten(_history(opened, RECENT_CHANGES)),
        before=before,
        after=after,
        is_writer=policy.is_writer(actor, assessment),
    )


def _open_preview(pieces: Sequence[Piece]) -> OpenPreview | None:
    """Return the page that the address asks to lie open beside the element."""
    link_id = request.args.get("preview", type=int)
    number = wanted_page()
    return open_preview(pieces, link_id, number) if link_id is not None else None


def _count_findings(opened: Opened, linked: Sequence[queries.LinkedEvidence]) -> int:
    """Return how many findings of the checks nobody has set aside."""
    found = find_at(opened.response, linked, opened.standard, current_actor())
    return sum(shown.set_aside is None for shown in found)


def _list_requests(opened: Opened) -> list[RequestLine]:
    return make_lines(list_open_of_response(opened.response.id), today(), folders())


def _list_actions(opened: Opened) -> list[ActionLine]:
    open_actions = list_open_actions(opened.response.id)
    return make_action_lines(open_actions, opened.standard, today())


def vars_of(opened: Opened) -> dict[str, object]:
    """Return what every template about an element is given."""
    return {
        "assessment": opened.assessment,
        "standard": opened.standard,
        "element": opened.element,
        "response": opened.response,
        "criterion": opened.standard.criterion_of(opened.element.code),
        "subcriterion": opened.subcriterion,
    }


def _find_gap(opened: Opened, linked: Sequence[queries.LinkedEvidence]) -> Gap | None:
    state = describe_state(opened.standard, opened.response, linked)
    rule = freshness_rule(opened.assessment, opened.standard)
    return analyse_gaps(opened.standard, [state], rule).find_gap(opened.element.code)


def _show_conflict(
    opened: Opened, conflict: services.ResponseConflict, people: Sequence[User]
) -> str:
    form = ResponseForm.showing(conflict.merged, conflict.version_id)
    form.offer(opened.standard, opened.response, people)
    return render_template(
        "assessments/conflict.html",
        **vars_of(opened),
        form=form,
        conflict=conflict,
        parts=compare_values(opened.standard, conflict.theirs, conflict.mine, _names(form)),
        then=request.form.get("then", ""),
    )


def _names(form: ResponseForm) -> dict[int, str]:
    """Return the names of those who may own the element, by id."""
    return {int(value): name for value, name in form.owners if value}


@blueprint.get("/assessments/<int:assessment_id>/elements/<code>/history")
@signed_in
def history(assessment_id: int, code: str) -> str:
    """Show every change of the element: who, when, from what, to what."""
    opened = open_element(load_assessment(assessment_id), code)
    return render_template(
        "assessments/history.html", **vars_of(opened), entries=_history(opened, None)
    )


def _history(opened: Opened, limit: int | None) -> list[Entry]:
    changes = queries.list_changes(opened.response.id, limit)
    return make_entries(changes, opened.standard, current_actor())
