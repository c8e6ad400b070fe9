"""The whole report as plain JSON: what the pages show, the papers print and a signature keeps.

Nothing in it depends on the day on which it is made, so that its hash (`past.content.hash_content`)
is the same for the same report, and can be made again by anybody.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from cse_assess.analysis.readiness import GroupReadiness
from cse_assess.analysis.verdicts_over_time import PartialState
from cse_assess.clock import LONDON
from cse_assess.review.decision.drafting import name_recommendation
from cse_assess.review.decision.facts import ReviewFacts
from cse_assess.review.decision.models import AccuracyPoint, AccuracyRound, SignOff
from cse_assess.review.decision.sections import name_criterion
from cse_assess.standards.structure import Criterion, Standard
from cse_assess.web.templating import format_day, plural

Content = dict[str, Any]
RECURRENCES = {
    PartialState.RETURNED: "partial again, met in between",
    PartialState.STILL: "still partial",
}
VERDICTS = {"passes": "Met", "fails": "Not met", "not_yet": "Not known yet"}


def make_content(
    facts: ReviewFacts,
    *,
    sections: Sequence[Content],
    choice: str,
    rounds: Sequence[AccuracyRound],
    points: Sequence[AccuracyPoint],
    signatures: Sequence[SignOff],
) -> Content:
    """Return the report; `sections` have `key`, `title` and `text`, in the order of the report.

    `signatures` are the earlier ones, each reopened since.
    """
    standard = facts.standard
    return {
        "organisation": facts.organisation,
        "service": facts.service,
        "cycle": facts.cycle,
        "kind": facts.kind,
        "number": facts.number,
        "standard": {"id": standard.id, "title": standard.title, "version": standard.version},
        "language": standard.language,
        "terms": {"element": standard.terms.element.one, "criterion": standard.terms.criterion.one},
        "submission": {"number": facts.submission, "sha256": facts.fingerprint},
        "facts": _list_facts(facts),
        "levels": _describe_levels(standard),
        "sections": list(sections),
        "table": [_describe_criterion(facts, each) for each in standard.criteria],
        "groups": [_describe_group(standard, each) for each in facts.readiness.groups],
        "passes": facts.readiness.passes,
        "recommendation": {"choice": choice, "title": name_recommendation(facts.kind, choice)},
        "accuracy": [_tell_round(held, points) for held in rounds],
        "without_round": "",
        "earlier": [_tell_signature(each) for each in signatures],
        "signature": None,
    }


def sign_content(
    content: Content, *, number: int, name: str, at: datetime, without_round: str
) -> Content:
    """Return the report with its signature; `without_round` says why there was no round."""
    signature = {"number": number, "name": name, "at": at.isoformat()}
    return {**content, "signature": signature, "without_round": without_round}


def is_signed(content: Content) -> bool:
    """Tell whether a report is one that was signed."""
    return content["signature"] is not None


def read_signed_at(content: Content) -> datetime | None:
    """Return when a report was signed, or None."""
    return datetime.fromisoformat(content["signature"]["at"]) if is_signed(content) else None


def list_levels_found(content: Content) -> dict[str, str]:
    """Return the assessor's levels of a report, by element code."""
    elements = (element for part in content["table"] for element in part["elements"])
    return {each["code"]: each["level"] for each in elements if each["level"]}


def _list_facts(facts: ReviewFacts) -> list[list[str]]:
    standard = facts.standard
    return [
        ["Organisation", facts.organisation],
        ["Service", f"{facts.service}, {facts.cycle}"],
        ["Standard", f"{standard.title}, edition {standard.version}"],
        ["Type of assessment", facts.kind_title],
        ["Assessors" if len(facts.assessors) > 1 else "Assessor", ", ".join(facts.assessors)],
        ["Submission", f"Number {facts.submission} of {format_day(facts.submitted_on)}"],
        ["Fingerprint (SHA-256)", facts.fingerprint],
        ["Review begun", format_day(facts.opened_on)],
        ["Visit", _tell_days(facts.visit_days)],
    ]


def _tell_days(days: Sequence[date]) -> str:
    return ", ".join(map(format_day, days)) or "No day set"


def _describe_levels(standard: Standard) -> Content:
    return {
        level.id: {
            "title": level.title,
            "short": level.short,
            "mark": level.mark,
            "tone": level.tone,
        }
        for level in standard.levels
    }


def _describe_criterion(facts: ReviewFacts, criterion: Criterion) -> Content:
    return {
        "code": criterion.code,
        "title": name_criterion(facts.standard, criterion),
        "elements": [
            {
                "code": each.code,
                "title": each.title,
                "own": each.own_level,
                "level": each.level,
                "recurrence": RECURRENCES.get(each.recurrence, ""),
            }
            for each in facts.elements_of(criterion)
        ],
    }


def _describe_group(standard: Standard, group: GroupReadiness) -> Content:
    tally = group.tally
    is_whole = standard.rules.group == "standard"
    return {
        "title": group.title if is_whole else f"{group.name}: {group.title}",
        "applicable": tally.applicable,
        "required": group.required,
        "met": tally.met,
        "partial": tally.partial,
        "not_met": tally.not_met,
        "result": VERDICTS[group.verdict],
    }


def _tell_round(held: AccuracyRound, points: Iterable[AccuracyPoint]) -> Content:
    raised = [each for each in points if each.round_id == held.id and not each.is_withdrawn]
    return {
        "number": held.number,
        "points": len(raised),
        "accepted": sum(bool(each.is_accepted) for each in raised),
        "words": _describe_round(held, raised),
    }


def _describe_round(held: AccuracyRound, raised: Sequence[AccuracyPoint]) -> str:
    sent, until = format_day(held.sent_at), format_day(held.until)
    return (
        f"The organisation had the draft from {sent}, and could say until {until} which facts were "
        f"not right. {_tell_points(held, raised)}{_tell_close(held)}"
    )


def _tell_points(held: AccuracyRound, raised: Sequence[AccuracyPoint]) -> str:
    if not raised:
        said = "said that nothing is to be corrected" if held.nothing_at else "raised no point"
        return f"It {said}."
    accepted = sum(bool(each.is_accepted) for each in raised)
    told = plural(len(raised), "point", "points")
    return f"It raised {told}, of which {_count_accepted(accepted)} accepted."


def _count_accepted(number: int) -> str:
    words = {0: "none was", 1: "1 was"}
    return words.get(number, f"{number} were")


def _tell_close(held: AccuracyRound) -> str:
    """Say where a round was closed before its last day, and the organisation had not finished."""
    if held.closed_at is None or held.nothing_at:
        return ""
    closed_on = held.closed_at.astimezone(LONDON).date()
    return (
        f" The round was closed early, on {format_day(closed_on)}."
        if closed_on < held.until
        else ""
    )


def _tell_signature(signed: SignOff) -> Content:
    return {
        "number": signed.number,
        "name": signed.signed_name,
        "at": signed.signed_at.isoformat(),
        "sha256": signed.sha256,
        "reopened_at": signed.reopened_at.isoformat() if signed.reopened_at else None,
        "reason": signed.reopened_reason,
    }
