"""The blueprint of signing in and of one's own account; it brings the job that sends letters."""

from typing import cast

from flask import Blueprint, Flask

from cse_assess.accounts.mail import send_mail
from cse_assess.accounts.services.letters import JOB_KIND
from cse_assess.jobs.handlers import register_handler

accounts = Blueprint("accounts", __name__)
accounts.record_once(lambda state: register_handler(cast(Flask, state.app), JOB_KIND, send_mail))
