"""A submission, the assessor who reviews it, a second one, and the organisation's people."""

import pytest
from factories.accounts import actor_of, make_assessor, make_user
from factories.reviews import make_review
from factories.submissions import submit

from cse_assess.accounts.models import Role


@pytest.fixture
def submission(ready):
    return submit(ready, "See the survey.")


@pytest.fixture
def review(submission):
    return make_review(submission, assessor=make_assessor(submission.assessment, name="Ida Moor"))


@pytest.fixture
def second(submission):
    return make_assessor(submission.assessment, name="Sol Byrne")


@pytest.fixture
def lead(organisation):
    return make_user(Role.LEAD, organisation, name="Lena Quay")


@pytest.fixture
def colleague(organisation):
    return make_user(Role.READER, organisation, name="Cora Penn")


@pytest.fixture
def lead_actor(lead):
    return actor_of(lead)


@pytest.fixture
def as_person(app, sign_in):
    """Give a function that signs a person in on a browser of their own."""
    return lambda person: sign_in(app.test_client(), person)
