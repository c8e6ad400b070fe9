"""The pages of take-away sheets, as those on this side of them use them."""

import re
from io import BytesIO

import pytest
from factories.accounts import make_assessor, make_user
from factories.assessments import attach, lock, write_response
from factories.evidence import make_item, upload
from factories.takeaway import come_back, fill_in, make_take_away, sheet_of
from openpyxl import load_workbook

from cse_assess.accounts.models import Role
from cse_assess.assessments.models import ResponseChange
from cse_assess.assessments.queries import get_response
from cse_assess.assessments.takeaway.models import TakeAway, TakeAwayReturn
from cse_assess.clock import today
from cse_assess.db import session

CONFLICTING = {"1.1.1": {"Justification": "We ask them each year."}}


@pytest.fixture
def url(assessment):
    return f"/assessments/{assessment.id}/take-aways"


def follow(client, answer) -> str:
    assert answer.status_code == 302, answer.text
    return client.get(answer.location).text


def send(client, url, content, name="back.xlsx"):
    data = {"file": upload(content, name)}
    return client.post(url, data=data, content_type="multipart/form-data")


def fields_of(page: str) -> dict[str, str]:
    """Return what the page's form would send: hidden fields, ticked choices and texts."""
    inputs = re.findall(r"<input[^>]*>", page)
    sent = {}
    for tag in inputs:
        name, value = (re.search(rf'\b{key}="([^"]*)"', tag) for key in ("name", "value"))
        if name and ("hidden" in tag or "checked" in tag):
            sent[name[1]] = value[1] if value else ""
    return sent | dict(re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)', page))


def fresh(assessment, code="1.1.1"):
    session.expire_all()
    return get_response(assessment.id, code)


def test_a_sheet_is_made_of_what_the_filters_show(as_lead, assessment, url):
    page = as_lead.get(f"{url}/new?criterion=2").text
    ticked = re.findall(r'name="elements"[^>]*value="([^"]*)" checked', page)
    assert ticked
    assert all(code.startswith("2.") for code in ticked)
    answer = as_lead.post(
        f"{url}/new?criterion=2", data={"made_for": "Desk team", "elements": ticked[:2]}
    )
    assert "Download it here, and send it on" in follow(as_lead, answer)
    assert list(session.query(TakeAway).one().base) == ticked[:2]


def test_what_is_missing_is_named_at_its_field(as_lead, url):
    page = as_lead.post(f"{url}/new", data={"made_for": " "}).text
    assert "Enter whom the sheet is for" in page
    assert "Choose at least one from the list" in page
    assert session.query(TakeAway).count() == 0


def test_a_day_that_is_past_is_refused(as_lead, url):
    data = {
        "made_for": "Desk team",
        "elements": ["1.1.1"],
        "due_on-day": 1,
        "due_on-month": 1,
        "due_on-year": today().year - 1,
    }
    assert "The day must be today or later" in as_lead.post(f"{url}/new", data=data).text


def test_an_element_that_the_standard_does_not_have_is_refused(as_lead, url):
    data = {"made_for": "Desk team", "elements": ["1.1.1", "9.9.9"]}
    assert "from the list" in as_lead.post(f"{url}/new", data=data).text
    assert session.query(TakeAway).count() == 0


def test_the_download_names_open_evidence_only(as_lead, assessment, take_away):
    for title, is_confidential in (("Survey", False), ("Secret plan", True)):
        item = make_item(assessment.organisation, title=title, is_confidential=is_confidential)
        attach(assessment, "1.1.1", item)
    answer = as_lead.get(f"/take-aways/{take_away.id}/sheet.xlsx")
    assert answer.mimetype.endswith("spreadsheetml.sheet")
    book = load_workbook(BytesIO(answer.data))
    assert book["Elements"].cell(2, 9).value == "Survey"


def test_the_download_stays_what_it_was_when_it_was_made(as_lead, assessment, take_away):
    write_response(assessment, "1.1.1", justification="Written later.")
    answer = as_lead.get(f"/take-aways/{take_away.id}/sheet.xlsx")
    assert load_workbook(BytesIO(answer.data))["Elements"].cell(2, 7).value == ("We know them.")


def test_the_whole_way_of_a_sheet(as_lead, assessment, take_away, url):
    cells = {
        "1.1.1": {"Level": "Compliance Plus", "Evidence you know of": "Ask Kim for the map."},
        "1.1.2": {"Level": "partial", "To tell or see on site": "The desk."},
    }
    answer = send(as_lead, url, fill_in(sheet_of(take_away), cells))
    page = follow(as_lead, answer)
    assert "3 things are new in back.xlsx" in page
    assert fresh(assessment).level == "compliant"
    merged = follow(as_lead, as_lead.post(answer.location, data=fields_of(page)))
    assert "The sheet is merged. 3 things have changed." in merged
    assert "Ask Kim for the map." in merged
    assert fresh(assessment).level == "plus"
    assert fresh(assessment, "1.1.2").tell == "The desk."
    names = {change.actor_name for change in session.query(ResponseChange) if change.actor_id}
    assert names == {"Jo Marsh, from the take-away sheet for Desk team"}


def test_the_same_file_again_brings_nothing_new(as_lead, assessment, take_away, url):
    content = fill_in(sheet_of(take_away), {"1.1.2": {"Level": "partial"}})
    answer = send(as_lead, url, content)
    again = send(as_lead, url, content)
    assert again.location == answer.location
    page = as_lead.get(answer.location).text
    as_lead.post(answer.location, data=fields_of(page))
    write_response(assessment, "1.1.2", level="plus")
    assert "merged before. There is nothing new" in follow(as_lead, send(as_lead, url, content))
    assert fresh(assessment, "1.1.2").level == "plus"


def test_a_conflict_shows_both_and_waits_for_a_decision(as_lead, assessment, take_away):
    write_response(assessment, "1.1.1", justification="We hold a register.")
    returned = come_back(take_away, CONFLICTING)
    where = f"/take-aways/returned/{returned.id}"
    page = as_lead.get(where).text
    assert "Changed on both sides" in page
    assert "We ask them each year." in page
    assert "We hold a register." in page
    undecided = as_lead.post(where, data=fields_of(page))
    assert "Choose what to keep of 1.1.1, justification" in undecided.text
    assert "<title>Error: " in undecided.text
    assert fresh(assessment).justification == "We hold a register."


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("theirs", "We ask them each year."),
        ("ours", "We hold a register."),
        ("new", "A register, and we ask."),
    ],
)
def test_a_conflict_is_resolved_as_decided(as_lead, assessment, take_away, choice, kept):
    write_response(assessment, "1.1.1", justification="We hold a register.")
    where = f"/take-aways/returned/{come_back(take_away, CONFLICTING).id}"
    data = fields_of(as_lead.get(where).text)
    data |= {"parts-0-choice": choice, "parts-0-text": "A register, and we ask."}
    assert as_lead.post(where, data=data).status_code == 302
    assert fresh(assessment).justification == kept


def test_a_new_text_must_not_be_empty(as_lead, assessment, take_away):
    write_response(assessment, "1.1.1", justification="We hold a register.")
    where = f"/take-aways/returned/{come_back(take_away, CONFLICTING).id}"
    data = fields_of(as_lead.get(where).text)
    data |= {"parts-0-choice": "new", "parts-0-text": " "}
    assert "Write the text to keep of 1.1.1" in as_lead.post(where, data=data).text


def test_a_choice_that_there_is_not_is_no_decision(as_lead, assessment, take_away):
    where = f"/take-aways/returned/{come_back(take_away, CONFLICTING).id}"
    data = fields_of(as_lead.get(where).text) | {"parts-0-choice": "everything"}
    assert "Choose what to keep" in as_lead.post(where, data=data).text
    assert fresh(assessment).justification == "We know them."


def test_what_changed_here_after_the_page_was_opened_is_shown_again(as_lead, assessment, take_away):
    cells = {**CONFLICTING, "1.1.2": {"Level": "partial"}}
    where = f"/take-aways/returned/{come_back(take_away, cells).id}"
    data = fields_of(as_lead.get(where).text)
    write_response(assessment, "1.1.1", justification="Written meanwhile.")
    answer = as_lead.post(where, data=data | {"parts-1-choice": "ours"})
    assert answer.status_code == 409
    assert "changed since you opened this page" in answer.text
    assert fresh(assessment).justification == "Written meanwhile."
    assert fresh(assessment, "1.1.2").level is None
    again = fields_of(answer.text)
    assert "parts-0-choice" not in again
    assert again["parts-1-choice"] == "ours"
    assert as_lead.post(where, data=again | {"parts-0-choice": "ours"}).status_code == 302
    assert fresh(assessment).justification == "Written meanwhile."


@pytest.mark.parametrize("data", [{}, {"parts-0-code": "9.9.9", "parts-0-choice": "theirs"}])
def test_a_form_that_is_not_of_this_page_changes_nothing(as_lead, assessment, take_away, data):
    where = f"/take-aways/returned/{come_back(take_away, CONFLICTING).id}"
    assert as_lead.post(where, data=data).status_code == 409
    assert fresh(assessment).justification == "We know them."


def test_a_cell_to_mend_is_named_and_nothing_is_kept(as_lead, take_away, url):
    cells = {"1.1.1": {"Level": "Excellent"}, "1.1.2": {"Level": "Not applicable"}}
    page = send(as_lead, url, fill_in(sheet_of(take_away), cells)).text
    assert "Mend the cells that the table names" in page
    assert "There is no level “Excellent”" in page
    assert "Say why the level is “Not applicable”" in page
    assert session.query(TakeAwayReturn).count() == 0


def test_the_upload_without_a_file_says_what_is_missing(as_lead, take_away, url):
    assert "Choose the file that came back" in as_lead.post(url).text


def test_a_sheet_of_another_self_assessment_is_refused(as_lead, take_away, url):
    stranger = make_take_away()
    assert "was not made for this self-assessment" in send(as_lead, url, sheet_of(stranger)).text


def test_an_ended_sheet_is_refused_and_stays_on_record(as_lead, take_away, url):
    content = sheet_of(take_away)
    page = follow(as_lead, as_lead.post(f"/take-aways/{take_away.id}/end"))
    assert "Ended" in page
    assert "was ended on" in send(as_lead, url, content).text
    assert "End this sheet" not in as_lead.get(f"/take-aways/{take_away.id}").text


def test_a_wrong_file_is_dropped(as_lead, take_away):
    returned = come_back(take_away, CONFLICTING)
    where = f"/take-aways/returned/{returned.id}"
    assert "is dropped" in follow(as_lead, as_lead.post(f"{where}/drop"))
    assert as_lead.get(where).status_code == 404
    assert session.query(TakeAwayReturn).count() == 0


def test_a_late_sheet_stands_out(as_lead, assessment, url):
    make_take_away(assessment, due_in=-2)
    assert ">Late<" in as_lead.get(url).text


def test_a_reader_sees_the_sheets_and_makes_none(app, sign_in, take_away, url):
    reader = sign_in(app.test_client(), make_user(Role.READER, take_away.assessment.organisation))
    page = reader.get(url).text
    assert "Desk team" in page
    assert "Make a take-away sheet" not in page
    assert reader.get(f"{url}/new").status_code == 403
    assert reader.get(f"/take-aways/{take_away.id}/sheet.xlsx").status_code == 200


def test_an_assessor_sees_no_sheets(app, sign_in, take_away, url):
    assessor = sign_in(app.test_client(), make_assessor(take_away.assessment))
    assert assessor.get(url).status_code == 403
    assert assessor.get(f"/take-aways/{take_away.id}").status_code == 403


def test_nothing_is_merged_into_a_locked_self_assessment(as_lead, assessment, take_away):
    returned = come_back(take_away, CONFLICTING)
    lock(assessment)
    assert as_lead.post(f"/take-aways/returned/{returned.id}").status_code == 403
    assert as_lead.get(f"/take-aways/{take_away.id}").status_code == 200


def test_hostile_text_is_shown_as_text(as_lead, take_away):
    cells = {"1.1.2": {"Justification": "<script>alert(1)</script>"}}
    returned = come_back(take_away, cells)
    page = as_lead.get(f"/take-aways/returned/{returned.id}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_pages_ask_no_more_queries_for_more_sheets(as_lead, assessment, url, count_queries):
    first = make_take_away(assessment)
    come_back(first, CONFLICTING)
    as_lead.get(url)
    with count_queries() as few:
        as_lead.get(url)
    for number in range(4):
        come_back(make_take_away(assessment), {"1.1.2": {"Justification": str(number)}})
    with count_queries() as many:
        as_lead.get(url)
    assert len(many) == len(few)
