"""The pages of a person's notices, and their calendar under a secret address."""

from cse_assess.notices.routes.calendar_feed import calendar
from cse_assess.notices.routes.notice_list import blueprint

BLUEPRINTS = (blueprint, calendar)
