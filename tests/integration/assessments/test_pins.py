"""Pinning the words that prove, and what becomes of them when the evidence is replaced."""

import pytest
from factories.accounts import actor_of
from factories.assessments import attach, cse, lock, make_assessment, write_response
from factories.evidence import make_item
from factories.pins import give_text, make_pin, replace_text

from cse_assess.analysis.gaps import GapKind
from cse_assess.assessments.models import PassagePin, PinState, ResponseChange
from cse_assess.assessments.pins.services import confirm_pin, follow_pins, remove_pin
from cse_assess.assessments.pins.study import PINS
from cse_assess.assessments.queries import load_tree
from cse_assess.assessments.readiness import compute_readiness
from cse_assess.audit.models import AuditEvent
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.evidence.models import EvidenceKind
from cse_assess.evidence.queries import get_current_revision
from cse_assess.evidence.services import replace_link
from cse_assess.evidence.study.jobs import StudiedFile
from cse_assess.evidence.study.models import StepState
from cse_assess.evidence.study.services import save_step
from cse_assess.notices.models import Notice

CODE = "1.1.1"
WORDS = "Waiting times fell from nine minutes to five in May."
FIRST = "The counter at Larch Hill served 14,210 people."
SECOND = f"Every desk was open. {WORDS} Nobody was turned away."
OTHER_NUMBERS = SECOND.replace("five", "seven")


@pytest.fixture
def item(organisation):
    made = make_item(organisation, title="Counter report", kind=EvidenceKind.SURVEY)
    return give_text(made, FIRST, SECOND)


@pytest.fixture
def link(assessment, item):
    return attach(assessment, CODE, item)


@pytest.fixture
def pin(link):
    return make_pin(link, WORDS, 2)


def page_of(assessment):
    return f"/assessments/{assessment.id}/elements/{CODE}"


def text_of(assessment, link):
    return f"{page_of(assessment)}/evidence/{link.id}/text"


def fresh(pin):
    session.expire_all()
    return session.get(PassagePin, pin.id)


def test_words_are_pinned_with_their_page_and_what_stands_around_them(pin, item):
    assert (pin.quotation, pin.page_number, pin.start) == (WORDS, 2, SECOND.index("Waiting"))
    assert pin.prefix == "Every desk was open. "
    assert pin.suffix == " Nobody was turned away."
    assert pin.revision_id == pin.checked_revision_id == get_current_revision(item).id


def test_pinning_is_in_the_history_and_in_the_audit_chain(enter, assessment, pin):
    page = enter("lead").get(f"{page_of(assessment)}/history").text
    assert "Passage pinned: Counter report" in page
    assert WORDS in page
    event = session.query(AuditEvent).filter_by(action="passage.pinned").one()
    assert event.details["pin"] == pin.id


def test_words_are_pinned_from_the_page_of_the_text(enter, assessment, link):
    client = enter("contributor")
    page = client.get(f"{text_of(assessment, link)}?page=2").text
    assert "Pin this passage" in page
    answer = client.post(
        text_of(assessment, link),
        data={
            "quotation": "Waiting  times fell from nine\nminutes to five",
            "page_number": "2",
            "start": "21",
            "guidance_point": "3",
            "note": "The second desk",
        },
    )
    assert answer.status_code == 302, answer.text
    pin = session.query(PassagePin).one()
    assert (pin.guidance_point, pin.note) == (3, "The second desk")
    element = client.get(page_of(assessment)).text
    assert "Waiting times fell from nine minutes to five" in element
    assert f"/text?page=2#pin-{pin.id}" in element
    assert f'<mark id="pin-{pin.id}">' in client.get(f"{text_of(assessment, link)}?page=2").text


@pytest.mark.parametrize(
    ("quotation", "says"),
    [
        ("Waiting times fell from nine minutes to six in May.", "Most like them, on page 2"),
        ("Something that nobody has written down here", "does not have these words. Copy them"),
        ("aiting times fell from nine minutes", "does not have these words"),
        ("short", "Quote at least 12 characters"),
        ("", "Choose the words in the text"),
        ("long " * 300, "1,000 characters or fewer"),
    ],
)
def test_words_that_the_text_does_not_have_are_refused(enter, assessment, link, quotation, says):
    answer = enter("lead").post(
        text_of(assessment, link), data={"quotation": quotation, "page_number": "1"}
    )
    assert says in answer.text
    assert session.query(PassagePin).count() == 0


@pytest.mark.parametrize("number", ["0", "-3", "999999999999", "two", ""])
@pytest.mark.parametrize("start", ["", "-1", "x", "9" * 30])
def test_odd_numbers_break_nothing(enter, assessment, link, number, start):
    answer = enter("lead").post(
        text_of(assessment, link),
        data={"quotation": WORDS, "page_number": number, "start": start},
    )
    assert answer.status_code in {200, 302}


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "9" * 30])
def test_a_page_that_there_is_not_shows_the_first(enter, assessment, link, page):
    assert FIRST in enter("lead").get(f"{text_of(assessment, link)}?page={page}").text


def test_the_same_passage_is_pinned_once(link, pin):
    with pytest.raises(DomainError, match="pinned already"):
        make_pin(link, WORDS, 2)


def test_a_pin_answers_the_guidance_point_that_it_names(enter, assessment, link):
    make_pin(link, WORDS, 2, guidance_point=2)
    page = enter("lead").get(page_of(assessment)).text
    assert page.count("current piece of evidence only.") == 1


def test_a_file_that_cannot_be_read_and_an_address_have_nothing_to_pin(
    enter, assessment, organisation
):
    address = attach(assessment, CODE, make_item(organisation, url="https://www.example.org/a"))
    page = enter("lead").get(text_of(assessment, address)).text
    assert "There is no text to pin" in page
    with pytest.raises(DomainError, match="no text"):
        make_pin(address, WORDS)


def test_a_file_that_is_still_being_read_says_so(enter, assessment, organisation):
    unread = attach(assessment, CODE, make_item(organisation))
    assert "The text is being read" in enter("lead").get(text_of(assessment, unread)).text
    with pytest.raises(DomainError, match="still being read"):
        make_pin(unread, WORDS)


def test_readers_read_but_do_not_pin(enter, assessment, link, pin):
    client = enter("reader")
    page = client.get(f"{text_of(assessment, link)}?page=2").text
    assert f'<mark id="pin-{pin.id}">' in page
    assert "Pin this passage" not in page
    pinned = client.get(f"{page_of(assessment)}/pins/{pin.id}")
    assert pinned.status_code == 200
    assert "Remove the pin" not in pinned.text
    sent = {"quotation": FIRST, "page_number": "1"}
    assert client.post(text_of(assessment, link), data=sent).status_code == 403


def test_nobody_pins_in_a_locked_self_assessment(assessment, link, pin, lead):
    lock(assessment)
    with pytest.raises(NotAllowed):
        make_pin(link, FIRST, actor=actor_of(lead))
    with pytest.raises(NotAllowed):
        remove_pin(actor=actor_of(lead), pin=pin)


def test_words_of_confidential_evidence_stay_with_those_who_may_open_it(
    enter, assessment, organisation
):
    item = make_item(organisation, title="Grievance", is_confidential=True)
    pin = make_pin(attach(assessment, CODE, give_text(item, FIRST, SECOND)), WORDS, 2)
    reader, lead = enter("reader"), enter("lead")
    for address in (page_of(assessment), f"{page_of(assessment)}/history"):
        assert "Waiting times" not in reader.get(address).text
        assert "Waiting times" in lead.get(page_of(assessment)).text
    assert reader.get(f"{page_of(assessment)}/pins/{pin.id}").status_code == 403
    assert reader.get(text_of(assessment, pin.link)).status_code == 403


@pytest.mark.parametrize("pin_id", [0, 999_999, 2**40])
def test_a_pin_of_elsewhere_is_not_found(enter, assessment, pin, pin_id):
    client = enter("lead")
    assert client.get(f"{page_of(assessment)}/pins/{pin_id}").status_code == 404
    other = f"/assessments/{assessment.id}/elements/1.1.2/pins/{pin.id}"
    assert client.get(other).status_code == 404
    assert enter("stranger").get(f"{page_of(assessment)}/pins/{pin.id}").status_code == 404


def test_a_pin_that_is_removed_stays_on_record(enter, assessment, pin):
    client = enter("lead")
    answer = client.post(f"{page_of(assessment)}/pins/{pin.id}/remove")
    assert answer.status_code == 302
    assert fresh(pin).removed_at is not None
    assert client.get(f"{page_of(assessment)}/pins/{pin.id}").status_code == 404
    assert "Pinned passage removed" in client.get(f"{page_of(assessment)}/history").text


def test_words_that_moved_are_followed_without_an_alarm(pin, item):
    replace_text(item, "A new foreword.", FIRST, SECOND)
    found = fresh(pin)
    assert (found.state, found.page_number) == (PinState.FOUND, 3)
    assert found.revision_id == get_current_revision(item).id
    assert session.query(Notice).count() == 0


def test_other_numbers_raise_an_alarm_on_every_page_that_tells_of_the_element(
    enter, assessment, pin, item
):
    write_response(assessment, CODE, level="compliant", justification="Yes")
    replace_text(item, FIRST, OTHER_NUMBERS)
    assert fresh(pin).state == PinState.UNSURE
    client = enter("lead")
    assert "not in the newest revision word for word" in client.get(page_of(assessment)).text
    assert "Passage lost" in client.get(f"/assessments/{assessment.id}").text
    readiness = client.get(f"/assessments/{assessment.id}/readiness").text
    assert "1 pinned passage is not in the newest revision word for word." in readiness
    shown = client.get(f"{page_of(assessment)}/pins/{pin.id}").text
    assert "The numbers are not the same." in shown
    assert "Pin the words as they are now" in shown


def test_the_owner_of_the_element_is_told_once(assessment, pin, item, lead):
    write_response(assessment, CODE, owner_id=lead.id)
    replace_text(item, FIRST, "Everything else is gone.")
    follow_pins(actor=actor_of(lead), item=item)
    notice = session.query(Notice).one()
    assert (notice.user_id, notice.kind) == (lead.id, "pin_lost")
    assert notice.url == page_of(assessment)
    assert "Counter report" in notice.text


def test_whoever_pinned_is_told_where_the_element_has_no_owner(link, item, lead):
    make_pin(link, WORDS, 2, actor=actor_of(lead))
    replace_text(item, FIRST)
    assert session.query(Notice).one().user_id == lead.id


def test_a_confidential_title_is_not_told_in_a_notice(assessment, organisation, lead):
    item = make_item(organisation, title="Grievance", is_confidential=True)
    link = attach(assessment, CODE, give_text(item, SECOND))
    make_pin(link, WORDS, actor=actor_of(lead))
    replace_text(item, FIRST)
    assert "Grievance" not in session.query(Notice).one().text


def test_a_lost_pin_is_a_gap_until_somebody_sees_to_it(assessment, pin, item, lead):
    replace_text(item, FIRST)

    def kinds():
        session.expire_all()
        return compute_readiness(load_tree(assessment.id), cse()).find_gap(CODE).kinds

    assert GapKind.PASSAGE_LOST in kinds()
    remove_pin(actor=actor_of(lead), pin=pin)
    assert GapKind.PASSAGE_LOST not in kinds()


def test_the_nearest_words_are_pinned_when_a_person_confirms_them(enter, assessment, pin, item):
    replace_text(item, OTHER_NUMBERS)
    client = enter("lead")
    version = fresh(pin).version_id
    confirm = f"{page_of(assessment)}/pins/{pin.id}/confirm"
    assert client.post(confirm, data={"version_id": version}).status_code == 302
    found = fresh(pin)
    assert found.quotation == "Waiting times fell from nine minutes to seven in May."
    assert (found.state, found.page_number) == (PinState.FOUND, 1)
    assert "confirmed in other words" in client.get(f"{page_of(assessment)}/history").text


def test_words_that_changed_once_more_are_not_confirmed_unseen(enter, assessment, pin, item):
    replace_text(item, OTHER_NUMBERS)
    seen = fresh(pin).version_id
    replace_text(item, SECOND.replace("five", "ten"))
    answer = enter("lead").post(
        f"{page_of(assessment)}/pins/{pin.id}/confirm", data={"version_id": seen}
    )
    assert answer.status_code == 409
    assert "Look at it again" in answer.text
    assert fresh(pin).state == PinState.UNSURE


def test_a_lost_pin_has_nothing_to_confirm(pin, item, lead):
    replace_text(item, FIRST)
    with pytest.raises(DomainError, match="Pin other words"):
        confirm_pin(actor=actor_of(lead), pin=pin, version_id=fresh(pin).version_id)
    with pytest.raises(Conflict):
        confirm_pin(actor=actor_of(lead), pin=pin, version_id=1)


def test_other_words_take_the_place_of_a_lost_pin(enter, assessment, link, pin, item):
    replace_text(item, FIRST)
    client = enter("lead")
    address = f"{text_of(assessment, link)}?replaces={pin.id}"
    assert "in place of" in client.get(address).text
    client.post(address, data={"quotation": FIRST, "page_number": "1"})
    assert fresh(pin).removed_at is not None
    assert "not in the newest revision" not in client.get(page_of(assessment)).text


def test_words_that_come_back_end_the_alarm(pin, item):
    replace_text(item, FIRST)
    assert fresh(pin).state == PinState.LOST
    replace_text(item, SECOND)
    assert (fresh(pin).state, fresh(pin).page_number) == (PinState.FOUND, 1)


def test_a_web_address_in_place_of_the_file_loses_the_words(pin, item, lead):
    replace_link(
        actor=actor_of(lead), item=item, url="https://www.example.org/report", reason="Online now"
    )
    assert fresh(pin).state == PinState.LOST


def test_a_file_that_is_read_later_is_waited_for(enter, assessment, pin, item, settings):
    replace_text(item, is_read=False)
    assert fresh(pin).state == PinState.FOUND
    assert "Being looked for" in enter("lead").get(page_of(assessment)).text
    sha256 = get_current_revision(item).sha256
    save_step(sha256=sha256, step="text", version=1, state=StepState.REFUSED, message="Scanned")
    PINS.work(StudiedFile(sha256, "pdf", "application/pdf", settings.blob_folder, settings))()
    assert fresh(pin).state == PinState.LOST


def test_pins_of_every_self_assessment_are_followed(service, pin, item):
    other = make_assessment(service)
    elsewhere = make_pin(attach(other, "2.1.1", item), "Every desk was open.", 2)
    replace_text(item, OTHER_NUMBERS)
    assert (fresh(pin).state, fresh(elsewhere).state) == (PinState.UNSURE, PinState.FOUND)


def test_following_twice_changes_nothing_more(pin, item, lead):
    replace_text(item, FIRST)
    version = fresh(pin).version_id
    assert follow_pins(actor=actor_of(lead), item=item) == []
    assert fresh(pin).version_id == version
    assert session.query(ResponseChange).filter_by(field="passage_lost").count() == 1


def test_evidence_of_another_organisation_is_not_read_through_a_link(enter, assessment):
    foreign = make_assessment()
    item = give_text(make_item(foreign.organisation), SECOND)
    link = attach(foreign, CODE, item)
    assert enter("lead").get(text_of(assessment, link)).status_code == 404
    assert enter("lead").get(text_of(foreign, link)).status_code == 404


def test_the_element_leads_to_all_that_can_be_done_with_a_piece(enter, assessment, link, pin):
    page = enter("lead").get(page_of(assessment)).text
    for way in ("", "/text", "/detach"):
        assert f'href="{page_of(assessment)}/evidence/{link.id}{way}"' in page
    assert f'href="{page_of(assessment)}/pins/{pin.id}"' in page


def test_a_confirmation_without_its_version_confirms_nothing(enter, assessment, pin, item):
    replace_text(item, OTHER_NUMBERS)
    answer = enter("lead").post(f"{page_of(assessment)}/pins/{pin.id}/confirm")
    assert answer.status_code == 409
    assert fresh(pin).state == PinState.UNSURE


def test_who_detaches_evidence_is_told_of_the_passages_that_go_with_it(enter, assessment, pin):
    page = enter("lead").get(f"{page_of(assessment)}/evidence/{pin.link_id}/detach").text
    assert "1 passage is pinned in it and goes with it." in page
