"""Requests for evidence through the services, committed."""

from datetime import timedelta

from factories.accounts import actor_of, make_service, make_user
from factories.assessments import make_assessment

from cse_assess.accounts.models import Role
from cse_assess.assessments.queries import get_response
from cse_assess.assessments.requests import services
from cse_assess.assessments.requests.models import EvidenceRequest
from cse_assess.clock import today
from cse_assess.db import session

CODE = "1.1.1"


def make_request(
    assessment=None, *, asked=None, asked_by=None, code=CODE, wanted="The charter", due_in=14
) -> EvidenceRequest:
    """Ask for evidence; `due_in` counts days from today, and may be negative.

    Whoever is not given is made: a contributor of the service is asked, by a lead.
    """
    assessment = assessment or make_assessment(make_service())
    service = assessment.service
    request = services.ask_for_evidence(
        actor=actor_of(asked_by or make_user(Role.LEAD, service.organisation)),
        response=get_response(assessment.id, code),
        asked=asked or make_user(contributes_to=(service,)),
        wanted=wanted,
        due_on=today() + timedelta(days=max(due_in, 0)),
    )
    request.due_on = today() + timedelta(days=due_in)
    session.commit()
    return request


def send_in(request, *items) -> EvidenceRequest:
    """Add items to a request as the asked person, and send it."""
    actor = actor_of(request.asked)
    for item in items:
        services.add_item(actor=actor, request=request, item=item)
    services.send_answer(
        actor=actor, request=request, version_id=request.version_id, words="Here it is."
    )
    session.commit()
    return request
