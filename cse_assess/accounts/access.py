"""Who is at the door: the signed-in person, and the access that every view declares."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, current_app, redirect, request, session, url_for
from flask_login import current_user, login_user
from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Response

from cse_assess.accounts import queries
from cse_assess.accounts.actor import Actor
from cse_assess.accounts.policy import Access, can_enter
from cse_assess.accounts.services.sessions import end_session
from cse_assess.clock import now, today
from cse_assess.errors import NotAllowed
from cse_assess.extensions import login_manager

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class SignedInPerson:
    """What Flask-Login keeps for the request: the session's token and the actor behind it."""

    token: str = field(repr=False)
    actor: Actor

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Return what the cookie holds: the token, never the person's id."""
        return self.token


def declare_access(access: Access) -> Callable[[View], View]:
    """Return the decorator that states what a view asks of whoever opens it."""

    def mark(view: View) -> View:
        vars(view)["access"] = access
        return view

    return mark


public = declare_access(Access.PUBLIC)
signed_in = declare_access(Access.SIGNED_IN)
requires_member = declare_access(Access.MEMBER)
requires_several_services = declare_access(Access.SEVERAL_SERVICES)
requires_manager = declare_access(Access.MANAGER)
requires_lead = declare_access(Access.LEAD)
requires_administrator = declare_access(Access.ADMINISTRATOR)


def init_access(app: Flask) -> None:
    """Make `app` know who is signed in and refuse what a view's declaration does not allow."""
    # An address changes within a visit (trains, mobile networks); the row is what counts.
    login_manager.session_protection = None
    login_manager.user_loader(_load_person)
    app.before_request(_check_access)
    app.context_processor(lambda: {"actor": find_actor()})


def current_actor() -> Actor:
    """Return the signed-in person; raise `Unauthorized` where nobody is signed in."""
    actor = find_actor()
    if actor is None:
        raise Unauthorized
    return actor


def find_actor() -> Actor | None:
    """Return the signed-in person, or None."""
    return current_user.actor if current_user and current_user.is_authenticated else None


def current_token() -> str:
    """Return the token of the session that this request belongs to."""
    current_actor()
    token: str = current_user.token
    return token


def enter(token: str) -> None:
    """Sign this browser in with the session of `token`, and end the one it had.

    The cookie starts afresh: nothing that was put into it before is carried into the session.
    """
    if find_actor() is not None:
        end_session(token=current_token())
    session.clear()
    person = _load_person(token)
    if person is None:
        raise Unauthorized
    login_user(person)


def leave() -> None:
    """Empty this browser's cookie."""
    session.clear()


def declared_access(view: Callable[..., Any]) -> Access | None:
    """Return what `view` declares, or None where it declares nothing."""
    access: Access | None = getattr(view, "access", None)
    return access


def is_local_path(target: str) -> bool:
    """Tell whether `target` is a path of this site, as a browser would read it."""
    if not target.startswith("/") or target.startswith(("//", "/\\")):
        return False
    if any(character < " " or character == "\\" for character in target):
        return False
    parts = urlsplit(target)
    return not parts.scheme and not parts.netloc


def _load_person(token: str) -> SignedInPerson | None:
    actor = queries.find_signed_in(token, now(), today())
    return SignedInPerson(token, actor) if actor else None


def _check_access() -> Response | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    access = declared_access(current_app.view_functions[request.endpoint])
    if access is None:
        raise RuntimeError(f"the view {request.endpoint} declares no access")
    if access is Access.PUBLIC or can_enter(find_actor(), access):
        return None
    return _turn_away()


def _turn_away() -> Response:
    if find_actor() is not None:
        raise NotAllowed("Your account does not let you open this page.")
    if request.method in {"GET", "HEAD"} and request.path != "/":
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    return redirect(url_for("accounts.sign_in"))
