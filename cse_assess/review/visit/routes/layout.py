"""Laying out a day: sessions one after the other, first looked at, then kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.analysis.agenda import Slot
from cse_assess.errors import DomainError
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.routes.frame import show_review
from cse_assess.review.visit import queries, services
from cse_assess.review.visit.agenda import find_slot
from cse_assess.review.visit.forms import ORDER, LayOutForm, read_order
from cse_assess.review.visit.models import VisitSession
from cse_assess.review.visit.routes.blueprint import (
    BOTH,
    VISIT,
    Page,
    blueprint,
    load_for_writing,
    status_of,
)
from cse_assess.review.visit.values import sign_sessions
from cse_assess.review.visit.words import format_minute, format_time
from cse_assess.web.flashes import confirm
from cse_assess.web.templating import format_day, plural

USE = "use"
BEGIN = "9:30am"


@dataclass(frozen=True, slots=True)
class Row:
    """A session that may get a time: `number` is its place in the order as it stands in the box."""

    session: VisitSession
    number: str


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A session with the time that is proposed for it."""

    session: VisitSession
    slot: Slot

    @property
    def times(self) -> str:
        """Return from when until when it would be."""
        return f"{format_minute(self.slot.start)} to {format_minute(self.slot.end)}"


@blueprint.route(f"{VISIT}/lay-out", methods=BOTH)
@signed_in
def lay_out(review_id: int) -> Page | Response:
    """Propose times for the sessions of a day and those without a time; keep them when asked."""
    review = load_for_writing(review_id)
    on_day = _read_day()
    offered = _list_offered(review, on_day)
    form = LayOutForm(data=_begin_with(review, on_day, offered))
    layout = form.layout if form.validate_on_submit() else None
    if layout is None:
        return _show(review, form, offered)
    ordered = read_order(_read_numbers(), offered)
    try:
        slots = services.propose_times(ordered, layout)
        if request.form.get("then") == USE:
            return _keep(review, form, ordered, layout)
    except DomainError as error:
        form.show_error(error)
        return _show(review, form, _list_offered(review, on_day)), status_of(error)
    proposed = [ProposedRow(each, slot) for each, slot in zip(ordered, slots, strict=True)]
    form.seen.data = sign_sessions(ordered)
    return _show(review, form, offered, proposed)


def _read_day() -> date | None:
    try:
        return date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return None


def _list_offered(review: Review, on_day: date | None) -> list[VisitSession]:
    """Return the sessions of the day, and those that have no time yet."""
    return [
        each
        for each in queries.list_sessions(review.id)
        if each.on_day == on_day or find_slot(each) is None
    ]


def _begin_with(
    review: Review, on_day: date | None, offered: Sequence[VisitSession]
) -> dict[str, object]:
    first = next((each.starts_at for each in offered if find_slot(each)), None)
    return {
        "on_day": on_day or review.assessment.visit_on,
        "starts_at": format_time(first) or BEGIN,
        "pause": 0,
    }


def _read_numbers() -> dict[str, str]:
    """Return what stands in the box of each session, by its id."""
    boxes = (name for name in request.form if name.startswith(ORDER))
    return {name.removeprefix(ORDER): request.form[name] for name in boxes}


def _keep(
    review: Review,
    form: LayOutForm,
    ordered: Sequence[VisitSession],
    layout: services.DayLayout,
) -> Response:
    services.lay_out_day(
        actor=current_actor(),
        review=review,
        sessions=ordered,
        seen_order=form.seen.data or "",
        layout=layout,
    )
    count = plural(len(ordered), "session has its", "sessions have their")
    confirm(f"{count} time on {format_day(layout.on_day)}. Change any of them by itself.")
    return redirect(url_for("visit.index", review_id=review.id))


def _show(
    review: Review,
    form: LayOutForm,
    offered: Sequence[VisitSession],
    proposed: Sequence[ProposedRow] = (),
) -> str:
    sent = _read_numbers()
    rows = [
        Row(each, sent.get(str(each.id), "" if request.method == "POST" else str(place)))
        for place, each in enumerate(offered, start=1)
    ]
    return show_review(
        "visit/lay_out.html", review, form=form, rows=rows, proposed=proposed, prefix=ORDER
    )
