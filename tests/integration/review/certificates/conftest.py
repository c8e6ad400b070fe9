"""A certificate of a self-assessment that can be submitted, and its addresses."""

from datetime import date, timedelta

import pytest
from factories.certificates import enter_certificate

from cse_assess.clock import today


@pytest.fixture
def certificate(ready):
    """Give one that was awarded half a year ago."""
    return enter_certificate(ready, awarded_on=today() - timedelta(days=182), reference="CSE 41")


@pytest.fixture
def list_url(assessment):
    return f"/assessments/{assessment.id}/certificate"


@pytest.fixture
def one_url(certificate, list_url):
    return f"{list_url}/{certificate.id}"


@pytest.fixture
def due(certificate):
    return certificate.due_reviews[0]


@pytest.fixture
def due_url(one_url, due):
    return f"{one_url}/reviews/{due.id}"


@pytest.fixture
def boxes():
    """Give a function that writes a day as the boxes of a form's field."""

    def boxes(name: str, day: date) -> dict[str, str]:
        return {
            f"{name}-day": str(day.day),
            f"{name}-month": str(day.month),
            f"{name}-year": str(day.year),
        }

    return boxes
