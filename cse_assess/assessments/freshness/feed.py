"""What stands in a person's own calendar: evidence that runs out, visits, and what they are asked.

A calendar is kept by programs and services that are not ours, so confidential evidence stands in
it without its title even for those who may read it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.freshness.plan import Narrowing, Plan, PlannedItem, make_plan
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.requests.models import EvidenceRequest
from cse_assess.assessments.requests.queries import list_asked_of
from cse_assess.evidence.policy import CONFIDENTIAL_TITLE
from cse_assess.notices.feed import FeedEntry
from cse_assess.web.templating import format_day

BACK, AHEAD = timedelta(days=90), timedelta(days=2 * 365)


def list_feed_entries(actor: Actor, on: date, folders: Sequence[Path]) -> Iterator[FeedEntry]:
    """Yield the entries of a person on a day: what they own, or for a lead everything.

    Evidence that ran out within three months or will within two years. `folders` are where this
    installation keeps its standards. Somebody without an organisation has none.
    """
    if not actor.is_member:
        return
    owned = Narrowing() if actor.is_lead else Narrowing(owner_id=actor.user_id)
    plan = make_plan(actor, on, folders, owned)
    yield from _evidence_entries(plan)
    yield from map(_visit_entry, plan.visits)
    yield from map(_request_entry, list_asked_of(actor.user_id))


def _evidence_entries(plan: Plan) -> Iterable[FeedEntry]:
    for planned in plan.between(plan.on - BACK, plan.on + AHEAD):
        last_day = planned.renewal.last_day
        if last_day is not None:
            yield _evidence_entry(planned, last_day)


def _evidence_entry(planned: PlannedItem, last_day: date) -> FeedEntry:
    item, visit_on = planned.item, planned.renewal.visit_on
    title = f"{CONFIDENTIAL_TITLE} {item.id}" if item.is_confidential else item.title
    needed = f" It is needed for the visit on {format_day(visit_on)}." if visit_on else ""
    return FeedEntry(
        uid=f"evidence-{item.id}",
        on=last_day,
        summary=f"Renew: {title}",
        description=f"The last day on which this evidence counts.{needed}",
        url=f"/evidence/{item.id}",
    )


def _visit_entry(assessment: Assessment) -> FeedEntry:
    return FeedEntry(
        uid=f"visit-{assessment.id}",
        on=assessment.visit_on or date.max,
        summary=f"Visit: {assessment.service.name}, {assessment.cycle}",
        description="The day of the visit that is planned for this self-assessment.",
        url=f"/assessments/{assessment.id}",
    )


def _request_entry(request: EvidenceRequest) -> FeedEntry:
    assessment = request.response.assessment
    return FeedEntry(
        uid=f"request-{request.id}",
        on=request.due_on,
        summary=f"Due: evidence for {request.response.element_code}, {assessment.service.name}",
        description=request.wanted,
        url=f"/requests/{request.id}",
    )
