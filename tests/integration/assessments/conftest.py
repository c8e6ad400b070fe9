"""A self-assessment with the people around it."""

import pytest
from factories.accounts import make_organisation, make_service, make_user
from factories.assessments import make_assessment, make_person

from cse_assess.accounts.models import Role


@pytest.fixture
def organisation(app):
    return make_organisation(name="Wexmoor District Council")


@pytest.fixture
def service(organisation):
    return make_service(organisation, name="Libraries")


@pytest.fixture
def assessment(service):
    return make_assessment(service)


@pytest.fixture
def lead(organisation):
    return make_user(Role.LEAD, organisation)


@pytest.fixture
def as_lead(app, sign_in, lead):
    return sign_in(app.test_client(), lead)


@pytest.fixture
def colleague(assessment):
    return make_user(contributes_to=(assessment.service,))


@pytest.fixture
def enter(app, sign_in, assessment):
    """Give a function that signs a person of this kind in on a browser of their own."""

    def enter(kind: str, **values):
        return sign_in(app.test_client(), make_person(kind, assessment, **values))

    return enter
