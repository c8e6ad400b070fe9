"""A submission with one file that has been read and pinned, and the assessor who reads it."""

import pytest
from factories.accounts import make_assessor
from factories.pins import give_text, make_pin
from factories.submissions import make_ready, submit

PAGES = ("We asked 400 residents in May.", "Nine in ten say that staff are polite.")


@pytest.fixture
def link(assessment):
    """Attach the survey to the first element, with a passage of its second page."""
    link = make_ready(assessment)
    give_text(link.item, *PAGES)
    make_pin(link, "Nine in ten say", page_number=2)
    return link


@pytest.fixture
def submission(link, assessment):
    return submit(assessment, "We moved in March.")


@pytest.fixture
def assessor(assessment):
    return make_assessor(assessment, name="Ada Assessor")


@pytest.fixture
def reader(app, sign_in, assessor):
    """Give the assessor's browser."""
    return sign_in(app.test_client(), assessor)


@pytest.fixture
def url(submission):
    return f"/submitted/{submission.id}"


@pytest.fixture
def piece_url(url, link):
    return f"{url}/evidence/{link.item_id}/1"
