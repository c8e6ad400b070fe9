"""A submission with a piece of evidence, its assessor, and their review."""

from datetime import timedelta

import pytest
from factories.accounts import make_assessor
from factories.reviews import make_review
from factories.submissions import submit

from cse_assess.clock import today


@pytest.fixture
def submission(ready):
    return submit(ready, "Look at the survey first.")


@pytest.fixture
def assessor(submission):
    return make_assessor(submission.assessment, name="Rowan Ashdown")


@pytest.fixture
def desk(app, sign_in, assessor):
    """Give the assessor's browser."""
    return sign_in(app.test_client(), assessor)


@pytest.fixture
def review(submission, assessor):
    return make_review(submission, assessor=assessor, due_on=today() + timedelta(days=12))


@pytest.fixture
def here(review):
    return f"/reviews/{review.id}"
