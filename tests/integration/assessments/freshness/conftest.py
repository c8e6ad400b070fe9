"""A library with dates, and those who look at it."""

import pytest
from factories.accounts import make_service, make_user
from factories.assessments import make_assessment

from cse_assess.accounts.models import Role


@pytest.fixture
def lead(app):
    return make_user(Role.LEAD)


@pytest.fixture
def service(lead):
    return make_service(lead.organisation)


@pytest.fixture
def assessment(service):
    return make_assessment(service)


@pytest.fixture
def owner(service):
    return make_user(contributes_to=(service,))


@pytest.fixture
def as_lead(app, sign_in, lead):
    return sign_in(app.test_client(), lead)


@pytest.fixture
def as_owner(app, sign_in, owner):
    return sign_in(app.test_client(), owner)
