"""The step of a file's study that follows pins into a revision whose text has just been read."""

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.pins.queries import list_items_showing
from cse_assess.assessments.pins.services import follow_pins
from cse_assess.evidence.study.jobs import Save, Step, StudiedFile

PROGRAM = "CSE Assess"


def _follow(file: StudiedFile) -> Save:
    return lambda: _follow_all(file.sha256)


def _follow_all(sha256: str) -> None:
    for item in list_items_showing(sha256):
        actor = Actor(user_id=None, name=PROGRAM, organisation_id=item.organisation_id)
        follow_pins(actor=actor, item=item)


PINS = Step("pins", 1, _follow)
