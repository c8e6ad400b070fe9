"""Each page, for those who may see it, at both widths: no axe-core violation, nothing cut off."""

import re

import pytest
from e2e.pages import (
    ADMINISTRATOR,
    ASSESSOR,
    EMPTY_FORMS,
    FILES,
    LEAD,
    PARKING_ASSESSOR,
    PLACES,
    READER,
)
from e2e.server import PATIENCE_SECONDS
from e2e.steps import (
    LIBRARIES,
    REPAIRS,
    add_session,
    ask_for_scoring,
    ask_query,
    begin_review,
    enter_certificate,
    find_overview,
    gather_file,
    let_in,
    path_of,
    press,
    send_answer,
    sign_report,
    start_assessment,
    submit_one,
    upload,
)
from playwright.sync_api import Browser, Page, expect

from cse_assess import create_app
from cse_assess.config import Settings

WIDTHS = ("desktop", "phone")
LOOKS = [(endpoint, person) for endpoint, place in PLACES.items() for person in place.people]


def test_every_page_of_the_app_is_looked_at(tmp_path):
    app = create_app(
        Settings(instance_path=tmp_path, database_url="sqlite://", secret_key="k" * 40)
    )
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    assert pages - FILES == set(PLACES)


@pytest.fixture(scope="session")
def places(browser: Browser, demo, signed_in) -> dict[str, str]:
    """Give where things are in the demo, after leaving one thing of each kind there."""
    lead = browser.new_context(base_url=demo.url, storage_state=signed_in(LEAD)).new_page()
    administrator = browser.new_context(
        base_url=demo.url, storage_state=signed_in(ADMINISTRATOR)
    ).new_page()
    assessor = browser.new_context(base_url=demo.url, storage_state=signed_in(ASSESSOR)).new_page()
    examiner = browser.new_context(
        base_url=demo.url, storage_state=signed_in(PARKING_ASSESSOR)
    ).new_page()
    found = {
        **_find_assessments(lead),
        **_begin_review(lead, assessor, demo.people[ASSESSOR]),
        **_leave_reviews(lead, assessor, demo.people),
        **_leave_reports(lead, assessor, demo.people[ASSESSOR]),
        **_find_what_was_handed_in(examiner),
        **_have_scored(lead, examiner, demo.people[PARKING_ASSESSOR]),
        **_find_evidence(lead),
        "service": _first_link(lead, "/services", r"/services/\d+$"),
        "person": _first_link(administrator, "/people", r"/people/\d+$"),
    }
    lead.context.close()
    administrator.context.close()
    assessor.context.close()
    examiner.context.close()
    return found


def _find_what_was_handed_in(page: Page) -> dict[str, str]:
    """Find a review that is half-way, and take its submission away."""
    review = _first_link(page, "/reviews", r"/reviews/\d+$")
    handed_in = _first_link(page, review, r"/submitted/\d+$")
    found = {"half_way": review, "handed_in": handed_in}
    for name, button in (("paper", "Make the paper"), ("paper_pack", "Make the pack")):
        page.goto(f"{handed_in}/papers")
        press(page, button)
        found[name] = path_of(page)
    piece = _first_link(page, f"{review}/evidence", r"/submitted/\d+/evidence/\d+/\d+$")
    return {**found, "handed_in_piece": piece}


def _leave_reviews(lead: Page, assessor: Page, emails: dict[str, str]) -> dict[str, str]:
    """Leave a review whose submission was followed, and one whose assessor has lost access."""
    overview, followed = begin_review(lead, assessor, emails[ASSESSOR], "Submitted again")
    lead.goto(f"{overview}/elements/1.1.1")
    lead.get_by_label("Justification").fill("There is more to it.")
    press(lead, "Save")
    lead.goto(f"{overview}/submissions/new")
    press(lead, "Submit")
    left, abandoned = begin_review(lead, assessor, emails[ASSESSOR], "Left by its assessor")
    let_in(lead, left, emails[PARKING_ASSESSOR])
    lead.goto(f"{left}/assessors")
    row = lead.get_by_role("row").filter(has_text=emails[ASSESSOR])
    row.get_by_role("link", name="Change the date").click()
    press(lead, "End access")
    return {
        "resubmitted": overview.removeprefix("/assessments"),
        "resubmitted_review": followed,
        "abandoned": abandoned,
    }


def _leave_reports(lead: Page, assessor: Page, email: str) -> dict[str, str]:
    """Leave a report whose draft the organisation reads, with a point, and one that is signed."""
    read, drafted = begin_review(lead, assessor, email, "Draft with the organisation")
    assessor.goto(f"{drafted}/report/send")
    press(assessor, "Send the draft")
    lead.goto(f"{read}/assessor-report/1/points/new")
    lead.get_by_label("What is not right?").fill("It opens at 9.")
    press(lead, "Send the point")
    received, signed = begin_review(lead, assessor, email, "Signed by its assessor")
    sign_report(assessor, signed)
    return {"drafted": drafted, "read": read, "signed": signed, "signed_for": received}


def _begin_review(lead: Page, assessor: Page, email: str) -> dict[str, str]:
    """Begin a review, and leave one thing of each kind in it."""
    reviewed, review = begin_review(lead, assessor, email, "Under review")
    return {
        "reviewed": reviewed,
        "review": review,
        **_plan_a_visit(assessor, review),
        **_ask_for_more(lead, assessor, reviewed, review),
    }


def _ask_for_more(lead: Page, assessor: Page, overview: str, review: str) -> dict[str, str]:
    """Leave a query that was answered with evidence, and one that waits, on both sides."""
    pattern = r"/queries/\d+$"
    answered = ask_query(assessor, review, "1.1.2", "The minutes of the panel")
    sent = _first_link(lead, f"{overview}/queries", pattern)
    gather_file(lead, sent, "Minutes of the panel")
    send_answer(lead, sent, "Page 2 has them.")
    waiting = ask_query(assessor, review, "1.1.1", "Who came to it?")
    received = _first_link(lead, f"{overview}/queries", pattern)
    return {
        "answered": answered,
        "waiting": waiting,
        "sent_answer": sent,
        "received": received,
    }


def _have_scored(lead: Page, assessor: Page, email: str) -> dict[str, str]:
    """Ask the reader to score a submission, and let an assessor in who can score it too."""
    overview = submit_one(lead, "Scored blind")
    let_in(lead, overview, email)
    scoring = ask_for_scoring(lead, overview, "Hugh Petterwick")
    assessor.goto("/reviews")
    place = assessor.locator("section", has_text="Scored blind")
    link = place.get_by_role("link", name="Score on your own, as a second opinion")
    return {"scored": overview, "scoring": scoring, "unscored": link.get_attribute("href") or ""}


def _plan_a_visit(page: Page, review: str) -> dict[str, str]:
    """Plan a session of a visit, note something in it, and share the plan."""
    planned = add_session(page, review, "Advisers at the desk")
    page.get_by_label("Note", exact=True).fill("They hesitated.")
    press(page, "Keep this note")
    note = page.get_by_role("link", name=re.compile("^Change this note")).get_attribute("href")
    page.goto(f"{review}/visit/share")
    press(page, "Share the plan")
    return {"visit_session": planned, "visit_note": (note or "").removesuffix("/edit")}


def _find_assessments(page: Page) -> dict[str, str]:
    overview, submitted = find_overview(page, LIBRARIES), submit_one(page, "Sent to the assessor")
    certificate = enter_certificate(page, submitted, 2026)
    actions, begun = f"{overview}/actions", f"{find_overview(page, REPAIRS)}/actions"
    return {
        "action": _first_link(page, f"{actions}?status=planned", r"/actions/\d+$"),
        "done_action": _first_link(page, f"{actions}?status=done", r"/actions/\d+$"),
        "actions_import": _import(page, actions, "title,effort_days\nAsk three customers,2\n"),
        "faulty_actions": _import(page, begun, "title,owner\nAsk,nobody@example.org\n"),
        "overview": overview,
        "begun": find_overview(page, REPAIRS),
        "locked": _lock_one(page),
        "grant": _first_link(page, f"{overview}/assessors", r"/assessors/\d+$"),
        "link": _first_link(page, f"{overview}/elements/1.1.1", r"/1\.1\.1/evidence/\d+$"),
        "pack": _ask_for_a_pack(page, overview),
        "pin": _pin_a_passage(page, overview),
        "changed_pin": _first_link(page, f"{overview}/elements/1.3.4", r"/pins/\d+$"),
        "finding": _first_link(page, f"{overview}/checks?kind=vague", r"/set-aside$"),
        "lost_pin": _first_link(page, f"{overview}/elements/1.2.1", r"/pins/\d+$"),
        "snapshot": _first_link(page, f"{overview}/history", r"/snapshots/\d+$"),
        "unmapped": _import(page, find_overview(page, REPAIRS), "Ref,Score\n1.1.1,Compliant\n"),
        "faulty": _import(page, overview, "code,level\n1.1.1,Excellent\n"),
        "point": _first_link(page, f"{overview}/carried", r"/carried/\d+$"),
        "report": _ask_for_a_report(page, overview),
        "request": _first_link(page, f"{overview}/requests?state=asked", r"/requests/\d+$"),
        "submitted": submitted,
        "certificate": certificate,
        "due_review": _first_link(page, certificate, r"/reviews/\d+$"),
        "take_away": _first_link(page, f"{overview}/take-aways", r"/take-aways/\d+$"),
        "returned_sheet": _first_link(page, f"{overview}/take-aways", r"/returned/\d+$"),
        "sent_request": _first_link(page, f"{overview}/requests?state=sent", r"/requests/\d+$"),
    }


def _find_evidence(page: Page) -> dict[str, str]:
    pattern = r"/evidence/\d+$"
    return {
        "item": _first_link(page, "/evidence?search=customer+charter+of+the+libraries", pattern),
        "withdrawn": _first_link(page, "/evidence?is_withdrawn=y", pattern),
        "confidential": _first_link(page, "/evidence?is_confidential=y", pattern),
        "batch": _upload_many(page, "left.txt"),
        "saved_batch": _save_many(page),
    }


def _upload_many(page: Page, name: str) -> str:
    page.goto("/evidence/bulk")
    files = [upload(name, f"Notes of {name}\n3 March 2026"), upload("virus.exe", "MZ")]
    page.get_by_label("Files").set_input_files(files)
    press(page, "Upload and check")
    page.wait_for_url(re.compile(r"/bulk/\d+"))
    return path_of(page)


def _save_many(page: Page) -> str:
    address = _upload_many(page, "saved.txt")
    page.goto(f"{address}?now=1")
    press(page, "Save to the library")
    expect(page.locator("h1")).to_have_text("Your files are saved")
    return address


def _first_link(page: Page, address: str, pattern: str) -> str:
    page.goto(address)
    links = page.locator("main a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    return next(link for link in links if re.search(pattern, link or ""))


def _pin_a_passage(page: Page, overview: str) -> str:
    """Pin the first words of the text of a piece, as soon as it has been read."""
    element = f"{overview}/elements/1.1.1"
    text = _first_link(page, element, r"/1\.1\.1/evidence/\d+/text$")
    for _ in range(PATIENCE_SECONDS):
        page.goto(text)
        if page.get_by_role("button", name="Pin this passage").count():
            break
        page.wait_for_timeout(1000)
    words = page.locator("[data-page-text]").inner_text()[:60].rpartition(" ")[0]
    page.get_by_label("Words that prove it").fill(words)
    press(page, "Pin this passage")
    return _first_link(page, element, r"/pins/\d+$")


def _ask_for_a_pack(page: Page, overview: str) -> str:
    page.goto(f"{overview}/packs")
    press(page, "Make a pack of it as it is now")
    return path_of(page)


def _lock_one(page: Page) -> str:
    overview = start_assessment(page, "Locked for good")
    page.goto(f"{overview}/settings")
    press(page, "Lock this self-assessment")
    return overview


def _import(page: Page, overview: str, content: str) -> str:
    page.goto(f"{overview}/import")
    page.get_by_label("Spreadsheet").set_input_files([upload("ours.csv", content)])
    press(page, "Continue")
    page.wait_for_url(re.compile(r"/import/\d+"))
    return path_of(page)


def _ask_for_a_report(page: Page, overview: str) -> str:
    page.goto(f"{overview}/reports/new")
    press(page, "Make the report")
    page.wait_for_url(re.compile(r"/reports/\d+"))
    return path_of(page)


@pytest.mark.parametrize(("endpoint", "person"), LOOKS)
def test_a_page_is_accessible_and_fits(open_page, check_page, places, endpoint, person):
    for width in WIDTHS:
        page = open_page(person, width)
        for address in PLACES[endpoint].addresses:
            response = page.goto(address.format(**places))
            assert response.status in {200, 410}, page.url
            check_page(page)


@pytest.mark.parametrize("sent", EMPTY_FORMS, ids=str)
def test_a_form_sent_empty_says_what_is_missing(open_page, check_page, places, sent):
    person, address, button = sent
    page = open_page(person, "phone")
    page.goto(address.format(**places))
    for field in page.locator("main form[method=post]").get_by_role("textbox").all():
        field.fill("")
    for choice in page.locator("main form[method=post] select").all():
        choice.select_option(index=0)
    press(page, button)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    expect(page).to_have_title(re.compile("^Error: "))
    _expect_each_error_to_lead_to_its_field(page)
    check_page(page)


def _expect_each_error_to_lead_to_its_field(page: Page) -> None:
    targets = page.locator(".govuk-error-summary a").evaluate_all(
        "links => links.map(a => !!document.getElementById(a.hash.slice(1)))"
    )
    assert targets, page.url
    assert all(targets), page.url


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_not_there_or_not_allowed_has_a_page(open_page, check_page, width):
    page = open_page(READER, width)
    for address, status in (("/nowhere", 404), ("/people", 403), ("/assessments/99999", 404)):
        assert page.goto(address).status == status
        expect(page.get_by_role("link", name="Go to the start page")).to_be_visible()
        check_page(page)
    assert open_page(None, width).goto("/nowhere").status == 404
