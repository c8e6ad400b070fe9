"""A library with dates, and those who look at it."""

import pytest
from factories.accounts import make_user


@pytest.fixture
def owner(service):
    return make_user(contributes_to=(service,))


@pytest.fixture
def as_owner(app, sign_in, owner):
    return sign_in(app.test_client(), owner)
