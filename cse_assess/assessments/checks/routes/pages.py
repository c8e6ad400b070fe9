"""What does not fit together, narrowed by filters, and what is set aside."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.assessments import queries
from cse_assess.assessments.checks import services
from cse_assess.assessments.checks.findings import (
    FindingFilters,
    ShownFinding,
    count_kinds,
    find_at,
    find_everywhere,
    get_finding,
    group_kinds,
    pick_findings,
)
from cse_assess.assessments.checks.forms import FindingFilterForm, SetAsideForm
from cse_assess.assessments.checks.routes.blueprint import blueprint
from cse_assess.assessments.checks.words import KIND_TITLES, SURENESS_TITLES, SURENESS_TONES
from cse_assess.assessments.models import Assessment, ElementResponse
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import (
    load_assessment,
    load_response,
    load_standard,
    load_writable,
)
from cse_assess.errors import DomainError
from cse_assess.paging import cut_page
from cse_assess.web.flashes import confirm
from cse_assess.web.paging import wanted_page

PAGE_SIZE = 50
HERE = "/assessments/<int:assessment_id>"
FINDING = f"{HERE}/elements/<code>/checks/<fingerprint>"


@blueprint.get(f"{HERE}/checks")
@requires_member
def show(assessment_id: int) -> str:
    """List what does not fit together, kind by kind, with the place to mend each."""
    assessment = load_assessment(assessment_id)
    standard = load_standard(assessment)
    tree = queries.load_tree(assessment.id)
    found = find_everywhere(tree, standard, current_actor())
    form = FindingFilterForm(request.args)
    form.offer(standard, (each.owner for each in tree.responses if each.owner))
    filters = form.read_filters()
    page = cut_page(pick_findings(found, filters), wanted_page(), PAGE_SIZE)
    return show_view(
        "checks/show.html",
        assessment,
        standard=standard,
        filter_form=form,
        is_narrowed=filters != FindingFilters(),
        is_set_aside=filters.is_set_aside,
        kinds=count_kinds(found, filters),
        page=page,
        groups=group_kinds(page.rows),
        set_aside_count=sum(each.set_aside is not None for each in found),
        **_words(),
    )


def _words() -> dict[str, object]:
    return {
        "kind_titles": KIND_TITLES,
        "sureness_titles": SURENESS_TITLES,
        "sureness_tones": SURENESS_TONES,
    }


@blueprint.get(f"{FINDING}/set-aside")
@requires_member
def set_aside(assessment_id: int, code: str, fingerprint: str) -> str:
    """Ask why a finding is in order as it is."""
    assessment, shown = _open(assessment_id, code, fingerprint)
    return _show_form(assessment, shown, SetAsideForm())


@blueprint.post(f"{FINDING}/set-aside")
@requires_member
def keep_aside(assessment_id: int, code: str, fingerprint: str) -> str | Response:
    """Set the finding aside with its reason, or show what is wrong."""
    assessment, shown = _open(assessment_id, code, fingerprint)
    form = SetAsideForm()
    if not form.validate_on_submit():
        return _show_form(assessment, shown, form)
    try:
        services.set_aside(
            actor=current_actor(),
            response=shown.response,
            finding=shown.finding,
            why=form.why.data or "",
        )
    except DomainError as error:
        form.show_error(error)
        return _show_form(assessment, shown, form)
    confirm(f"The finding at {code} is set aside. It comes back when what it is about changes.")
    return redirect(url_for("checks.show", assessment_id=assessment.id))


@blueprint.post(f"{FINDING}/raise")
@requires_member
def raise_again(assessment_id: int, code: str, fingerprint: str) -> Response:
    """Let a finding that was set aside count again."""
    assessment = load_writable(assessment_id)
    response = load_response(assessment, load_standard(assessment), code)
    services.raise_again(actor=current_actor(), response=response, fingerprint=fingerprint)
    confirm(f"The finding at {code} counts again.")
    return redirect(url_for("checks.show", assessment_id=assessment.id))


def _open(assessment_id: int, code: str, fingerprint: str) -> tuple[Assessment, ShownFinding]:
    """Return a finding that the person may set aside; raise `NotFound` or `NotAllowed`."""
    assessment = load_writable(assessment_id)
    standard = load_standard(assessment)
    response: ElementResponse = load_response(assessment, standard, code)
    found = find_at(response, queries.list_evidence(response), standard, current_actor())
    return assessment, get_finding(found, fingerprint)


def _show_form(assessment: Assessment, shown: ShownFinding, form: SetAsideForm) -> str:
    return render_template(
        "checks/set_aside.html", assessment=assessment, shown=shown, form=form, **_words()
    )
