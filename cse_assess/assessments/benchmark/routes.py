"""The pages that put self-assessments of several services side by side."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from cse_assess.accounts.access import current_actor, requires_several_services
from cse_assess.analysis.benchmark import ComparedElement
from cse_assess.assessments.benchmark.comparison import Comparison, compare_assessments
from cse_assess.assessments.benchmark.export import WRITERS, list_rows
from cse_assess.assessments.benchmark.forms import SelectionForm
from cse_assess.assessments.benchmark.selection import (
    MOST_COMPARED,
    Selection,
    list_comparable,
    select_assessments,
)
from cse_assess.assessments.benchmark.sharing import show_needs
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.policy import can_edit_response
from cse_assess.assessments.routes.loading import (
    find_plain_standard,
    installed_standards,
    load_assessment,
)
from cse_assess.assessments.transfer.export import MEDIA_TYPES
from cse_assess.errors import NotFound
from cse_assess.web.downloads import send_made_file

blueprint = Blueprint("benchmark", __name__)
BLUEPRINTS = (blueprint,)
VIEWS = (("Services", "benchmark.index"), ("Elements", "benchmark.elements"))
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is compared; `left_out` is how many there were no room for.

    There is nothing to compare in fewer than two.
    """

    form: SelectionForm
    selection: Selection
    comparison: Comparison | None
    left_out: int

    def list_elements(self, comparison: Comparison) -> list[ComparedElement]:
        """Return the elements of the chosen criterion, or all."""
        return comparison.list_elements(self.form.read_criterion(comparison.standard))


@blueprint.get("/compare")
@requires_several_services
def index() -> str:
    """Show how each service stands, by criterion too, and what most of them lack."""
    return _render("benchmark/index.html", _choose())


@blueprint.get("/compare/elements")
@requires_several_services
def elements() -> str:
    """Show every element with the level of each service, the best, and how far they lie apart."""
    chosen = _choose()
    comparison = chosen.comparison
    listed = chosen.list_elements(comparison) if comparison else []
    return _render("benchmark/elements.html", chosen, compared_elements=listed)


@blueprint.get("/compare/elements.<any(csv, xlsx):kind>")
@requires_several_services
def export(kind: str) -> Response | BaseResponse:
    """Hand out the elements side by side as a spreadsheet, chosen as the page is.

    Where there is nothing to compare, the page says so.
    """
    chosen = _choose()
    comparison = chosen.comparison
    if comparison is None:
        return redirect(url_for("benchmark.elements", **_kept_arguments()))
    content = WRITERS[kind](list_rows(comparison, chosen.list_elements(comparison)))
    name = f"services-side-by-side.{kind}"
    return send_made_file(content, media_type=MEDIA_TYPES[kind], file_name=name)


@blueprint.get("/assessments/<int:assessment_id>/proof-elsewhere")
@requires_several_services
def proof(assessment_id: int) -> str:
    """Show what one self-assessment lacks and the newest open ones of the others have proof of."""
    actor, assessment = current_actor(), load_assessment(assessment_id)
    standard = find_plain_standard(assessment)
    if standard is None:
        raise NotFound("The standard of this self-assessment is not installed.")
    chosen = select_assessments(list_comparable(actor), Selection(standard.id))
    others = [each for each in chosen if each.service_id != assessment.service_id]
    comparison = compare_assessments([assessment, *others[: MOST_COMPARED - 1]], standard)
    return render_template(
        "benchmark/proof.html",
        assessment=assessment,
        comparison=comparison,
        standard=standard,
        needs=show_needs(comparison, assessment, actor),
        can_write=can_edit_response(actor, assessment),
    )


def _choose() -> Chosen:
    """Read what is to be compared from the address, and compare it."""
    assessments, standards = list_comparable(current_actor()), installed_standards()
    form = SelectionForm(request.args)
    form.offer(standards, assessments)
    selection = form.read_selection()
    chosen = select_assessments(assessments, selection)
    shown = chosen[:MOST_COMPARED]
    return Chosen(form, selection, _compare(shown), len(chosen) - len(shown))


def _compare(assessments: tuple[Assessment, ...]) -> Comparison | None:
    standard = find_plain_standard(assessments[0]) if len(assessments) >= FEWEST else None
    return compare_assessments(assessments, standard) if standard else None


def _render(template: str, chosen: Chosen, **context: object) -> str:
    kept = _kept_arguments()
    return render_template(
        template,
        filter_form=chosen.form,
        comparison=chosen.comparison,
        standard=chosen.comparison.standard if chosen.comparison else None,
        left_out=chosen.left_out,
        is_narrowed=chosen.selection.is_narrowing or "criterion" in kept,
        kept=kept,
        views=[
            {
                "text": text,
                "href": url_for(endpoint, **kept),
                "current": request.endpoint == endpoint,
            }
            for text, endpoint in VIEWS
        ],
        **context,
    )


def _kept_arguments() -> dict[str, Any]:
    """Return what was chosen, for the links to the other views of it."""
    names = ("standard", "which", "services", "criterion")
    return {name: request.args.getlist(name) for name in names if request.args.get(name)}
