"""What moves a scoring on, and what is refused on the way."""

from datetime import timedelta

import pytest
from factories.accounts import actor_of, make_assessor, make_grant, make_user
from factories.assessments import cse
from factories.scorings import finish, keep_score, make_scoring, score_all
from factories.submissions import submit, withdraw
from sqlalchemy import select

from cse_assess.accounts.models import Role
from cse_assess.audit.models import AuditEvent
from cse_assess.clock import now, today
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.notices.models import Notice
from cse_assess.review.second_opinion import queries, services
from cse_assess.review.second_opinion.models import Score, ScorerKind
from cse_assess.standards.errors import UnknownCodeError

SOON = timedelta(days=7)
INTERNAL = ScorerKind.INTERNAL


@pytest.fixture
def ask(lead_actor, submission, colleague):
    def ask(**changed):
        given = {"actor": lead_actor, "submission": submission, "asked": colleague}
        return services.ask_for_scoring(**{**given, "until": today() + SOON, **changed})

    return ask


@pytest.fixture
def scoring(submission, second):
    return make_scoring(submission, scorer=second)


@pytest.fixture
def internal(submission, colleague, lead):
    return make_scoring(submission, scorer=colleague, kind=INTERNAL, asked_by_id=lead.id)


def texts_for(person):
    return session.scalars(select(Notice.text).where(Notice.user_id == person.id)).all()


def finish_now(scoring):
    services.finish_scoring(actor=actor_of(scoring.scorer), scoring=scoring, standard=cse())


def test_a_colleague_who_is_asked_hears_of_it_with_the_last_day(ask, colleague):
    scoring = ask()
    assert (scoring.is_internal, scoring.is_in_hand) == (True, True)
    [text] = texts_for(colleague)
    assert text.startswith("Lena Quay asks you to score Libraries, 2026 by ")


@pytest.mark.parametrize(
    ("days", "words"),
    [(-1, "today or later"), (400, "within a year"), (None, "Enter the day")],
)
def test_the_last_day_has_to_be_one_that_can_be(ask, days, words):
    until = None if days is None else today() + timedelta(days=days)
    with pytest.raises(DomainError, match=words) as caught:
        ask(until=until)
    assert caught.value.field == "until"


def test_today_is_a_day_on_which_there_is_still_time(ask, colleague):
    keep_score(ask(until=today()))


def test_nobody_is_asked_twice_for_one_submission(ask):
    ask()
    with pytest.raises(DomainError, match="asked to score this submission before"):
        ask()


def test_people_of_others_and_those_who_left_are_not_asked(ask, submission):
    left = make_user(Role.READER, submission.assessment.organisation, deactivated_at=now())
    for person in (make_user(Role.LEAD), make_assessor(submission.assessment), left):
        with pytest.raises(DomainError, match="who has a role here"):
            ask(asked=person)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.READER])
def test_only_leads_ask(ask, organisation, role):
    with pytest.raises(NotAllowed):
        ask(actor=actor_of(make_user(role, organisation)))


def test_what_was_taken_back_is_not_scored(ask, submission, scoring):
    withdraw(submission)
    with pytest.raises(DomainError, match="taken back"):
        ask()
    with pytest.raises(NotAllowed):
        keep_score(scoring)


def begin(person, submission, newest_id=None):
    newest_id = newest_id or submission.id
    return services.begin_scoring(
        actor=actor_of(person), submission=submission, newest_id=newest_id
    )


def test_a_second_assessor_begins_once_and_finds_the_same_again(submission, second):
    first = begin(second, submission)
    assert begin(second, submission).id == first.id
    assert first.kind == ScorerKind.ASSESSOR


def test_whoever_does_the_review_does_not_score_beside_it(submission, review):
    with pytest.raises(NotAllowed):
        begin(review.assessor, submission)


def test_strangers_members_and_former_assessors_begin_nothing(submission, colleague, assessment):
    former = make_assessor(assessment, ends_on=today() - timedelta(days=1))
    for person in (make_assessor(), colleague, former):
        with pytest.raises(NotAllowed):
            begin(person, submission)


def test_an_older_submission_is_not_begun_any_more(submission, second):
    with pytest.raises(NotAllowed):
        begin(second, submission, newest_id=submission.id + 1)


def test_a_level_is_kept_and_can_be_changed_until_it_is_finished(scoring):
    keep_score(scoring, level="plus", reason="  Others copy it. ")
    keep_score(scoring, level="partial", version_id=1)
    score = queries.find_score(scoring.id, "1.1.1")
    assert (score.level, score.reason, score.version_id) == ("partial", "", 2)


def test_saving_the_same_again_changes_nothing(scoring):
    keep_score(scoring)
    keep_score(scoring, version_id=1)
    assert queries.find_score(scoring.id, "1.1.1").version_id == 1


def test_two_windows_do_not_overwrite_one_another(scoring):
    keep_score(scoring, level="plus")
    with pytest.raises(Conflict):
        keep_score(scoring, level="partial")
    assert queries.find_score(scoring.id, "1.1.1").level == "plus"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"level": "gone"}, "level"),
        ({"level": ""}, "level"),
        ({"level": "not_applicable"}, "reason"),
        ({"reason": "x" * 4001}, "reason"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(scoring, values, field):
    with pytest.raises(DomainError) as caught:
        keep_score(scoring, **values)
    assert caught.value.field == field


def test_an_element_that_the_standard_does_not_have_is_refused(scoring):
    with pytest.raises(UnknownCodeError):
        keep_score(scoring, code="9.9.9")


def test_nobody_else_writes_in_it(scoring, review, lead):
    for person in (review.assessor, lead):
        with pytest.raises(NotAllowed):
            keep_score(scoring, actor=actor_of(person))


def test_it_is_finished_only_when_every_element_has_a_level(scoring):
    score_all(scoring)
    session.delete(queries.find_score(scoring.id, "2.1.1"))
    session.commit()
    with pytest.raises(DomainError, match=r"Score these first: 2\.1\.1"):
        finish_now(scoring)


def test_once_finished_it_is_locked_for_good(scoring):
    score_all(scoring)
    finish_now(scoring)
    with pytest.raises(NotAllowed):
        keep_score(scoring, version_id=1)
    with pytest.raises(NotAllowed):
        finish_now(scoring)
    with pytest.raises(NotAllowed):
        services.give_up_scoring(actor=actor_of(scoring.scorer), scoring=scoring)


def test_the_assessor_of_the_review_hears_of_the_finished_one_and_of_no_level(scoring, review):
    score_all(scoring, reason="Secret words.")
    finish_now(scoring)
    [text] = texts_for(review.assessor)
    assert text == "Sol Byrne has finished scoring Libraries, 2026. See where you differ."


def test_the_lead_who_asked_hears_of_the_finished_one(internal, lead):
    score_all(internal)
    finish_now(internal)
    assert texts_for(lead) == [
        "Cora Penn has finished scoring Libraries, 2026. See where you differ."
    ]


def test_no_level_and_no_reason_goes_into_the_audit_trail(scoring):
    keep_score(scoring, level="not_compliant", reason="Secret words.")
    written = [str(event.details) for event in session.scalars(select(AuditEvent))]
    assert not [text for text in written if "not_compliant" in text or "Secret" in text]
    assert any("1.1.1" in text for text in written)


def test_giving_up_deletes_what_was_scored_and_is_for_good(internal, lead, ask):
    keep_score(internal)
    services.give_up_scoring(actor=actor_of(internal.scorer), scoring=internal)
    assert session.scalars(select(Score)).all() == []
    assert texts_for(lead) == [
        "Cora Penn has given up scoring Libraries, 2026. You can ask somebody else."
    ]
    with pytest.raises(DomainError, match="Nobody scores one twice"):
        ask()
    with pytest.raises(NotAllowed):
        keep_score(internal)


def test_a_later_submission_can_be_scored_by_whoever_gave_up_the_earlier_one(ask, submission):
    scoring = ask()
    services.give_up_scoring(actor=actor_of(scoring.scorer), scoring=scoring)
    withdraw(submission)
    assert ask(submission=submit(submission.assessment)).is_in_hand


def test_after_the_last_day_nothing_is_written_until_there_is_more_time(internal, lead_actor):
    internal.until = today() - timedelta(days=1)
    session.commit()
    with pytest.raises(NotAllowed):
        keep_score(internal)
    services.give_more_time(
        actor=lead_actor, scoring=internal, until=today() + SOON, version_id=internal.version_id
    )
    keep_score(internal)
    assert "moved the last day" in texts_for(internal.scorer)[0]


def test_a_lead_takes_back_what_was_asked_and_the_colleague_hears_of_it(internal, lead_actor):
    keep_score(internal)
    services.take_scoring_back(actor=lead_actor, scoring=internal, version_id=internal.version_id)
    assert not internal.is_in_hand
    assert texts_for(internal.scorer) == [
        "Lena Quay does not need your scoring of Libraries, 2026 any more."
    ]


def test_what_was_finished_meanwhile_is_not_taken_back(internal, lead_actor):
    seen = internal.version_id
    score_all(internal)
    finish_now(internal)
    with pytest.raises(Conflict):
        services.take_scoring_back(actor=lead_actor, scoring=internal, version_id=seen)


def test_a_lead_has_no_say_over_an_assessors_scoring(scoring, lead_actor):
    with pytest.raises(NotAllowed):
        services.take_scoring_back(actor=lead_actor, scoring=scoring, version_id=scoring.version_id)


def test_an_assessor_whose_access_ended_writes_nothing_more(assessment, submission):
    person = make_assessor()
    grant = make_grant(person, assessment)
    scoring = make_scoring(submission, scorer=person)
    grant.ends_on = today() - timedelta(days=1)
    session.commit()
    with pytest.raises(NotAllowed):
        keep_score(scoring)


def test_a_finished_scoring_counts_and_one_in_hand_or_given_up_does_not(submission, second):
    scoring = make_scoring(submission, scorer=second)
    assert queries.is_scoring(second.id, submission.assessment_id)
    assert not queries.has_scored(second.id, submission.id)
    finish(scoring)
    assert not queries.is_scoring(second.id, submission.assessment_id)
    assert queries.has_scored(second.id, submission.id)
