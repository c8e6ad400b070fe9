"""A request for evidence with the people on both sides."""

import pytest
from factories.requests import make_request


@pytest.fixture
def request_(assessment, lead, colleague):
    return make_request(assessment, asked=colleague, asked_by=lead)
