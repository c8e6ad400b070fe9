"""Queries: what can be asked, answered and decided, by whom, and what an addendum freezes."""

import hashlib

import pytest
from factories.accounts import actor_of, make_user
from factories.assessments import attach, cse, lock, system_actor
from factories.evidence import make_checked_file, make_item
from factories.past import pin
from factories.queries import CODE, answer, ask, decide, gather
from factories.submissions import make_stored_item, withdraw
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from cse_assess.assessments.past.content import write_content
from cse_assess.audit.models import AuditEvent
from cse_assess.audit.queries import list_events, verify_chain
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed, NotFound
from cse_assess.evidence import services as evidence_services
from cse_assess.evidence.details import ItemDetails
from cse_assess.review.assessor_queries import queries, services
from cse_assess.review.assessor_queries.addenda import CONTENT_NAME
from cse_assess.review.assessor_queries.models import Addendum, QueryState
from cse_assess.review.assessor_queries.verification import find_faults, find_missing_files
from cse_assess.review.desk.models import ReviewState
from cse_assess.review.submissions.queries import get_submission
from cse_assess.review.submissions.verification import find_faults as find_submission_faults
from cse_assess.web.context import current_blobs

SECRET = "Exit interviews of staff"


def ask_anything(review, **values):
    asked = {"element_code": CODE, "question": "Why?", "answer_by": today(), **values}
    return services.ask_query(
        actor=actor_of(review.assessor), review=review, standard=cse(), **asked
    )


def send(query, **values):
    sent = {
        "actor": system_actor(query.review.assessment.service),
        "version_id": query.version_id,
        "seen": "",
        "answer": "Here.",
        "is_scanning": False,
        **values,
    }
    return services.answer_query(query=query, **sent)


def test_queries_are_numbered_within_their_review(review):
    assert [ask(review).number, ask(review, code="").number] == [1, 2]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"question": ""}, "question"),
        ({"question": "x" * 4001}, "question"),
        ({"element_code": "4.5.4"}, "element_code"),
        ({"answer_by": today().replace(year=2020)}, "answer_by"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(review, values, field):
    with pytest.raises(DomainError) as refused:
        ask_anything(review, **values)
    assert refused.value.field == field


@pytest.mark.parametrize("state", [ReviewState.ACCURACY, ReviewState.SIGNED])
def test_nothing_is_asked_once_the_review_is_out_of_the_assessors_hands(review, state):
    review.state = state
    session.commit()
    with pytest.raises(NotAllowed):
        ask_anything(review)


def test_nothing_is_asked_about_a_submission_that_was_taken_back(review):
    withdraw(review.submission)
    with pytest.raises(NotAllowed):
        ask_anything(review)


def test_a_query_is_asked_again_only_after_its_end(review, piece):
    query = ask(review)
    with pytest.raises(NotAllowed):
        ask(review, follows=query)
    session.rollback()
    answer(query, "Here.", piece)
    decide(query, services.refuse_answer, "The dates are missing.")
    again = ask(review, "With the dates", follows=query)
    assert again.follows.number == query.number
    assert [each.number for each in queries.list_followers(query)] == [again.number]


def test_an_answer_freezes_its_words_and_the_current_revision_of_each_piece(review, piece):
    addendum = answer(ask(review), "On page 2.", piece)
    kept = addendum.content
    assert (kept["answer"], kept["query"], kept["element"]) == ("On page 2.", 1, CODE)
    [sent] = kept["evidence"]
    assert (sent["item"], sent["revision"], sent["title"]) == (piece.id, 1, piece.title)
    assert sent["sha256"] == hashlib.sha256(b"%PDF-1.7 minutes of the panel").hexdigest()


def test_the_manifest_proves_answer_and_files_with_public_tools(review, piece):
    addendum = answer(ask(review), "Here.", piece)
    first, second = addendum.manifest.splitlines()
    words = hashlib.sha256(write_content(addendum.content)).hexdigest()
    assert first == f"{words}  {CONTENT_NAME}"
    file = hashlib.sha256(b"%PDF-1.7 minutes of the panel").hexdigest()
    assert second == f"{file}  evidence/{piece.id}-1.pdf"
    assert hashlib.sha256(addendum.manifest.encode()).hexdigest() == addendum.sha256


def test_the_audit_trail_holds_the_fingerprint_and_no_words(review, piece):
    addendum = answer(ask(review, "Secret question"), "Secret answer", piece)
    [event] = _events(review, "query.answered")
    assert event.details["sha256"] == addendum.sha256
    told = " ".join(str(each.details) for each in session.query(AuditEvent))
    assert "Secret" not in told
    assert verify_chain() == []


def _events(review, action):
    events = list_events(object_type="assessment", object_id=review.assessment_id)
    return [event for event in events if event.action == action]


def test_the_submission_stays_as_it_was_byte_for_byte(review, piece):
    before = (review.submission.manifest, write_content(review.submission.snapshot.content))
    answer(ask(review), "Here.", piece)
    session.expire_all()
    after = get_submission(review.assessment_id, 1)
    assert (after.manifest, write_content(after.snapshot.content)) == before
    assert find_submission_faults(after) == []


def test_whatever_happens_to_the_evidence_afterwards_the_addendum_stays_as_it_was(review, piece):
    addendum = answer(ask(review), "Here.", piece)
    before = (addendum.manifest, write_content(addendum.content))
    actor = system_actor(review.assessment.service)
    evidence_services.replace_file(
        actor=actor,
        item=piece,
        file=make_checked_file(b"%PDF-1.7 other", blobs=current_blobs()),
        reason="Newer",
    )
    evidence_services.withdraw_item(actor=actor, item=piece, reason="Out of use.")
    session.commit()
    session.expire_all()
    after = queries.get_whole_addendum(addendum.id)
    assert (after.manifest, write_content(after.content)) == before
    assert find_faults(after) == []
    assert find_missing_files(after, current_blobs()) == []


def test_a_piece_that_is_attached_to_the_element_brings_what_it_proves_and_its_pins(review, piece):
    link = attach(review.assessment, CODE, piece, "The panel of May")
    pin(link, "We asked twelve people")
    [sent] = answer(ask(review), "Here.", piece).content["evidence"]
    assert sent["note"] == "The panel of May"
    assert [each["quotation"] for each in sent["pins"]] == ["We asked twelve people"]


def test_an_answer_about_the_whole_brings_the_piece_alone(review, piece):
    attach(review.assessment, CODE, piece, "The panel of May")
    [sent] = answer(ask(review, code=""), "Here.", piece).content["evidence"]
    assert (sent["note"], sent["pins"]) == ("", [])


def test_words_alone_are_an_answer(review):
    addendum = answer(ask(review), "There is none.")
    assert addendum.content["evidence"] == []
    assert find_faults(addendum) == []


def test_a_web_address_goes_along_without_a_file(review):
    page = make_item(review.assessment.organisation, url="https://www.example.org/panel")
    addendum = answer(ask(review), "See there.", page)
    assert len(addendum.manifest.splitlines()) == 1
    assert addendum.content["evidence"][0]["url"] == "https://www.example.org/panel"


def test_confidential_evidence_goes_to_the_assessor_too(review):
    secret = make_stored_item(review.assessment, b"%PDF-1.7 s", title=SECRET, is_confidential=True)
    addendum = answer(ask(review), "Here.", secret)
    assert addendum.content["evidence"][0]["title"] == SECRET


def test_addenda_are_numbered_within_their_submission(review, piece):
    first, second = ask(review), ask(review)
    assert [answer(second, "B").number, answer(first, "A", piece).number] == [1, 2]


def test_an_answer_after_the_day_is_taken_and_marked_late(review):
    query = ask(review, due_in=-3)
    answer(query, "Sorry.")
    assert _events(review, "query.answered")[0].details["days_late"] == 3
    assert queries.make_line(query).clock == "Answered 3 days late"


def test_a_locked_self_assessment_does_not_keep_the_answer_back(review):
    query = ask(review)
    lock(review.assessment)
    assert answer(query, "Here.").number == 1


def test_an_answer_can_be_given_while_the_draft_is_with_the_organisation(review):
    query = ask(review)
    review.state = ReviewState.ACCURACY
    session.commit()
    assert answer(query, "Here.").number == 1


def test_an_answer_cannot_be_given_twice(review):
    query = ask(review)
    answer(query, "First.")
    with pytest.raises(Conflict, match="was answered on"):
        send(query, answer="Second.")
    session.rollback()
    assert query.answer == "First."


def test_of_two_who_answer_at_once_the_second_sees_what_changed(review, piece):
    query = ask(review)
    gather(query, piece)
    with pytest.raises(Conflict, match="evidence of this answer changed"):
        send(query, seen="")


def test_a_piece_that_was_replaced_since_it_was_shown_is_looked_at_again(review, piece):
    query = ask(review)
    gather(query, piece)
    evidence_services.replace_file(
        actor=system_actor(review.assessment.service),
        item=piece,
        file=make_checked_file(b"%PDF-1.7 other", blobs=current_blobs()),
        reason="Newer",
    )
    session.commit()
    with pytest.raises(Conflict):
        send(query, seen=f"{piece.id}-1")
    assert send(query, seen=f"{piece.id}-2").number == 1


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (lambda query: decide(query, services.withdraw_query, "Found it."), "Found it."),
        (lambda query: _sign(query.review), "review is signed"),
        (lambda query: withdraw(query.review.submission), "was withdrawn"),
    ],
    ids=["withdrawn query", "signed review", "withdrawn submission"],
)
def test_what_is_over_cannot_be_answered_and_says_why(review, end, reason):
    query = ask(review)
    end(query)
    with pytest.raises(Conflict, match=reason):
        send(query)


def _sign(review):
    review.state = ReviewState.SIGNED
    session.commit()


@pytest.mark.parametrize(("text", "field"), [("", "answer"), ("x" * 20_001, "answer")])
def test_an_answer_without_words_or_with_too_many_is_refused(review, text, field):
    with pytest.raises(DomainError) as refused:
        send(ask(review), answer=text)
    assert refused.value.field == field


def test_a_file_that_the_virus_check_holds_back_is_not_sent(review, piece):
    with pytest.raises(DomainError, match=r"cannot be sent yet.*viruses"):
        answer(ask(review), "Here.", piece, is_scanning=True)


def test_a_piece_that_was_withdrawn_meanwhile_is_not_sent(review, piece):
    query = ask(review)
    gather(query, piece)
    evidence_services.withdraw_item(
        actor=system_actor(review.assessment.service), item=piece, reason="Out of use."
    )
    session.commit()
    with pytest.raises(DomainError, match="is withdrawn"):
        answer(query, "Here.")


def test_readers_contributors_elsewhere_and_the_assessor_do_not_answer(review):
    query = ask(review)
    reader = make_user("reader", review.assessment.organisation)
    for person in (reader, review.assessor, make_user("lead")):
        with pytest.raises(NotAllowed):
            send(query, actor=actor_of(person))
        session.rollback()


def test_evidence_of_others_or_confidential_to_the_person_cannot_be_gathered(review):
    query = ask(review)
    contributor = actor_of(make_user(contributes_to=(review.assessment.service,)))
    secret = make_item(review.assessment.organisation, is_confidential=True)
    foreign = make_item(make_user("lead").organisation)
    for item in (secret, foreign):
        with pytest.raises(NotFound):
            gather(query, item, actor=contributor)
        session.rollback()


def test_a_new_file_goes_into_the_library_and_with_the_answer(review):
    query = ask(review)
    services.add_file(
        actor=system_actor(review.assessment.service),
        query=query,
        file=make_checked_file(b"%PDF-1.7 new", blobs=current_blobs()),
        details=ItemDetails(title="New minutes"),
    )
    assert [each.title for each in queries.list_gathered_items(query.id)] == ["New minutes"]


def test_the_same_piece_is_gathered_once_and_can_be_taken_out(review, piece):
    query = ask(review)
    gather(query, piece, piece)
    assert len(queries.list_gathered_items(query.id)) == 1
    services.remove_item(
        actor=system_actor(review.assessment.service), query=query, item_id=piece.id
    )
    assert queries.list_gathered_items(query.id) == []


def test_more_pieces_than_anybody_reads_are_refused(review, monkeypatch):
    monkeypatch.setattr(services, "MOST_PIECES", 1)
    query, organisation = ask(review), review.assessment.organisation
    gather(query, make_item(organisation))
    with pytest.raises(DomainError, match="take one out"):
        gather(query, make_item(organisation))


@pytest.mark.parametrize(
    ("take", "state"),
    [
        (services.accept_answer, QueryState.ACCEPTED),
        (services.refuse_answer, QueryState.REFUSED),
    ],
)
def test_the_assessor_decides_with_a_reason(review, take, state):
    query = ask(review)
    answer(query)
    with pytest.raises(DomainError) as refused:
        decide(query, take, "")
    assert refused.value.field == "reason"
    decide(query, take, "Because.")
    assert (query.state, query.decided_reason) == (state, "Because.")


def test_what_is_not_answered_is_not_decided_and_what_is_answered_not_withdrawn(review):
    query = ask(review)
    with pytest.raises(Conflict):
        decide(query, services.accept_answer)
    session.rollback()
    answer(query)
    with pytest.raises(Conflict):
        decide(query, services.withdraw_query)


def test_a_decision_upon_an_old_page_is_a_conflict(review):
    query = ask(review)
    seen = query.version_id
    answer(query)
    with pytest.raises(Conflict):
        services.accept_answer(
            actor=actor_of(review.assessor), query=query, version_id=seen, reason="Fine."
        )


@pytest.mark.parametrize(
    "statement",
    [
        update(Addendum).values(manifest="other"),
        update(Addendum).values(content={}),
        update(Addendum).values(sha256="0" * 64),
        delete(Addendum),
    ],
    ids=["manifest", "content", "fingerprint", "delete"],
)
def test_the_database_refuses_to_change_an_addendum(review, statement):
    answer(ask(review))
    with pytest.raises(IntegrityError):
        session.execute(statement)
    session.rollback()
