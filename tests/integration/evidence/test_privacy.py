"""Private details in evidence: found, decided about, blacked out and sealed, as people see it."""

import re
from datetime import timedelta

import pytest
from factories.accounts import actor_of, make_service, make_user
from factories.assessments import attach, make_assessment
from factories.evidence import make_item, upload
from factories.evidence_pages import only_item, send, text_of
from factories.pins import make_pin
from sqlalchemy import select

from cse_assess.accounts.models import Role
from cse_assess.assessments.models import PinState
from cse_assess.assessments.pins.services import follow_pins
from cse_assess.audit.models import AuditEvent
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.evidence import queries
from cse_assess.evidence.privacy import services
from cse_assess.evidence.privacy.jobs import make_redacted_copy
from cse_assess.evidence.privacy.models import FoundDetail, Redaction, RedactionState
from cse_assess.evidence.privacy.queries import count_details, count_undecided
from cse_assess.evidence.privacy.study import PRIVACY
from cse_assess.evidence.services import withdraw_item
from cse_assess.evidence.study.jobs import make_study
from cse_assess.evidence.study.steps import TEXT
from cse_assess.jobs.handlers import JobContext
from cse_assess.reading.privacy import PrivacyFinding, PrivacyKind

PHONE, MAIL = "07700 900123", "jane.farrow@example.org"
LETTER = f"Ring {PHONE} or write to {MAIL}. Kept words.".encode()


@pytest.fixture
def context(app):
    return JobContext(app.extensions["settings"], app.extensions["blobs"], lambda *_: None)


@pytest.fixture
def study(context):
    def run(item):
        sha256 = queries.get_current_revision(item).sha256
        session.commit()
        make_study((TEXT, PRIVACY))(context, {"sha256": sha256})
        session.expire_all()

    return run


@pytest.fixture
def redact(context, study):
    """Do the redaction that was asked for last."""

    def run(item):
        session.commit()
        [*_, redaction] = session.scalars(select(Redaction).order_by(Redaction.id))
        make_redacted_copy(context, {"redaction_id": redaction.id})
        session.expire_all()
        if session.get(Redaction, redaction.id).state == RedactionState.DONE:
            study(item)
        return session.get(Redaction, redaction.id)

    return run


@pytest.fixture
def item(library, lead, study):
    library.post("/evidence/add", data={"files": upload(LETTER, "letter.txt"), "kind": "minutes"})
    item = only_item(lead.organisation_id)
    study(item)
    return item


def address(item):
    return f"/evidence/{item.id}/privacy"


def answer(item, decision, **values):
    sha256 = queries.get_current_revision(item).sha256
    return {"content": sha256, "decision": decision, **values}


def content_of(item):
    return queries.get_current_revision(item)


def events_of(item):
    rows = session.scalars(
        select(AuditEvent).where(AuditEvent.object_id == item.id).order_by(AuditEvent.id)
    )
    return {row.action: row.details for row in rows if row.object_type == "evidence_item"}


def test_what_was_found_is_told_on_the_item_and_listed_with_its_place(library, item):
    shown = text_of(library.get(f"/evidence/{item.id}"))
    assert "2 private details were found in this file." in shown
    listed = text_of(library.get(address(item)))
    assert f"Telephone number {PHONE} Page 1" in listed
    assert f"E-mail address {MAIL} Page 1" in listed


def test_a_detail_leads_to_its_place_on_the_page(library, item):
    [link] = re.findall(r'href="(/evidence/[0-9]+/pages/[^"]*)">Page 1<span[^>]*>, 07700',
                        library.get(address(item)).get_data(as_text=True))  # fmt: skip
    assert "07700" not in link
    page = library.get(link).get_data(as_text=True)
    assert re.search(rf"<mark[^>]*>{PHONE}</mark>", page)


@pytest.mark.parametrize("number", ["0", "99", "-1", "9" * 30, "x"])
def test_a_page_opens_without_a_detail_that_there_is_not(library, item, number):
    assert library.get(f"/evidence/{item.id}/pages/1?detail={number}").status_code == 200


def test_details_stay_for_a_reason_and_are_not_asked_about_again(library, item):
    saved = send(library, address(item), answer(item, "stay", reason="Both agreed in writing"))
    assert "Your decision is kept" in text_of(saved)
    assert "private details were found" not in text_of(saved)
    page = text_of(library.get(address(item)))
    assert "They may stay as they are." in page
    assert "Both agreed in writing" in page
    assert events_of(item)[AuditAction.EVIDENCE_PRIVACY_CONFIRMED]["reason"] == (
        "Both agreed in writing"
    )


def test_details_do_not_stay_without_a_reason(library, item):
    page = library.post(address(item), data=answer(item, "stay"))
    assert "Say why these details may stay." in text_of(page)
    assert count_undecided([item.id]) == {item.id: 2}


def test_a_decision_must_be_chosen(library, item):
    page = library.post(address(item), data={"content": content_of(item).sha256})
    assert "Choose what should happen" in text_of(page)


def test_an_item_can_be_made_confidential(library, item):
    send(library, address(item), answer(item, "restrict"))
    session.expire_all()
    assert item.is_confidential
    assert count_undecided([item.id]) == {}


def test_the_audit_chain_never_holds_the_details(library, item, redact):
    send(library, address(item), answer(item, "redact", numbers=[1], other_words="Kept"))
    redact(item)
    told = " ".join(str(details) for details in events_of(item).values())
    assert PHONE not in told
    assert "Kept" not in told


def test_a_redacted_copy_becomes_the_current_revision(library, item, redact):
    page = send(library, address(item), answer(item, "redact", numbers=[1, 2]))
    assert "A redacted copy is being made" in text_of(page)
    redaction = redact(item)
    assert redaction.state == RedactionState.DONE, redaction.message
    revision = content_of(item)
    assert (revision.number, revision.file_name) == (2, "letter (redacted).txt")
    assert revision.reason.startswith("Redacted copy: 2 places blacked out.")
    copy = library.get(f"/evidence/{item.id}/revisions/2/file").get_data().decode()
    assert copy == "Ring █████ ██████ or write to ███████████████████████. Kept words."
    assert redaction.words == []


def test_what_was_not_ticked_stays_and_is_not_asked_about_again(library, item, redact):
    send(library, address(item), answer(item, "redact", numbers=[1]))
    redact(item)
    assert count_details([content_of(item).sha256]) == {content_of(item).sha256: 1}
    assert count_undecided([item.id]) == {}


def test_a_pinned_passage_loses_the_words_and_is_found_in_the_copy(library, item, redact, lead):
    assessment = make_assessment(make_service(lead.organisation))
    pin = make_pin(attach(assessment, "1.1.1", item), f"Ring {PHONE} or write", 1)
    send(library, address(item), answer(item, "redact", numbers=[1]))
    redact(item)
    follow_pins(actor=actor_of(lead), item=item)
    session.expire_all()
    assert pin.quotation == "Ring █████ ██████ or write"
    assert PHONE not in pin.prefix + pin.suffix
    assert (pin.state, pin.revision.number) == (PinState.FOUND, 2)


def test_a_new_file_with_other_details_asks_again(library, item, lead, study):
    send(library, address(item), answer(item, "stay", reason="Public"))
    newer = LETTER + b" Or try ada@example.org."
    page = library.post(f"/evidence/{item.id}/replace", data={"file": upload(newer, "b.txt")})
    ticket = page.get_data(as_text=True).split('name="ticket" value="')[1].split('"')[0]
    data = {"ticket": ticket, "reason": "Newer"}
    send(library, f"/evidence/{item.id}/replace/confirm", data)
    study(item)
    assert count_undecided([item.id]) == {item.id: 1}


def test_other_words_are_blacked_out_line_by_line(library, item, redact):
    values = {"numbers": [2], "other_words": "Kept words\r\n\r\nRing\r\n"}
    send(library, address(item), answer(item, "redact", **values))
    redact(item)
    copy = library.get(f"/evidence/{item.id}/revisions/2/file").get_data().decode()
    assert copy.endswith("████ █████.")
    assert copy.startswith(f"████ {PHONE}")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "Tick what is to be blacked out."),
        ({"other_words": "a"}, "too short"),
        ({"other_words": "\n".join(f"word {n}" for n in range(60))}, "50 lines or fewer"),
        ({"numbers": [1], "reason": "x" * 501}, "500 characters or fewer"),
        ({"numbers": [99]}, "not a valid choice"),
    ],
)
def test_what_cannot_be_blacked_out_is_refused_in_words(library, item, values, message):
    page = library.post(address(item), data=answer(item, "redact", **values))
    assert page.status_code == 200
    assert message in text_of(page)


def test_two_copies_are_not_made_at_once(library, item):
    send(library, address(item), answer(item, "redact", numbers=[1]))
    page = library.post(address(item), data=answer(item, "redact", numbers=[2]))
    assert "A redacted copy is being made already" in text_of(page)


def test_a_decision_about_an_earlier_file_is_not_taken_for_this_one(library, item):
    page = library.post(
        address(item), data={**answer(item, "stay", reason="x"), "content": "0" * 64}
    )
    assert "The content was replaced meanwhile" in text_of(page)


def test_a_copy_of_a_file_that_was_replaced_meanwhile_is_not_put_in_its_place(
    library, item, redact, lead
):
    send(library, address(item), answer(item, "redact", numbers=[1]))
    page = library.post(f"/evidence/{item.id}/replace", data={"file": upload(b"other", "b.txt")})
    ticket = page.get_data(as_text=True).split('name="ticket" value="')[1].split('"')[0]
    send(library, f"/evidence/{item.id}/replace/confirm", {"ticket": ticket, "reason": "Newer"})
    redaction = redact(item)
    assert redaction.state == RedactionState.REFUSED
    assert "replaced meanwhile" in redaction.message
    assert content_of(item).number == 2


def test_a_job_that_runs_twice_makes_one_copy(library, item, redact):
    send(library, address(item), answer(item, "redact", numbers=[1]))
    redact(item)
    redact(item)
    assert content_of(item).number == 2


def test_a_copy_that_cannot_be_made_says_why(library, item, redact, monkeypatch):
    send(library, address(item), answer(item, "redact", numbers=[1]))

    def refuse(*_):
        raise DomainError("The file is too long.")

    monkeypatch.setattr("cse_assess.evidence.privacy.jobs.redact_file", refuse)
    assert redact(item).state == RedactionState.REFUSED
    page = text_of(library.get(address(item)))
    assert "The redacted copy could not be made. The file is too long." in page
    assert "Save the decision" in page


@pytest.fixture
def redacted(library, item, redact):
    send(library, address(item), answer(item, "redact", numbers=[1]))
    redact(item)
    return item


def test_a_copy_whose_job_was_lost_can_be_asked_for_again(library, item):
    send(library, address(item), answer(item, "redact", numbers=[1]))
    [redaction] = session.scalars(select(Redaction))
    redaction.asked_at -= timedelta(hours=2)
    session.commit()
    page = send(library, address(item), answer(item, "redact", numbers=[1]))
    assert "A redacted copy is being made" in text_of(page)


def test_a_file_that_is_missing_says_so(app, library, item, redact):
    send(library, address(item), answer(item, "redact", numbers=[1]))
    for path in app.extensions["settings"].blob_folder.rglob(content_of(item).sha256):
        path.unlink()
    assert "cannot be read" in redact(item).message


def test_the_files_before_a_redacted_copy_are_sealed(client, sign_in, library, redacted, lead):
    item, owner = redacted, make_user(contributes_to=(make_service(lead.organisation),))
    item.owner_id = owner.id
    session.commit()
    assert library.get(f"/evidence/{item.id}/revisions/1/file").get_data() == LETTER
    assert "Sealed" in text_of(library.get(f"/evidence/{item.id}"))
    sign_in(client, owner)
    for path in ("revisions/1/file", "pages/1?revision=1"):
        refused = client.get(f"/evidence/{item.id}/{path}")
        assert refused.status_code == 403
        assert "sealed" in text_of(refused)
    shown = client.get(f"/evidence/{item.id}").get_data(as_text=True)
    assert f"/evidence/{item.id}/revisions/1/file" not in shown
    assert client.get(f"/evidence/{item.id}/revisions/2/file").status_code == 200
    assert events_of(item)[AuditAction.EVIDENCE_SEALED] == {"revisions": [1]}


def test_an_administrator_may_open_what_is_sealed(client, sign_in, redacted, lead):
    sign_in(client, make_user(Role.ADMINISTRATOR, lead.organisation))
    assert client.get(f"/evidence/{redacted.id}/revisions/1/file").status_code == 200


def test_others_neither_see_the_details_nor_decide(client, sign_in, item, lead):
    reader = make_user(Role.READER, lead.organisation)
    sign_in(client, reader)
    assert client.get(address(item)).status_code == 403
    assert "private" not in text_of(client.get(f"/evidence/{item.id}"))
    sha256 = content_of(item).sha256
    deeds = {"actor": actor_of(reader), "item": item, "sha256": sha256}
    with pytest.raises(NotAllowed):
        services.let_details_stay(**deeds, reason="x")
    with pytest.raises(NotAllowed):
        services.restrict_item(**deeds)
    with pytest.raises(NotAllowed):
        services.ask_for_redaction(**deeds, numbers={1})


def test_a_file_without_details_says_so(library, lead, study):
    library.post("/evidence/add", data={"files": upload(b"Kind staff.", "a.txt"), "kind": "other"})
    item = only_item(lead.organisation_id)
    assert "The file is being looked into" in text_of(library.get(address(item)))
    study(item)
    assert "Nothing private was found" in text_of(library.get(address(item)))


def test_a_web_address_is_not_looked_into(library, lead):
    item = make_item(lead.organisation, url="https://example.org", created_by=lead)
    assert "Only files are looked into" in text_of(library.get(address(item)))


def test_the_page_of_a_picture_offers_no_redacted_copy(library, lead, study):
    item = make_item(lead.organisation, created_by=lead)
    revision = content_of(item)
    revision.file_name = "picture.png"
    session.add(detail_of(revision.sha256))
    session.commit()
    page = text_of(library.get(address(item)))
    assert "A redacted copy cannot be made of this file." in page
    assert "Have a redacted copy made" not in page


def detail_of(sha256, number=1):
    return FoundDetail(
        sha256=sha256, number=number, kind="author", text="Ada", certain=True, may_be_public=False
    )


def test_what_may_be_public_is_listed_but_needs_no_decision(library, lead, study):
    letter = b"Write to enquiries@thistlemere.example."
    library.post("/evidence/add", data={"files": upload(letter, "a.txt"), "kind": "other"})
    item = only_item(lead.organisation_id)
    study(item)
    assert count_undecided([item.id]) == {}
    assert "may be public" in text_of(library.get(address(item)))


def test_undecided_details_of_many_items_take_one_query(lead, count_queries):
    items = [make_item(lead.organisation) for _ in range(5)]
    for item in items:
        session.add(detail_of(content_of(item).sha256))
    session.commit()
    ids = [item.id for item in items]
    with count_queries() as count:
        assert count_undecided(ids) == dict.fromkeys(ids, 1)
    assert len(count) == 1


def test_only_the_first_thousand_details_are_kept(lead, item):
    findings = [PrivacyFinding(PrivacyKind.AUTHOR, f"Ada {n}", None) for n in range(1200)]
    sha256 = content_of(item).sha256
    services.save_findings(sha256=sha256, findings=findings)
    assert count_details([sha256]) == {sha256: 1000}


def test_decisions_about_the_same_content_of_two_items_are_apart(library, item, lead):
    other = make_item(lead.organisation, content=LETTER)
    send(library, address(item), answer(item, "stay", reason="Public"))
    assert count_undecided([item.id, other.id]) == {other.id: 2}


def test_a_withdrawn_item_is_restored_before_it_is_redacted(library, item, lead):
    withdraw_item(actor=actor_of(lead), item=item, reason="Old")
    session.commit()
    page = library.post(address(item), data=answer(item, "redact", numbers=[1]))
    assert "Restore it first" in text_of(page)


def test_a_second_decision_takes_the_place_of_the_first(lead, item):
    deeds = {"actor": actor_of(lead), "item": item, "sha256": content_of(item).sha256}
    services.let_details_stay(**deeds, reason="Public")
    services.restrict_item(**deeds, reason="After all not")
    assert item.is_confidential
    with pytest.raises(Conflict):
        services.let_details_stay(**{**deeds, "sha256": "1" * 64}, reason="Public")
