"""What is written of organisations, services, people and their way in."""

from cse_assess.accounts.services.invitations import (
    accept_link,
    end_assessor,
    invite_assessor,
    invite_user,
    make_link,
    set_up,
)
from cse_assess.accounts.services.letters import ask_for_reset
from cse_assess.accounts.services.links import (
    LinkEnded,
    get_open_link,
    issue_link,
    make_set_up_link,
)
from cse_assess.accounts.services.organisations import (
    create_organisation,
    create_service,
    edit_service,
    rename_organisation,
)
from cse_assess.accounts.services.passwords import change_password, set_password
from cse_assess.accounts.services.people import (
    create_user,
    deactivate_person,
    edit_person,
    reactivate_person,
    rename_self,
)
from cse_assess.accounts.services.sessions import end_all_sessions, end_session, open_session
from cse_assess.accounts.services.signing_in import (
    SignInRefused,
    sign_in,
    sign_out,
    sign_out_everywhere,
)
from cse_assess.accounts.services.throttling import TooManyAttempts

__all__ = [
    "LinkEnded",
    "SignInRefused",
    "TooManyAttempts",
    "accept_link",
    "ask_for_reset",
    "change_password",
    "create_organisation",
    "create_service",
    "create_user",
    "deactivate_person",
    "edit_person",
    "edit_service",
    "end_all_sessions",
    "end_assessor",
    "end_session",
    "get_open_link",
    "invite_assessor",
    "invite_user",
    "issue_link",
    "make_link",
    "make_set_up_link",
    "open_session",
    "reactivate_person",
    "rename_organisation",
    "rename_self",
    "set_password",
    "set_up",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
]
