"""Who the tests of accounts sign in as."""

import pytest
from factories.accounts import make_user

from cse_assess.accounts.models import Role


@pytest.fixture
def administrator(app):
    return make_user(Role.ADMINISTRATOR)


@pytest.fixture
def page(client, sign_in, administrator):
    """Give the client of a signed-in administrator."""
    return sign_in(client, administrator)
