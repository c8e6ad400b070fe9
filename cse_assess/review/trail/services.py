"""Notes what was opened of a submission; nothing is ever changed or taken away."""

from dataclasses import asdict
from datetime import timedelta

from cse_assess.accounts.actor import Actor
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.review.trail.models import Opening
from cse_assess.review.trail.opened import Opened
from cse_assess.review.trail.queries import was_opened_since


def note_opening(*, actor: Actor, opened: Opened, unless_within: timedelta = timedelta(0)) -> None:
    """Note that a person opens something, unless they did so `unless_within` that time before."""
    if actor.user_id is None:
        return
    if unless_within and was_opened_since(actor.user_id, opened, now() - unless_within):
        return
    session.add(Opening(user_id=actor.user_id, **asdict(opened)))
    session.flush()
