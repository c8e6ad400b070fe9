"""Loads the sample's take-away sheets: made, answered elsewhere, and handed in."""

from dataclasses import replace
from datetime import timedelta

from cse_assess.assessments.services import save_response
from cse_assess.assessments.takeaway.columns import (
    CODE,
    FILLED_IN,
    JUSTIFICATION,
    KNOWN,
    LEVEL,
    REASON,
    TELL,
)
from cse_assess.assessments.takeaway.models import TakeAway
from cse_assess.assessments.takeaway.reading import ReturnedFile
from cse_assess.assessments.takeaway.services import make_take_away, read_base, receive_file
from cse_assess.assessments.transfer.sheet import SheetRow
from cse_assess.assessments.values import ResponseValues
from cse_assess.clock import moved_to, now
from cse_assess.demo.dates import shift_days
from cse_assess.demo.loading import Loading
from cse_assess.demo.story import AnswerStory, MeanwhileStory, TakeAwayStory

COLUMNS = (CODE, *FILLED_IN)


def add_take_away(loading: Loading, story: TakeAwayStory) -> None:
    """Make a sheet on its day; where it was filled in, receive it after what was done meanwhile."""
    with moved_to(now() + timedelta(days=story.made_in_days)):
        sheet = make_take_away(
            actor=loading.actors[story.by],
            assessment=loading.assessments[story.service],
            standard=loading.standard,
            made_for=story.made_for,
            due_on=shift_days(loading.day, story.due_in_days),
            codes=story.codes,
        )
    for change in story.meanwhile:
        _write(loading, story.service, change)
    if story.answers:
        _receive(loading, story, sheet)


def _write(loading: Loading, service: str, story: MeanwhileStory) -> None:
    response = loading.get_response(service, story.code)
    save_response(
        actor=loading.actors[story.by],
        response=response,
        standard=loading.standard,
        version_id=response.version_id,
        values=replace(ResponseValues.of(response), justification=story.justification),
    )


def _receive(loading: Loading, story: TakeAwayStory, sheet: TakeAway) -> None:
    base = read_base(sheet)
    rows = tuple(
        SheetRow(number, _make_cells(answer, base[answer.code]))
        for number, answer in enumerate(story.answers, start=2)
    )
    columns = {heading: place for place, heading in enumerate(COLUMNS)}
    receive_file(
        actor=loading.actors[story.by],
        assessment=loading.assessments[story.service],
        standard=loading.standard,
        file=ReturnedFile(sheet.reference, columns, rows),
        file_name=story.file,
    )


def _make_cells(answer: AnswerStory, base: ResponseValues) -> tuple[str, ...]:
    """Return a row of the sheet: what was answered, and else what stood there."""
    said = {
        CODE: answer.code,
        LEVEL: answer.level or base.level or "",
        REASON: base.level_reason,
        JUSTIFICATION: answer.justification or base.justification,
        TELL: answer.tell or base.tell,
        KNOWN: answer.known,
    }
    return tuple(said[heading] for heading in COLUMNS)
