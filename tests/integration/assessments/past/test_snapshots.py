"""Snapshots: what they keep, who may take and read them, and that nothing changes them."""

import pytest
from factories.accounts import actor_of, make_user
from factories.assessments import attach, lock, make_assessment, write_response
from factories.evidence import make_item
from factories.past import take_snapshot
from factories.submissions import tampering
from factories.together import post_together
from sqlalchemy import update

from cse_assess.accounts.models import Role
from cse_assess.assessments.past import queries
from cse_assess.assessments.past.content import hash_content
from cse_assess.assessments.past.models import Snapshot
from cse_assess.audit.models import AuditEvent
from cse_assess.audit.queries import verify_chain
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.errors import DomainError, NotAllowed

CODE = "1.1.1"


def test_a_snapshot_keeps_levels_texts_owners_and_evidence(assessment, service, organisation):
    owner = make_user(contributes_to=(service,), name="Ada Marsh")
    write_response(assessment, CODE, owner_id=owner.id, tell="Ask at the desk.")
    item = make_item(organisation, title="Survey")
    attach(assessment, CODE, item, "Page 2", points=[1])
    snapshot = take_snapshot(assessment)
    [kept] = [each for each in snapshot.content["elements"] if each["code"] == CODE]
    assert (kept["level"], kept["justification"]) == ("plus", "We know them well.")
    assert (kept["tell"], kept["owner"]) == ("Ask at the desk.", "Ada Marsh")
    [piece] = kept["evidence"]
    assert (piece["title"], piece["revision"], piece["note"]) == ("Survey", 1, "Page 2")
    assert piece["sha256"] == item.revisions[0].sha256
    assert snapshot.content["readiness"]["groups"][0]["met"] == 1


def test_what_happens_later_changes_nothing_in_it(assessment, organisation):
    snapshot_id = take_snapshot(assessment).id
    write_response(assessment, CODE, level="partial", justification="Other words.")
    attach(assessment, CODE, make_item(organisation))
    session.expire_all()
    snapshot = session.get(Snapshot, snapshot_id)
    assert hash_content(snapshot.content) == snapshot.sha256


def test_the_same_state_has_the_same_fingerprint_and_another_has_another(assessment):
    first, second = take_snapshot(assessment, "a"), take_snapshot(assessment, "b")
    write_response(assessment, CODE, tell="New.")
    third = take_snapshot(assessment, "c")
    assert first.sha256 == second.sha256 != third.sha256


def test_the_audit_chain_holds_the_fingerprint(assessment):
    snapshot = take_snapshot(assessment)
    event = session.query(AuditEvent).filter_by(action=AuditAction.SNAPSHOT_TAKEN).one()
    assert event.details["sha256"] == snapshot.sha256
    assert verify_chain() == []


@pytest.mark.parametrize("name", ["", " \n ", "x" * 101])
def test_a_name_that_cannot_be_is_refused(assessment, name):
    with pytest.raises(DomainError) as refused:
        take_snapshot(assessment, name)
    assert refused.value.field == "name"


def test_a_name_is_given_once_in_a_self_assessment(assessment, service):
    take_snapshot(assessment, "As sent")
    with pytest.raises(DomainError, match="already"):
        take_snapshot(assessment, " As   sent ")
    assert take_snapshot(make_assessment(service), "As sent").name == "As sent"


def test_nobody_takes_one_of_a_locked_self_assessment(assessment):
    lock(assessment)
    with pytest.raises(NotAllowed):
        take_snapshot(assessment)


def test_readers_take_none(assessment, organisation):
    with pytest.raises(NotAllowed):
        take_snapshot(assessment, actor=actor_of(make_user(Role.READER, organisation)))


def test_the_page_takes_one_and_shows_it(enter, url):
    writer = enter("contributor")
    assert "Name" in writer.get(f"{url}/snapshots/new").text
    answer = writer.post(f"{url}/snapshots/new", data={"name": "<b>As sent</b>"})
    page = writer.get(answer.location).text
    assert "The snapshot is taken" in page
    assert "&lt;b&gt;As sent&lt;/b&gt;" in page
    assert "We know them well." in page
    assert "&lt;b&gt;As sent&lt;/b&gt;" in enter("reader").get(f"{url}/history").text


@pytest.mark.parametrize("name", ["", "x" * 30_000, "As sent"])
def test_the_page_says_what_is_wrong_with_the_name(enter, assessment, url, name):
    take_snapshot(assessment, "As sent")
    answer = enter("lead").post(f"{url}/snapshots/new", data={"name": name})
    assert answer.status_code == 200
    assert "There is a problem" in answer.text


def test_of_people_who_give_the_same_name_at_once_one_does(enter, assessment, url):
    requests = [(enter("lead"), f"{url}/snapshots/new", {"name": "As sent"}) for _ in range(4)]
    assert sorted(post_together(requests)) == [200, 200, 200, 302]
    assert len(queries.list_snapshots(assessment.id)) == 1
    assert verify_chain() == []


def test_a_content_that_was_tampered_with_is_told(enter, assessment, url):
    snapshot = take_snapshot(assessment)
    place = f"{url}/snapshots/{snapshot.id}"
    assert "does not match" not in enter("reader").get(place).text
    changed = {**snapshot.content, "cycle": "Another"}
    with tampering() as connection:
        connection.execute(update(Snapshot).values(content=changed))
    assert "does not match its fingerprint" in enter("reader").get(place).text


def test_titles_of_confidential_evidence_are_hidden_then_and_now(
    enter, assessment, organisation, url
):
    item = make_item(organisation, title="Notes on Mrs Tallow", is_confidential=True)
    attach(assessment, CODE, item, "What she told us")
    place = f"{url}/snapshots/{take_snapshot(assessment).id}"
    assert "Mrs Tallow" in enter("lead").get(place).text
    item.is_confidential = False
    session.commit()
    for kind in ("contributor", "reader"):
        hidden = enter(kind).get(place).text
        assert "Mrs Tallow" not in hidden
        assert "What she told us" not in hidden
        assert "Confidential evidence" in hidden


def test_what_became_confidential_since_is_hidden_too(enter, assessment, organisation, url):
    item = make_item(organisation, title="Notes on Mrs Tallow")
    attach(assessment, CODE, item)
    place = f"{url}/snapshots/{take_snapshot(assessment).id}"
    assert "Mrs Tallow" in enter("reader").get(place).text
    item.is_confidential = True
    session.commit()
    assert "Mrs Tallow" not in enter("reader").get(place).text


@pytest.mark.parametrize("number", [0, 99, 2**40])
def test_there_is_no_other_snapshot(enter, url, number):
    assert enter("lead").get(f"{url}/snapshots/{number}").status_code == 404


def test_a_snapshot_of_another_self_assessment_is_not_here(enter, service, url):
    other = take_snapshot(make_assessment(service))
    assert enter("lead").get(f"{url}/snapshots/{other.id}").status_code == 404
