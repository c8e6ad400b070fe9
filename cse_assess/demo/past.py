"""Loads the sample's past: the cycle before, its snapshots, and how this cycle came about.

The clock is moved for each deed, so that the services themselves date what they write.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.queries import list_open_points
from cse_assess.assessments.past.services import carry_forward, settle_point, take_snapshot
from cse_assess.assessments.queries import get_response
from cse_assess.assessments.services import (
    attach_evidence,
    create_assessment,
    lock_assessment,
    save_response,
)
from cse_assess.assessments.values import ResponseValues
from cse_assess.clock import moved_to, now
from cse_assess.demo.dates import fill_dates
from cse_assess.demo.library import add_evidence
from cse_assess.demo.loading import LEAD, Loading
from cse_assess.demo.story import PastStory, ServiceStory, SnapshotStory, WaveStory

FIRST_HOUR, HOURS_IN_ONE = 9, 3


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done so many days ago, for `do_in_order`."""

    days_ago: float
    do: Callable[[], object]


def do_in_order(deeds: Iterable[Deed]) -> None:
    """Do each deed at its own moment, the oldest first."""
    start = now()
    for deed in sorted(deeds, key=lambda each: -each.days_ago):
        with moved_to(_ago(start, deed.days_ago)):
            deed.do()


def _ago(start: datetime, days: float) -> datetime:
    """Return a moment so many days ago, within working hours; earlier ones stay earlier."""
    moment = start - timedelta(days=days)
    return moment.replace(hour=FIRST_HOUR + moment.hour // HOURS_IN_ONE)


def add_past(loading: Loading) -> Assessment:
    """Add the cycle before, from its first level to its lock, and return it."""
    story = loading.story.past
    start = now()
    with moved_to(_ago(start, story.began_days_ago)):
        past = create_assessment(
            actor=loading.actors[LEAD],
            service=loading.services[story.service],
            standard=loading.standard,
            cycle=fill_dates(story.cycle, today=loading.day, on=None),
            visit_on=loading.day - timedelta(days=story.locked_days_ago),
        )
        _add_evidence(loading, story, past)
    do_in_order(_list_deeds(loading, story, past))
    return past


def _add_evidence(loading: Loading, story: PastStory, past: Assessment) -> None:
    for item in loading.story.evidence:
        if item.key in story.evidence:
            add_evidence(loading, item)
            for code, proof in item.proves[story.service].items():
                attach_evidence(
                    actor=loading.actors[item.owner],
                    response=get_response(past.id, code),
                    item=loading.items[item.key],
                    note=proof.note,
                    points=proof.points,
                    kinds=proof.kinds,
                )


def _list_deeds(loading: Loading, story: PastStory, past: Assessment) -> Iterator[Deed]:
    for wave in story.waves:
        yield Deed(wave.days_ago, partial(_score, loading, story, past, wave))
    for snapshot in story.snapshots:
        yield snapshot_deed(loading, past, snapshot)
    lock = partial(lock_assessment, actor=loading.actors[LEAD], assessment=past)
    yield Deed(story.locked_days_ago, lock)


def _score(loading: Loading, story: PastStory, past: Assessment, wave: WaveStory) -> None:
    for code, level in wave.levels.items():
        response = get_response(past.id, code)
        values = ResponseValues(
            level=level,
            level_reason=story.reasons.get(code, ""),
            justification=story.texts.get(code, ""),
            owner_id=loading.actors[wave.by].user_id,
        )
        save_response(
            actor=loading.actors[wave.by],
            response=response,
            standard=loading.standard,
            version_id=response.version_id,
            values=values,
        )


def snapshot_deed(loading: Loading, assessment: Assessment, story: SnapshotStory) -> Deed:
    """Return the taking of a snapshot."""
    take = partial(
        take_snapshot,
        actor=loading.actors[story.by],
        assessment=assessment,
        standard=loading.standard,
        name=story.name,
    )
    return Deed(story.days_ago, take)


def carry_past(loading: Loading, past: Assessment, story: ServiceStory) -> Assessment:
    """Carry the cycle before into this one, on the day on which that was done."""
    with moved_to(_ago(now(), loading.story.past.carried_days_ago)):
        return carry_forward(
            actor=loading.actors[LEAD],
            assessment=past,
            standard=loading.standard,
            cycle=story.cycle,
            visit_on=loading.day + timedelta(days=story.visit_in_days),
        )


def settle_past(loading: Loading) -> None:
    """Settle some of what the cycle before left to be looked at again."""
    story = loading.story.past
    assessment = loading.assessments[story.service]
    for code, words in story.settled.items():
        point = list_open_points(assessment.id, code)[0]
        settle_point(
            actor=loading.actors[LEAD], point=point, version_id=point.version_id, words=words
        )
