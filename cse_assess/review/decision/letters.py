"""Who is told of which step of a report, in which words; never what a report or a point says."""

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.queries import list_leads
from cse_assess.notices.models import NoticeKind
from cse_assess.notices.services import send_notice
from cse_assess.review.decision.models import AccuracyPoint, AccuracyRound, SignOff
from cse_assess.review.desk.models import Review
from cse_assess.web.templating import format_day


def tell_draft_sent(actor: Actor, review: Review, held: AccuracyRound) -> None:
    """Tell the leads that the draft is there to be read."""
    text = (
        f"{actor.name} has sent you the draft of the assessor’s report on {_name(review)}. Say by "
        f"{format_day(held.until)} which facts are not right."
    )
    _tell_leads(review, NoticeKind.REPORT_DRAFT, text, f"draft:{held.id}")


def tell_point_answered(actor: Actor, review: Review, point: AccuracyPoint) -> None:
    """Tell the leads that the assessor answered a point."""
    text = f"{actor.name} has answered your point {point.number} on the report on {_name(review)}."
    key = f"point:{point.id}:answered:{point.version_id}"
    _tell_leads(review, NoticeKind.REPORT_POINT, text, key)


def tell_round_closed(actor: Actor, review: Review, held: AccuracyRound) -> None:
    """Tell the leads that the draft is with the assessor again."""
    text = f"{actor.name} has closed the round on the facts of the report on {_name(review)}."
    _tell_leads(review, NoticeKind.REPORT_POINT, text, f"round:{held.id}:closed")


def tell_signed(review: Review, signed: SignOff) -> None:
    """Tell the leads that the report is signed, and its assessor where somebody else signed."""
    text = f"The assessor’s report on {_name(review)} is signed. Read it."
    _tell_leads(review, NoticeKind.REPORT_SIGNED, text, f"signed:{signed.id}")
    if signed.signed_by_id != review.assessor_id:
        said = f"{signed.signed_name} has signed the report on {_name(review)}."
        _tell_assessor(review, said, f"signed:{signed.id}", place="")


def tell_reopened(review: Review, signed: SignOff) -> None:
    """Tell the leads that the signed report is being worked on again."""
    text = f"The assessor’s report on {_name(review)} was reopened. The page says why."
    _tell_leads(review, NoticeKind.REPORT_SIGNED, text, f"signed:{signed.id}:reopened")


def tell_point_raised(actor: Actor, review: Review, point: AccuracyPoint) -> None:
    """Tell the assessor that the organisation says a fact is not right."""
    text = f"{actor.name} has raised point {point.number} on your report on {_name(review)}."
    _tell_assessor(review, text, f"point:{point.id}")


def tell_nothing_to_correct(actor: Actor, review: Review, held: AccuracyRound) -> None:
    """Tell the assessor that the organisation has no more to say."""
    text = f"{actor.name} says that nothing is to be corrected in your report on {_name(review)}."
    _tell_assessor(review, text, f"round:{held.id}:nothing")


def _name(review: Review) -> str:
    return f"{review.assessment.service.name}, {review.assessment.cycle}"


def _tell_leads(review: Review, kind: NoticeKind, text: str, occasion: str) -> None:
    url = f"/assessments/{review.assessment_id}/assessor-report"
    for lead in list_leads(review.assessment.organisation_id):
        _send(review, lead.id, kind=kind, text=text, url=url, occasion=occasion)


def _tell_assessor(review: Review, text: str, occasion: str, *, place: str = "/points") -> None:
    url = f"/reviews/{review.id}/report{place}"
    kind = NoticeKind.REPORT_POINT
    _send(review, review.assessor_id, kind=kind, text=text, url=url, occasion=occasion)


def _send(
    review: Review, user_id: int, *, kind: NoticeKind, text: str, url: str, occasion: str
) -> None:
    send_notice(
        user_id=user_id,
        organisation_id=review.assessment.organisation_id,
        kind=kind,
        text=text,
        url=url,
        key=f"report:{occasion}",
    )
