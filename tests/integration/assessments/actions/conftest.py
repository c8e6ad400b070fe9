"""An improvement action with the people around it."""

import pytest
from factories.actions import make_action


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
def as_colleague(app, sign_in, colleague):
    return sign_in(app.test_client(), colleague)
