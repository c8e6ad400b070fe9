"""Pages of evidence packs: ask for one, watch it being made, fetch it."""

from flask import Blueprint, Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_assessment
from cse_assess.errors import NotFound
from cse_assess.jobs.models import JobState
from cse_assess.reports.packs import queries, services
from cse_assess.reports.packs.forms import PackForm
from cse_assess.reports.packs.models import EvidencePack
from cse_assess.review.submissions.queries import get_submission, list_submissions
from cse_assess.web.downloads import send_blob

blueprint = Blueprint("packs", __name__)

BLUEPRINTS = (blueprint,)

LIST = "/assessments/<int:assessment_id>/packs"


@blueprint.get(LIST)
@requires_member
def index(assessment_id: int) -> str:
    """Offer a pack, and list those that were made."""
    assessment = load_assessment(assessment_id)
    return show_view(
        "packs/index.html",
        assessment,
        submissions=list_submissions(assessment.id),
        packs=queries.list_packs(assessment.id),
    )


@blueprint.post(LIST)
@requires_member
def make(assessment_id: int) -> AnyResponse:
    """Ask for a pack and go to the page that shows how it is getting on."""
    assessment = load_assessment(assessment_id)
    number = PackForm().read_number()
    if number is not None:
        get_submission(assessment.id, number)
    pack = services.request_pack(actor=current_actor(), assessment=assessment, number=number)
    return redirect(url_for(".show", pack_id=pack.id))


@blueprint.get("/packs/<int:pack_id>")
@requires_member
def show(pack_id: int) -> str:
    """Show how a pack is getting on, then where to fetch it, or why it failed."""
    pack = _load(pack_id)
    return render_template(
        "packs/show.html", pack=pack, assessment=pack.assessment, state=_state_of(pack)
    )


def _state_of(pack: EvidencePack) -> str:
    """Return `finished`, `gone`, `failed` or `underway`."""
    if pack.is_finished:
        return "finished" if pack.is_there else "gone"
    has_failed = pack.job is None or pack.job.state == JobState.DEAD
    return "failed" if has_failed else "underway"


@blueprint.get("/packs/<int:pack_id>/file")
@requires_member
def download(pack_id: int) -> Response:
    """Hand out the pack; raise `NotFound` before it is made, and after it was let go."""
    pack = _load(pack_id)
    if pack.sha256 is None or pack.size is None or not pack.is_there:
        raise NotFound("This evidence pack is not there. Make a new one.")
    return send_blob(
        sha256=pack.sha256,
        size=pack.size,
        file_name=pack.file_name,
        media_type=services.MEDIA_TYPE,
    )


def _load(pack_id: int) -> EvidencePack:
    """Return a pack of a self-assessment that the person sees from inside."""
    pack = queries.get_pack(pack_id)
    load_assessment(pack.assessment_id)
    return pack
