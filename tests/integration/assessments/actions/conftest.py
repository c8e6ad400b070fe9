"""An improvement action with the people around it."""

import pytest
from factories.accounts import make_service, make_user
from factories.actions import make_action
from factories.assessments import make_assessment

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
def action(assessment, lead, colleague):
    return make_action(
        assessment,
        ("1.1.1", "compliant", (1, 2)),
        "1.1.2",
        by=lead,
        owner_id=colleague.id,
        due_in=10,
    )


@pytest.fixture
def as_lead(app, sign_in, lead):
    return sign_in(app.test_client(), lead)


@pytest.fixture
def as_colleague(app, sign_in, colleague):
    return sign_in(app.test_client(), colleague)
