"""A review whose report is written: its assessor, a lead and the addresses of both sides."""

import pytest
from factories.assessments import make_person
from factories.reviews import make_review
from factories.submissions import submit


@pytest.fixture
def submission(ready):
    return submit(ready)


@pytest.fixture
def review(submission):
    return make_review(submission)


@pytest.fixture
def assessor(app, sign_in, review):
    """Give a browser in which the assessor of the review is signed in."""
    return sign_in(app.test_client(), review.assessor)


@pytest.fixture
def lead(review):
    return make_person("lead", review.assessment)


@pytest.fixture
def lead_browser(app, sign_in, lead):
    return sign_in(app.test_client(), lead)


@pytest.fixture
def report_url(review):
    return f"/reviews/{review.id}/report"


@pytest.fixture
def received_url(review):
    return f"/assessments/{review.assessment_id}/assessor-report"
