"""A self-assessment that can be submitted, and the people around it."""

from datetime import date

import pytest
from factories.accounts import make_organisation, make_service
from factories.assessments import make_assessment, make_person
from factories.submissions import make_ready


@pytest.fixture
def organisation(app):
    return make_organisation(name="Wexmoor District Council")


@pytest.fixture
def assessment(organisation):
    service = make_service(organisation, name="Libraries")
    return make_assessment(service, cycle="2026", visit_on=date(2026, 12, 1))


@pytest.fixture
def ready(assessment):
    make_ready(assessment)
    return assessment


@pytest.fixture
def enter(app, sign_in, assessment):
    """Give a function that signs a person of this kind in on a browser of their own."""

    def enter(kind: str, **values):
        return sign_in(app.test_client(), make_person(kind, assessment, **values))

    return enter


@pytest.fixture
def url(assessment):
    return f"/assessments/{assessment.id}/submissions"
