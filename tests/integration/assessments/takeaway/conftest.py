"""A self-assessment with a lead, and a sheet of three of its elements."""

import pytest
from factories.accounts import make_service, make_user
from factories.assessments import make_assessment, write_response
from factories.takeaway import make_take_away

from cse_assess.accounts.models import Role


@pytest.fixture
def lead(app):
    return make_user(Role.LEAD, name="Jo Marsh")


@pytest.fixture
def assessment(lead):
    assessment = make_assessment(make_service(lead.organisation))
    write_response(assessment, "1.1.1", level="compliant", justification="We know them.")
    return assessment


@pytest.fixture
def take_away(assessment):
    return make_take_away(assessment)
