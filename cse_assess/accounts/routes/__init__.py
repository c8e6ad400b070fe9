"""The pages of signing in, people, services and the organisation."""

from cse_assess.accounts.routes import account, door, links
from cse_assess.accounts.routes.blueprint import accounts
from cse_assess.accounts.routes.organisation import organisation
from cse_assess.accounts.routes.people import people
from cse_assess.accounts.routes.services import services

BLUEPRINTS = (accounts, people, services, organisation)

__all__ = ["BLUEPRINTS", "account", "door", "links"]
