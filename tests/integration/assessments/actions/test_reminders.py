"""What falls due is said to the owner, what nobody owns to the leads; and days in a calendar."""

import pytest
from factories.accounts import actor_of, make_assessor, make_user
from factories.actions import make_action, move
from factories.assessments import lock
from factories.jobs import run_round

from cse_assess.accounts.models import Role
from cse_assess.assessments.actions.feed import list_feed_entries
from cse_assess.assessments.actions.models import ActionStatus
from cse_assess.assessments.actions.reminders import ROUND
from cse_assess.clock import now, today
from cse_assess.db import session
from cse_assess.notices.models import Notice, NoticeKind

DUE, OVERDUE = NoticeKind.ACTION_DUE, NoticeKind.ACTION_OVERDUE


@pytest.fixture
def remind(app):
    """Give a function that runs the round of a day, and returns who was told of what in all."""

    def remind(days_from_now=0):
        run_round(app, ROUND, days_from_now)
        wanted = session.query(Notice).filter(Notice.kind.in_([DUE, OVERDUE]))
        return [(notice.user_id, notice.kind) for notice in wanted.order_by(Notice.id)]

    return remind


def test_the_owner_is_reminded_a_week_and_a_day_before(remind, action, colleague):
    told = [len(remind(days)) for days in (2, 3, 4, 8, 9, 10)]
    assert told == [0, 1, 1, 1, 2, 2]
    assert set(remind(10)) == {(colleague.id, DUE)}


def test_the_owner_is_reminded_weekly_once_it_is_overdue(remind, action, colleague):
    told = [remind(days).count((colleague.id, OVERDUE)) for days in (11, 11, 17, 18, 25)]
    assert told == [1, 1, 1, 2, 3]


def test_what_nobody_owns_is_said_to_the_leads_once_it_is_overdue(remind, assessment, lead):
    make_action(assessment, due_in=3)
    assert remind(3) == []
    assert remind(4) == [(lead.id, OVERDUE)]


def test_what_an_owner_left_behind_is_said_to_the_leads(remind, action, lead, colleague):
    colleague.deactivated_at = now()
    session.commit()
    assert remind(11) == [(lead.id, OVERDUE)]


def test_what_is_done_or_locked_is_left_in_peace(remind, action, assessment):
    move(action, ActionStatus.DONE)
    make_action(assessment, due_in=1)
    lock(assessment)
    assert remind(20) == []


def entries_of(person):
    return {entry.uid: entry for entry in list_feed_entries(actor_of(person), today())}


def test_a_calendar_holds_ones_own_actions_and_for_a_lead_those_of_nobody(
    assessment, action, lead, colleague
):
    nobodys = make_action(assessment, title="Nobody sees to this", due_in=-2)
    make_action(assessment, title="Without a day")
    assert entries_of(colleague).keys() == {f"action-{action.id}"}
    [entry] = entries_of(lead).values()
    assert (entry.uid, entry.on) == (f"action-{nobodys.id}", nobodys.due_on)
    assert entry.summary == "Overdue: Nobody sees to this"


def test_what_is_done_or_of_others_is_in_no_calendar(assessment, action, colleague):
    move(action, ActionStatus.DONE)
    make_action(make_action().assessment, due_in=3)
    assert entries_of(colleague) == {}
    assert entries_of(make_user(Role.LEAD)) == {}
    assert entries_of(make_assessor(assessment)) == {}
