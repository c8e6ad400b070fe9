"""The page of a person's notices, and how many of them are unread, for every page."""

from typing import cast

from flask import Blueprint, Flask, redirect, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from cse_assess.accounts.access import current_actor, find_actor, signed_in
from cse_assess.jobs.handlers import register_handler
from cse_assess.jobs.rounds import register_round
from cse_assess.notices import queries, services
from cse_assess.notices.mail import ask_for_letters, mail_notices
from cse_assess.web.context import current_settings
from cse_assess.web.flashes import confirm
from cse_assess.web.paging import wanted_page

blueprint = Blueprint("notices", __name__, url_prefix="/notices")

# After the rounds that send notices, and when people begin to work.
LETTERS_FROM_HOUR = 7


@blueprint.get("")
@signed_in
def index() -> str:
    """List what the person was told, unread first."""
    page = queries.list_notices(_reader_id(), wanted_page())
    return render_template(
        "notices/index.html",
        page=page,
        unread=queries.count_unread(_reader_id()),
        sends_mail=bool(current_settings().mail.host),
    )


@blueprint.post("/<int:notice_id>/read")
@signed_in
def read(notice_id: int) -> ResponseReturnValue:
    """Mark one as read, and go to what it is about."""
    notice = queries.get_notice(notice_id, current_actor().user_id)
    services.mark_read(actor=current_actor(), notice=notice)
    return redirect(notice.url)


@blueprint.post("/read")
@signed_in
def read_all() -> ResponseReturnValue:
    """Mark all as read."""
    services.mark_all_read(actor=current_actor())
    confirm("All notices are marked as read.")
    return redirect(url_for(".index"))


def _reader_id() -> int:
    return current_actor().user_id or 0


@blueprint.app_context_processor
def _offer_count() -> dict[str, object]:
    return {"count_unread_notices": _count_unread}


def _count_unread() -> int:
    """Return how many notices of the signed-in person are unread; asked by the layout only."""
    actor = find_actor()
    return queries.count_unread(actor.user_id) if actor and actor.user_id else 0


@blueprint.record_once
def _register(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    register_handler(app, services.MAIL_JOB, mail_notices)
    register_round(app, "mail_letters", ask_for_letters, from_hour=LETTERS_FROM_HOUR)
