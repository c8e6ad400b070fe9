"""Two services of one organisation, each with a self-assessment."""

import pytest
from factories.accounts import make_service
from factories.assessments import make_assessment, write_response


@pytest.fixture
def other_service(organisation):
    return make_service(organisation, name="Repairs")


@pytest.fixture
def other(other_service):
    return make_assessment(other_service)


@pytest.fixture
def claim():
    """Give a function that gives an element a level that needs nothing but words."""

    def claim(assessment, code, level="compliant"):
        write_response(assessment, code, level=level, justification="We do.")

    return claim
