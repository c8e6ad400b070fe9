"""Who the tests of the library sign in as."""

import pytest
from factories.accounts import make_user

from cse_assess.accounts.models import Role


@pytest.fixture
def lead(app):
    return make_user(Role.LEAD)


@pytest.fixture
def library(client, sign_in, lead):
    return sign_in(client, lead)
