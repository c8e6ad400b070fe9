"""Self-assessments through the services, committed."""

import shutil
from dataclasses import replace
from functools import lru_cache
from itertools import count
from pathlib import Path

from factories.accounts import make_assessor, make_organisation, make_service, make_user

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Service, User
from cse_assess.assessments import services
from cse_assess.assessments.models import Assessment, ElementResponse, EvidenceLink
from cse_assess.assessments.queries import get_response
from cse_assess.db import session
from cse_assess.evidence.models import EvidenceItem
from cse_assess.paths import data_folder
from cse_assess.standards.loader import load_standard
from cse_assess.standards.structure import Standard

SERVICE_POINTS = Path(__file__).parents[1] / "standards" / "service-points.yaml"

_numbers = count(1)


@lru_cache
def cse() -> Standard:
    """Return the bundled standard."""
    return load_standard(data_folder("standard") / "cse.yaml")


@lru_cache
def service_points() -> Standard:
    """Return the second standard, of another shape."""
    return load_standard(SERVICE_POINTS)


def install_service_points(settings) -> Standard:
    """Put the second standard into the installation, as whoever runs it would."""
    settings.standards_folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(SERVICE_POINTS, settings.standards_folder)
    return service_points()


def system_actor(service: Service) -> Actor:
    """Return who may do everything in the organisation of `service`."""
    return Actor.system(service.organisation_id)


def make_assessment(
    service: Service | None = None, standard: Standard | None = None, *, visit_on=None, cycle=None
) -> Assessment:
    """Make a self-assessment, of a new service of a new organisation unless one is given."""
    service = service or make_service()
    assessment = services.create_assessment(
        actor=system_actor(service),
        service=service,
        standard=standard or cse(),
        cycle=cycle or f"Cycle {next(_numbers)}",
        visit_on=visit_on,
    )
    session.commit()
    return assessment


def write_response(
    assessment: Assessment, code: str, *, actor=None, standard=None, **values
) -> ElementResponse:
    """Write into one element what `values` say, and leave the rest as it is."""
    response = get_response(assessment.id, code)
    services.save_response(
        actor=actor or system_actor(assessment.service),
        response=response,
        standard=standard or cse(),
        version_id=response.version_id,
        values=replace(services.ResponseValues.of(response), **values),
    )
    session.commit()
    return response


def attach(
    assessment: Assessment, code: str, item: EvidenceItem, note: str = "", **proof
) -> EvidenceLink:
    """Attach an item to an element; `proof` are the points and kinds that it is said to prove."""
    link = services.attach_evidence(
        actor=system_actor(assessment.service),
        response=get_response(assessment.id, code),
        item=item,
        note=note,
        **proof,
    )
    session.commit()
    return link


def lock(assessment: Assessment) -> None:
    """Lock the self-assessment."""
    services.lock_assessment(actor=system_actor(assessment.service), assessment=assessment)
    session.commit()


def make_person(kind: str, assessment: Assessment, **values) -> User:
    """Make somebody around a self-assessment: a role's name, or an assessor, or a stranger."""
    if kind == "contributor":
        return make_user(contributes_to=(assessment.service,), **values)
    if kind == "assessor":
        return make_assessor(assessment, **values)
    if kind == "stranger":
        return make_user("lead", make_organisation(), **values)
    return make_user(kind, assessment.organisation, **values)
