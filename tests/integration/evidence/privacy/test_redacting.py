"""Redacted copies: made, put in the place of the file, and the files before them sealed."""

from datetime import timedelta

import pytest
from factories.accounts import actor_of, make_service, make_user
from factories.assessments import attach, make_assessment
from factories.evidence import upload
from factories.evidence_pages import send, text_of
from factories.pins import make_pin
from factories.privacy_pages import LETTER, PHONE, address, answer, content_of, events_of
from sqlalchemy import select

from cse_assess.accounts.models import Role
from cse_assess.assessments.models import PinState
from cse_assess.assessments.pins.services import follow_pins
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.errors import DomainError
from cse_assess.evidence.privacy.models import Redaction, RedactionState
from cse_assess.evidence.privacy.queries import count_details, count_undecided
from cse_assess.evidence.services import withdraw_item


@pytest.fixture
def redacted(library, item, redact):
    send(library, address(item), answer(item, "redact", numbers=[1]))
    redact(item)
    return item


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


def test_a_withdrawn_item_is_restored_before_it_is_redacted(library, item, lead):
    withdraw_item(actor=actor_of(lead), item=item, reason="Old")
    session.commit()
    page = library.post(address(item), data=answer(item, "redact", numbers=[1]))
    assert "Restore it first" in text_of(page)
