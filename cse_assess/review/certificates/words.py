"""Days, states and changes of a certificate's life in plain words."""

from datetime import date

from cse_assess.analysis.carry_list import LookAgain
from cse_assess.analysis.certificate_life import DueState, LifeState, Span, measure_span
from cse_assess.analysis.freshness import MONTHS_PER_YEAR
from cse_assess.analysis.verdicts_over_time import PartialState, PartialTrace
from cse_assess.review.certificates.ahead import AheadElement
from cse_assess.review.certificates.models import Certificate, DueReview
from cse_assess.standards.structure import Level
from cse_assess.web.templating import format_day, plural

LIFE_SIGNS = {
    LifeState.LASTS: ("Lasts", "good"),
    LifeState.ENDS_SOON: ("Ends soon", "middling"),
    LifeState.RUN_OUT: ("Has run out", "bad"),
    LifeState.ENDED_EARLY: ("Ended early", "none"),
}
FOLLOWED_SIGN = ("Followed by another", "info")
DUE_SIGNS = {
    DueState.HELD: ("Held", "good"),
    DueState.OVERDUE: ("Overdue", "bad"),
    DueState.SOON: ("Due soon", "middling"),
    DueState.LATER: ("Due later", "info"),
}
FELL_AWAY_SIGN = ("Fell away", "none")

LOOK_AGAIN_TITLES = {
    LookAgain.NOT_MET: "Not met",
    LookAgain.RETURNED: "Partly met again",
    LookAgain.STILL: "Still partly met",
    LookAgain.PARTIAL: "Partly met",
    LookAgain.FLAGGED: "Area flagged",
    LookAgain.EXEMPLARY: "Exemplary",
}
LOOK_AGAIN_TONES = {
    LookAgain.NOT_MET: "bad",
    LookAgain.RETURNED: "bad",
    LookAgain.STILL: "middling",
    LookAgain.PARTIAL: "middling",
    LookAgain.FLAGGED: "info",
    LookAgain.EXEMPLARY: "best",
}


def describe_distance(day: date, on: date) -> str:
    """Say how far a day lies from `on`: "in 3 months and 2 days", "today", "5 days ago"."""
    if day == on:
        return "today"
    words = describe_span(measure_span(min(day, on), max(day, on)))
    return f"in {words}" if day > on else f"{words} ago"


def describe_span(span: Span) -> str:
    """Say how long a time is: "2 years, 1 month and 11 days"; "0 days" for none."""
    years, months = divmod(span.months, MONTHS_PER_YEAR)
    counted = ((years, "year"), (months, "month"), (span.days, "day"))
    parts = [plural(count, one, f"{one}s") for count, one in counted if count] or ["0 days"]
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def describe_trace(trace: PartialTrace | None) -> str:
    """Say what a partial is beside the reviews before; nothing for the first one, or for none."""
    if trace is None or trace.state is PartialState.FIRST:
        return ""
    if trace.state is PartialState.STILL:
        return f"Partly met in {trace.running} reviews running."
    return "It came back: partly met before, met in between, and partly met again."


def describe_changes(ahead: AheadElement, on: date) -> list[str]:
    """Return what changed at an element since it was submitted, a line for each kind."""
    evidence = ahead.evidence
    counted = (
        (evidence.added, "added"),
        (evidence.removed, "detached"),
        (evidence.replaced, "replaced or dated anew"),
        (evidence.withdrawn, "withdrawn"),
        (evidence.out_of_date, f"out of date on {format_day(on)}"),
    )
    lines = [f"{plural(count, 'piece', 'pieces')} {what}" for count, what in counted if count]
    texts = ["Texts changed"] if ahead.has_other_texts else []
    return [*_describe_levels(ahead), *lines, *texts]


def _describe_levels(ahead: AheadElement) -> list[str]:
    before, now = _name(ahead.own_before), _name(ahead.own_now)
    return [f"Own level from {before} to {now}"] if ahead.has_other_level else []


def _name(level: Level | None) -> str:
    return level.title if level else "not scored"


def describe_held(due: DueReview) -> str:
    """Say how a review was held, or nothing."""
    if due.review is not None:
        review = due.review
        of = f"review {review.number} of {review.assessment.cycle}"
        if not review.is_signed:
            return f"It is {of}, which was reopened and is not signed again yet."
        return f"Held as {of}, signed on {format_day(review.signed_at)}."
    return f"Held on {format_day(due.held_on)}, not in CSE Assess." if due.held_on else ""


def name_certificate(certificate: Certificate) -> str:
    """Name a certificate in a sentence: its reference, service and cycle."""
    assessment = certificate.assessment
    of = f"{assessment.service.name}, {assessment.cycle}"
    return (
        f"certificate {certificate.reference} ({of})"
        if certificate.reference
        else (f"certificate of {of}")
    )
