"""A submission under review, and a piece of evidence to answer with."""

import pytest
from factories.reviews import make_review
from factories.submissions import make_stored_item, submit


@pytest.fixture
def review(ready):
    return make_review(submit(ready))


@pytest.fixture
def piece(ready):
    return make_stored_item(ready, b"%PDF-1.7 minutes of the panel", title="Minutes of the panel")


@pytest.fixture
def enter(app, sign_in, enter, review):
    """Give a function that signs somebody in, as a `reviewer` the review's own assessor."""

    def enter_one(kind: str, **values):
        if kind == "reviewer":
            return sign_in(app.test_client(), review.assessor)
        return enter(kind, **values)

    return enter_one


@pytest.fixture
def asked_url(review):
    return f"/reviews/{review.id}/queries"


@pytest.fixture
def received_url(assessment):
    return f"/assessments/{assessment.id}/queries"
