"""A self-assessment with something in it, and the people around it."""

import pytest
from factories.assessments import make_assessment, write_response

from cse_assess.clock import today


@pytest.fixture
def assessment(service):
    assessment = make_assessment(service, cycle="2025", visit_on=today())
    write_response(assessment, "1.1.1", level="plus", justification="We know them well.")
    write_response(assessment, "1.1.2", level="partial", justification="Some of them.")
    return assessment


@pytest.fixture
def url(assessment):
    return f"/assessments/{assessment.id}"
