"""Attaching, describing, opening and detaching evidence."""

import re

import pytest
from factories.assessments import attach, lock, system_actor
from factories.evidence import make_item, upload

from cse_assess.assessments.models import EvidenceLink, ResponseChange
from cse_assess.assessments.queries import get_response
from cse_assess.db import session
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.services import withdraw_item

CODE = "1.1.1"


def page_of(assessment, code=CODE):
    return f"/assessments/{assessment.id}/elements/{code}"


def send(client, assessment, *files, **values):
    return client.post(
        f"{page_of(assessment)}/evidence",
        data={"kind": "other", "files": list(files), **values},
        content_type="multipart/form-data",
    )


def live_links():
    session.expire_all()
    return session.query(EvidenceLink).filter_by(removed_at=None).all()


def test_several_files_are_attached_at_once_with_one_note(enter, assessment):
    answer = send(
        enter("contributor"),
        assessment,
        upload(b"first", "a survey.txt"),
        upload(b"second", "b_minutes.txt"),
        note="Both show it",
    )
    assert answer.status_code == 302, answer.text
    assert [(link.item.title, link.note) for link in live_links()] == [
        ("a survey", "Both show it"),
        ("b minutes", "Both show it"),
    ]


def test_a_file_that_is_somebody_elses_secret_becomes_an_item_of_its_own(
    enter, assessment, organisation
):
    send(enter("lead"), assessment, upload(b"the same", "secret.txt"), is_confidential="y")
    answer = send(enter("contributor"), assessment, upload(b"the same", "mine.txt"))
    assert answer.status_code == 302, answer.text
    assert [link.item.title for link in live_links()] == ["secret", "mine"]


def test_a_refused_file_is_named_and_the_others_are_attached(enter, assessment):
    answer = send(
        enter("lead"), assessment, upload(b"good", "good.txt"), upload(b"MZ\0", "tool.exe")
    )
    assert "tool.exe" in answer.text
    assert [link.item.title for link in live_links()] == ["good"]


def test_a_file_that_the_library_has_is_attached_without_a_second_item(enter, assessment):
    client = enter("lead")
    send(client, assessment, upload(b"the same", "one.txt"))
    client.post(
        f"/assessments/{assessment.id}/elements/1.1.2/evidence",
        data={"kind": "other", "files": [upload(b"the same", "two.txt")]},
        content_type="multipart/form-data",
    )
    assert session.query(EvidenceItem).count() == 1
    assert len(live_links()) == 2


def test_a_web_address_is_added_and_attached(enter, assessment):
    client = enter("lead")
    answer = client.post(
        f"{page_of(assessment)}/evidence/link",
        data={"url": "https://www.example.org/charter", "title": "Charter", "kind": "web_page"},
    )
    assert answer.status_code == 302, answer.text
    assert "https://www.example.org/charter" in client.get(page_of(assessment)).text


def test_a_web_address_that_could_run_a_script_is_refused(enter, assessment):
    answer = enter("lead").post(
        f"{page_of(assessment)}/evidence/link",
        data={"url": "javascript:alert(1)", "title": "Charter", "kind": "web_page"},
    )
    assert "There is a problem" in answer.text
    assert live_links() == []


def test_items_of_the_library_are_found_and_attached(enter, assessment, organisation):
    wanted = make_item(organisation, title="Waiting times 2026")
    make_item(organisation, title="Staff survey")
    client = enter("lead")
    found = client.get(f"{page_of(assessment)}/evidence/library?search=waiting").text
    assert '<mark class="app-hit">Waiting</mark> times 2026' in found
    assert "Staff survey" not in found
    client.post(f"{page_of(assessment)}/evidence/library", data={"items": [wanted.id]})
    assert [link.item_id for link in live_links()] == [wanted.id]


def test_attaching_twice_keeps_the_first_link_and_its_note(enter, assessment, organisation):
    item = make_item(organisation)
    attach(assessment, CODE, item, "First")
    attach(assessment, CODE, item, "Second")
    assert [link.note for link in live_links()] == ["First"]


@pytest.mark.parametrize("sent", ["999999", "0", "x", "99999999999999999999", "-1"])
def test_an_item_that_does_not_exist_is_not_attached(enter, assessment, organisation, sent):
    answer = enter("lead").post(f"{page_of(assessment)}/evidence/library", data={"items": [sent]})
    assert answer.status_code in {200, 302}
    assert live_links() == []


def test_another_organisations_item_is_not_attached(enter, assessment):
    from factories.accounts import make_organisation

    foreign = make_item(make_organisation())
    answer = enter("lead").post(
        f"{page_of(assessment)}/evidence/library", data={"items": [foreign.id]}
    )
    assert "There is a problem" in answer.text
    assert live_links() == []


def test_a_withdrawn_item_is_not_attached_and_one_that_was_attached_shows_nothing_any_more(
    enter, assessment, organisation
):
    item = make_item(organisation, title="Old survey")
    attach(assessment, CODE, item)
    withdraw_item(actor=system_actor(assessment.service), item=item, reason="Wrong file")
    session.commit()
    client = enter("lead")
    assert "Withdrawn" in client.get(page_of(assessment)).text
    answer = client.post(
        f"{page_of(assessment, '1.1.2')}/evidence/library", data={"items": [item.id]}
    )
    assert "is withdrawn and cannot be attached" in answer.text


def test_a_note_says_what_a_piece_proves_and_its_change_is_on_record(
    enter, assessment, organisation
):
    link = attach(assessment, CODE, make_item(organisation), "Page 1")
    client = enter("lead")
    url = f"{page_of(assessment)}/evidence/{link.id}"
    assert client.post(url, data={"note": "Page 2", "version_id": 1}).status_code == 302
    assert live_links()[0].note == "Page 2"
    change = session.query(ResponseChange).filter_by(field="evidence_note").one()
    assert (change.before, change.after) == ("Page 1", "Page 2")


def test_two_notes_at_once_are_both_shown_to_the_second(enter, assessment, organisation):
    link = attach(assessment, CODE, make_item(organisation), "Page 1")
    url = f"{page_of(assessment)}/evidence/{link.id}"
    enter("contributor").post(url, data={"note": "Theirs", "version_id": 1})
    answer = enter("lead").post(url, data={"note": "Mine", "version_id": 1})
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert "Mine" in answer.text
    assert live_links()[0].note == "Theirs"
    seen = re.search(r'name="version_id"[^>]* value="(\d+)"', answer.text)[1]
    enter("lead").post(url, data={"note": "Both", "version_id": seen})
    assert live_links()[0].note == "Both"


def test_detaching_asks_first_and_keeps_item_link_and_note_on_record(
    enter, assessment, organisation
):
    link = attach(assessment, CODE, make_item(organisation, title="Survey"), "Page 1")
    client = enter("lead")
    url = f"{page_of(assessment)}/evidence/{link.id}/detach"
    assert "Detach “Survey”?" in client.get(url).text
    assert len(live_links()) == 1
    assert client.post(url).status_code == 302
    assert live_links() == []
    kept = session.query(EvidenceLink).one()
    assert (kept.note, kept.item.withdrawn_at) == ("Page 1", None)
    history = client.get(f"{page_of(assessment)}/history").text
    assert "Evidence detached: Survey" in history
    assert "What it proves" in history


def test_a_link_of_another_element_is_not_found_here(enter, assessment, organisation):
    link = attach(assessment, "1.1.2", make_item(organisation))
    client = enter("lead")
    for rest in (f"evidence/{link.id}", f"evidence/{link.id}/detach", "evidence/99999999999999"):
        assert client.get(f"{page_of(assessment)}/{rest}").status_code == 404


@pytest.mark.parametrize("kind", ["reader", "administrator"])
def test_those_who_only_read_cannot_attach_or_detach(enter, assessment, organisation, kind):
    link = attach(assessment, CODE, make_item(organisation))
    client = enter(kind)
    assert client.get(f"{page_of(assessment)}/evidence").status_code == 403
    assert client.post(f"{page_of(assessment)}/evidence/{link.id}/detach").status_code == 403
    assert len(live_links()) == 1


def test_nothing_is_attached_to_a_locked_self_assessment(enter, assessment, organisation):
    item = make_item(organisation)
    lock(assessment)
    client = enter("lead")
    answer = client.post(f"{page_of(assessment)}/evidence/library", data={"items": [item.id]})
    assert answer.status_code == 403
    assert live_links() == []


def file_of(assessment, item):
    return f"/assessments/{assessment.id}/evidence/{item.id}/file"


def test_confidential_evidence_opens_through_its_link_to_those_who_may_open_it(enter, assessment):
    client = enter("lead")
    send(client, assessment, upload(b"linked words", "one.txt"), is_confidential="y")
    item = live_links()[0].item
    other = make_item(assessment.organisation)
    assert client.get(file_of(assessment, item)).data == b"linked words"
    assert client.get(file_of(assessment, other)).status_code == 404
    assert enter("reader").get(file_of(assessment, item)).status_code == 403
    assert enter("stranger").get(file_of(assessment, item)).status_code == 404


def test_an_assessor_opens_nothing_through_the_living_self_assessment(enter, assessment):
    send(enter("lead"), assessment, upload(b"words", "one.txt"))
    assessor = enter("assessor")
    assert assessor.get(file_of(assessment, live_links()[0].item)).status_code == 404
    assert assessor.get("/evidence").status_code == 403


def test_the_title_of_a_confidential_piece_is_hidden_from_those_who_may_not_open_it(
    enter, assessment, organisation
):
    attach(assessment, CODE, make_item(organisation, title="Grievances", is_confidential=True))
    for page in (page_of(assessment), f"{page_of(assessment)}/history"):
        assert "Grievances" not in enter("reader").get(page).text
        assert "Grievances" in enter("lead").get(page).text
    exported = enter("reader").get(f"/assessments/{assessment.id}/export.csv").text
    assert "Grievances" not in exported


def test_the_library_says_where_an_item_is_used(enter, assessment, organisation):
    item = make_item(organisation, title="Used once")
    make_item(organisation, title="Never used")
    attach(assessment, CODE, item, "Page 9")
    client = enter("lead")
    page = client.get(f"/evidence/{item.id}").text
    assert CODE in page
    assert "Page 9" in page
    unused = client.get("/evidence?is_unused=y").text
    assert "Never used" in unused
    assert "Used once" not in unused


def test_the_link_table_refuses_a_second_live_link(assessment, organisation):
    from sqlalchemy.exc import IntegrityError

    link = attach(assessment, CODE, make_item(organisation))
    response = get_response(assessment.id, CODE)
    session.add(EvidenceLink(response_id=response.id, item_id=link.item_id))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()
