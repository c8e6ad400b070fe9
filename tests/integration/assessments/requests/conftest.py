"""A request for evidence with the people on both sides."""

import pytest
from factories.accounts import make_service, make_user
from factories.assessments import make_assessment
from factories.requests import make_request

from cse_assess.accounts.models import Role


@pytest.fixture
def lead(app):
    return make_user(Role.LEAD)


@pytest.fixture
def assessment(lead):
    return make_assessment(make_service(lead.organisation))


@pytest.fixture
def colleague(assessment):
    return make_user(contributes_to=(assessment.service,))


@pytest.fixture
def request_(assessment, lead, colleague):
    return make_request(assessment, asked=colleague, asked_by=lead)
