"""A review with its assessor, who is signed in, and a plan to work on."""

import pytest
from factories.accounts import actor_of, make_assessor
from factories.reviews import make_review
from factories.submissions import make_submission


@pytest.fixture
def review(assessment):
    assessor = make_assessor(assessment, name="Asha Verma")
    return make_review(make_submission(assessment), assessor=assessor)


@pytest.fixture
def actor(review):
    return actor_of(review.assessor)


@pytest.fixture
def assessor(app, sign_in, review):
    return sign_in(app.test_client(), review.assessor)


@pytest.fixture
def visit_url(review):
    return f"/reviews/{review.id}/visit"


@pytest.fixture
def plan_url(assessment):
    return f"/assessments/{assessment.id}/visit"


@pytest.fixture
def details():
    """Give what the form of a session sends; `values` change it."""

    def details(**values):
        return {
            "kind": "interview",
            "people": "staff",
            "title": "Advisers at the desk",
            "with_whom": "two advisers",
            "place": "Town Hall",
            "on_day-day": "1",
            "on_day-month": "12",
            "on_day-year": "2026",
            "starts_at": "9:30am",
            "minutes": "45",
            "element_codes": ["1.1.1", "1.1.2"],
            "version_id": "0",
            **values,
        }

    return details
