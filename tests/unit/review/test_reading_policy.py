"""Who reads a submission from outside: a truth table of people and of what it is to them."""

from datetime import UTC, datetime
from itertools import product

import pytest

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Role
from cse_assess.assessments.models import Assessment
from cse_assess.review.reading.policy import can_read_submission
from cse_assess.review.submissions.models import Submission

ASSESSMENT = Assessment(id=1, organisation_id=10, service_id=100)
WITHDRAWN_AT = datetime(2026, 3, 1, tzinfo=UTC)


def person(*roles, organisation=None, assesses=()) -> Actor:
    return Actor(
        user_id=7,
        name="Anyone",
        organisation_id=organisation,
        roles=frozenset(roles),
        assesses=frozenset(assesses),
    )


PEOPLE = {
    "assessor": person(assesses=[1]),
    "assessor of another": person(assesses=[2]),
    "former assessor": person(),
    "administrator": person(Role.ADMINISTRATOR, organisation=10),
    "lead": person(Role.LEAD, organisation=10),
    "reader": person(Role.READER, organisation=10),
    "contributor elsewhere": person(Role.CONTRIBUTOR, organisation=10),
    "without a role": person(organisation=10),
    "lead of another": person(Role.LEAD, organisation=20),
    "lead of another who assesses": person(Role.LEAD, organisation=20, assesses=[1]),
}
ASSESSORS = {"assessor", "lead of another who assesses"}
MEMBERS = {"administrator", "lead", "reader", "contributor elsewhere"}

# Whether it is the newest that stands, whether a review or a scoring of theirs works on it, and
# whether it was taken back; then who reads it.
EXPECTED = {
    (True, False, False): ASSESSORS,
    (False, False, False): set(),
    (True, True, False): ASSESSORS | MEMBERS,
    (False, True, False): ASSESSORS | MEMBERS,
    (True, False, True): set(),
    (False, False, True): set(),
    (True, True, True): set(),
    (False, True, True): set(),
}


@pytest.mark.parametrize(("state", "name"), list(product(EXPECTED, PEOPLE)))
def test_each_person_reads_exactly_these_submissions(state, name):
    is_newest, is_opened, is_withdrawn = state
    submission = Submission(
        id=5,
        assessment_id=1,
        assessment=ASSESSMENT,
        withdrawn_at=WITHDRAWN_AT if is_withdrawn else None,
    )
    may = can_read_submission(
        PEOPLE[name],
        submission,
        newest_id=5 if is_newest else 6,
        opened_ids={5} if is_opened else {6},
    )
    assert may is (name in EXPECTED[state])


@pytest.mark.parametrize("name", PEOPLE)
def test_where_nothing_stands_nothing_is_read(name):
    submission = Submission(id=5, assessment_id=1, assessment=ASSESSMENT)
    assert not can_read_submission(PEOPLE[name], submission, newest_id=None, opened_ids=())
