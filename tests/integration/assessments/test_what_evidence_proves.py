"""Saying which guidance points a piece of evidence answers, and what kind of proof it is."""

import re

import pytest
from factories.accounts import make_user
from factories.assessments import attach, cse, system_actor
from factories.evidence import make_item, upload

from cse_assess.analysis.proof import ProofKind
from cse_assess.assessments import services
from cse_assess.assessments.models import EvidenceLink, ResponseChange
from cse_assess.audit.models import AuditEvent
from cse_assess.db import session
from cse_assess.errors import DomainError

CODE = "1.1.1"


def url_of(assessment, link):
    return f"/assessments/{assessment.id}/elements/{CODE}/evidence/{link.id}"


def live_link():
    session.expire_all()
    return session.query(EvidenceLink).filter_by(removed_at=None).one()


@pytest.fixture
def link(assessment, organisation):
    return attach(assessment, CODE, make_item(organisation, title="Survey 2026"), "Page 1")


def save(client, assessment, link, **values):
    return client.post(url_of(assessment, link), data={"version_id": link.version_id, **values})


def test_points_and_kinds_are_kept_in_order_and_told_in_the_history(enter, assessment, link):
    client = enter("lead")
    answer = save(
        client, assessment, link, note="Page 1", points=["3", "1"], kinds=["does", "says"]
    )
    assert answer.status_code == 302, answer.text
    assert live_link().guidance_points == [1, 3]
    assert live_link().proof_kinds == [ProofKind.SAYS, ProofKind.DOES]
    history = client.get(f"/assessments/{assessment.id}/elements/{CODE}/history").text
    assert "What evidence proves changed: Survey 2026" in history
    assert "Says, Does" in history


def test_a_change_of_what_it_proves_is_on_record_in_the_audit_chain(enter, assessment, link):
    save(enter("lead"), assessment, link, note="Page 1", points=["2"], kinds=["achieves"])
    event = session.query(AuditEvent).filter_by(action="evidence.proof_changed").one()
    assert event.details == {
        "element": CODE,
        "item": link.item_id,
        "points": [2],
        "kinds": ["achieves"],
    }


def test_saving_what_stands_already_changes_nothing(enter, assessment, link):
    save(enter("lead"), assessment, link, note="Page 1")
    assert live_link().version_id == 1
    assert session.query(ResponseChange).filter_by(field="evidence_points").count() == 0


def test_the_page_asks_by_the_elements_own_guidance_points(enter, assessment, link):
    page = enter("lead").get(url_of(assessment, link)).text
    for number, point in enumerate(cse().get_element(CODE).guidance, start=1):
        assert f"{number}. {point}" in page


def test_a_point_that_the_element_does_not_have_is_refused(enter, assessment, link):
    answer = save(enter("lead"), assessment, link, points=["4"])
    assert "There is a problem" in answer.text
    assert live_link().guidance_points == []


@pytest.mark.parametrize("proof", [{"points": [0]}, {"points": [-1, 2]}, {"kinds": ["proves"]}])
def test_the_service_refuses_what_cannot_be(assessment, link, proof):
    actor = system_actor(assessment.service)
    with pytest.raises(DomainError, match="from the list"):
        services.edit_link_proof(actor=actor, link=link, version_id=1, **proof)


def test_two_people_who_say_different_things_lose_neither(enter, assessment, link, organisation):
    seen = {"version_id": link.version_id}
    save(enter("lead"), assessment, link, note="Theirs", points=["1"], kinds=["says"])
    answer = enter("contributor").post(
        url_of(assessment, link), data={**seen, "note": "Mine", "points": ["2"], "kinds": ["does"]}
    )
    assert answer.status_code == 409
    assert "Guidance points: 1" in answer.text
    assert "Kinds of proof: Says" in answer.text
    assert "Guidance points: 2" in answer.text
    assert live_link().note == "Theirs"
    assert 'value="2" checked' in answer.text


def test_a_file_is_attached_with_its_points_and_kinds(enter, assessment):
    answer = enter("lead").post(
        f"/assessments/{assessment.id}/elements/{CODE}/evidence",
        data={
            "kind": "other",
            "files": [upload(b"first", "a survey.txt")],
            "note": "It shows",
            "points": ["2"],
            "kinds": ["customers_say"],
        },
        content_type="multipart/form-data",
    )
    assert answer.status_code == 302, answer.text
    assert (live_link().note, live_link().guidance_points) == ("It shows", [2])
    assert live_link().proof_kinds == ["customers_say"]


def test_attaching_with_points_and_kinds_is_one_line_of_the_history(
    enter, assessment, organisation
):
    attach(
        assessment,
        CODE,
        make_item(organisation, title="Plan"),
        "Page 1",
        points=[2],
        kinds=["does"],
    )
    client = enter("lead")
    page = client.get(f"/assessments/{assessment.id}/elements/{CODE}/history").text
    told = re.findall(r'class="app-timeline__title">([^<]*)<', page)
    labels = re.findall(r"<dt>([^<]*)</dt>", page)
    assert told == ["Evidence attached: Plan"]
    assert labels == ["What it proves", "Guidance points", "Kinds of proof"]


def test_a_reader_may_not_say_what_it_proves(app, sign_in, assessment, link, organisation):
    client = sign_in(app.test_client(), make_user("reader", organisation))
    assert save(client, assessment, link, points=["1"]).status_code == 403
    assert live_link().guidance_points == []
