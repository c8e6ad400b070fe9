"""Private details in evidence: found, listed and decided about, as people see it."""

import re

import pytest
from factories.accounts import actor_of, make_user
from factories.evidence import make_item, upload
from factories.evidence_pages import only_item, send, text_of
from factories.privacy_pages import (
    LETTER,
    MAIL,
    PHONE,
    address,
    answer,
    content_of,
    detail_of,
    events_of,
)

from cse_assess.accounts.models import Role
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.errors import Conflict, NotAllowed
from cse_assess.evidence.privacy import services
from cse_assess.evidence.privacy.queries import count_details, count_undecided
from cse_assess.reading.privacy import PrivacyFinding, PrivacyKind


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


def test_a_new_file_with_other_details_asks_again(library, item, lead, study):
    send(library, address(item), answer(item, "stay", reason="Public"))
    newer = LETTER + b" Or try ada@example.org."
    page = library.post(f"/evidence/{item.id}/replace", data={"file": upload(newer, "b.txt")})
    ticket = page.get_data(as_text=True).split('name="ticket" value="')[1].split('"')[0]
    data = {"ticket": ticket, "reason": "Newer"}
    send(library, f"/evidence/{item.id}/replace/confirm", data)
    study(item)
    assert count_undecided([item.id]) == {item.id: 1}


def test_a_decision_about_an_earlier_file_is_not_taken_for_this_one(library, item):
    page = library.post(
        address(item), data={**answer(item, "stay", reason="x"), "content": "0" * 64}
    )
    assert "The content was replaced meanwhile" in text_of(page)


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


def test_a_second_decision_takes_the_place_of_the_first(lead, item):
    deeds = {"actor": actor_of(lead), "item": item, "sha256": content_of(item).sha256}
    services.let_details_stay(**deeds, reason="Public")
    services.restrict_item(**deeds, reason="After all not")
    assert item.is_confidential
    with pytest.raises(Conflict):
        services.let_details_stay(**{**deeds, "sha256": "1" * 64}, reason="Public")
