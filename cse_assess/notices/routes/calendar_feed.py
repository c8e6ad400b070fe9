"""A person's calendar: made, renewed and ended by them, and read by their calendar program."""

from datetime import timedelta
from functools import partial
from http import HTTPStatus
from typing import cast

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from cse_assess.accounts.access import current_actor, public, requires_member
from cse_assess.accounts.queries import get_actor
from cse_assess.accounts.services import TooManyAttempts
from cse_assess.accounts.services.throttling import Limit, address_of, count_attempt
from cse_assess.clock import today
from cse_assess.errors import NotFound
from cse_assess.jobs.own_context import call_in_own_context
from cse_assess.notices import queries, services
from cse_assess.notices.feed import list_entries, write_calendar
from cse_assess.web.context import current_settings
from cse_assess.web.flashes import confirm

calendar = Blueprint("calendar", __name__)

# Calendar programs ask every few minutes at most; a wrong secret is a mistake or a guess.
READS = Limit("calendar", 60, timedelta(hours=1))
WRONG_SECRETS = Limit("calendar-from", 30, timedelta(hours=1))
_COUNTER = "calendar_counter"


@calendar.get("/notices/calendar")
@requires_member
def settings() -> str:
    """Say what the calendar is, and since when the person has one."""
    return render_template(
        "notices/calendar.html", feed=queries.find_feed(current_actor().user_id), address=""
    )


@calendar.post("/notices/calendar")
@requires_member
def make() -> str:
    """Make a new secret address, and show it this once."""
    actor = current_actor()
    secret = services.make_feed(actor=actor)
    return render_template(
        "notices/calendar.html",
        feed=queries.find_feed(actor.user_id),
        address=current_settings().base_url + url_for(".read", secret=secret),
    )


@calendar.post("/notices/calendar/end")
@requires_member
def end() -> ResponseReturnValue:
    """Make the secret address worthless."""
    services.end_feed(actor=current_actor())
    confirm("The address does not work any more. Remove the calendar from your own program too.")
    return redirect(url_for(".settings"))


@calendar.get("/calendar/<secret>.ics")
@public
def read(secret: str) -> Response:
    """Hand out the calendar of whoever has this secret, as they may see things today."""
    owner_id = queries.find_feed_owner(secret)
    if owner_id is None:
        _count(WRONG_SECRETS, address_of(request.remote_addr))
        raise NotFound("There is no calendar here.")
    _count(READS, str(owner_id))
    entries = list_entries(current_app, get_actor(owner_id, today()), today())
    content = write_calendar(entries, on=today(), base_url=current_settings().base_url)
    response = Response(content, mimetype="text/calendar")
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = "attachment; filename=cse-assess.ics"
    response.add_etag()
    response.make_conditional(request)
    return response


def _count(limit: Limit, subject: str) -> None:
    """Count a try in a transaction of its own, because a GET has none that may write."""
    try:
        current_app.extensions[_COUNTER]((limit, subject))
    except TooManyAttempts:
        abort(HTTPStatus.TOO_MANY_REQUESTS)


@calendar.record_once
def _register(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    app.extensions[_COUNTER] = partial(call_in_own_context, app, count_attempt)
