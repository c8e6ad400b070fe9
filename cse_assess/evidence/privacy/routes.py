"""The page on which people decide about private details."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.errors import DomainError
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.privacy import services
from cse_assess.evidence.privacy.forms import PrivacyForm
from cse_assess.evidence.privacy.models import Decision
from cse_assess.evidence.privacy.page import PrivacyPage, open_privacy_page
from cse_assess.evidence.privacy.services import MOST_DETAILS
from cse_assess.evidence.privacy.words import DETAIL_TITLES
from cse_assess.evidence.routes.blueprint import item_url, load_own_item
from cse_assess.web.flashes import confirm

blueprint = Blueprint("privacy", __name__, url_prefix="/evidence")

BLUEPRINTS = (blueprint,)


@blueprint.route("/<int:item_id>/privacy", methods=["GET", "POST"])
@requires_member
def decide(item_id: int) -> ResponseReturnValue:
    """Show what may be private in an item's file, and decide about it."""
    item = load_own_item(item_id)
    page = open_privacy_page(item)
    form = PrivacyForm()
    form.offer([each.number for each in page.details], can_redact=page.can_redact)
    if form.validate_on_submit():
        try:
            message = _decide(item, form)
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(message)
            return redirect(_next_url(item, form))
    form.content.data = page.revision.sha256
    return _show(form, page)


def _decide(item: EvidenceItem, form: PrivacyForm) -> str:
    """Do what was chosen; return what to tell the person."""
    actor, sha256, reason = current_actor(), form.content.data or "", form.reason.data or ""
    if form.decision.data == Decision.STAY:
        services.let_details_stay(actor=actor, item=item, sha256=sha256, reason=reason)
        return "Your decision is kept. You are asked again when a new file holds other details."
    if form.decision.data == Decision.RESTRICT:
        services.restrict_item(actor=actor, item=item, sha256=sha256, reason=reason)
        return "The evidence is confidential now."
    services.ask_for_redaction(
        actor=actor,
        item=item,
        sha256=sha256,
        numbers=form.ticked,
        other_words=(form.other_words.data or "").splitlines(),
        reason=reason,
    )
    return (
        "The redacted copy is being made. It becomes the current revision within a minute or so. "
        "Look through it then."
    )


def _next_url(item: EvidenceItem, form: PrivacyForm) -> str:
    """Stay on the page while a copy is being made, so that its end is seen."""
    is_redaction = form.decision.data == Decision.REDACT
    return url_for("privacy.decide", item_id=item.id) if is_redaction else item_url(item)


def _show(form: PrivacyForm, page: PrivacyPage) -> str:
    return render_template(
        "privacy/decide.html",
        form=form,
        page=page,
        item=page.item,
        titles=DETAIL_TITLES,
        most_details=MOST_DETAILS,
    )
