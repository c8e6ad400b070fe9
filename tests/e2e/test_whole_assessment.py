"""A whole assessment, from the submission to the next annual review, by everybody who has a part.

It is walked on a standard of fourteen points, so that each of them can be scored by each person.
"""

import re
from datetime import date

from e2e.pages import ASSESSOR, LEAD
from e2e.steps import (
    LIBRARIES,
    choose,
    enter_certificate,
    expect_confirmation,
    let_in,
    path_of,
    press,
    start_assessment,
    upload,
)
from playwright.sync_api import Page, expect

STANDARD, CYCLE, POINTS = "Fourteen Service Points", "From end to end", 14
SECOND = "Assessor of parking"
NEXT = re.compile("^Save and (next|go to the list)$")
SECRET = "Ask the caretaker alone."
MINUTES = "Minutes of the Monday round"


def test_a_service_is_assessed_from_its_submission_to_the_next_annual_review(
    open_page, check_page, demo
):
    lead, assessor, second = open_page(LEAD), open_page(ASSESSOR), open_page(SECOND)
    overview = _submit(lead)
    for name in (ASSESSOR, SECOND):
        let_in(lead, overview, demo.people[name])
    review = _begin(assessor)
    _find(assessor, review, check_page)
    _ask(assessor, review)
    _answer(lead, overview, check_page)
    _accept(assessor, review, check_page)
    _score_blind(second, review, check_page)
    _see_where_they_differ(assessor, review, check_page)
    _send_the_draft(assessor, review, check_page)
    _correct_a_fact(lead, overview, check_page)
    _take_the_draft_back(assessor, review)
    _sign(assessor, review, check_page)
    _read_what_was_signed(lead, overview, check_page)
    certificate = enter_certificate(lead, overview, date.today().year)  # noqa: DTZ011 -- as served
    _begin_the_annual_review(lead, certificate, check_page)
    _see_who_opened_what(lead, overview, check_page)
    _everything_is_locked(assessor, review)


def _submit(lead: Page) -> str:
    overview = start_assessment(lead, CYCLE, standard=STANDARD)
    codes = [link.partition(" ")[0] for link in _list_points(lead)]
    rows = [f"{code},amber,Under way.\n" for code in codes]
    lead.goto(f"{overview}/import")
    file = upload("levels.csv", "code,level,justification\n" + "".join(rows))
    lead.get_by_label("Spreadsheet").set_input_files([file])
    press(lead, "Continue")
    press(lead, "Import all of this")
    lead.goto(f"{overview}/submissions/new")
    press(lead, "Submit")
    expect_confirmation(lead, "Submission 1 is made")
    return overview


def _list_points(page: Page) -> list[str]:
    links = page.locator("tbody a")
    expect(links).to_have_count(POINTS)
    return links.all_inner_texts()


def _begin(assessor: Page) -> str:
    assessor.goto("/reviews")
    place = assessor.locator("section", has_text=f"{LIBRARIES}, {CYCLE}")
    place.get_by_role("button", name="Begin the review").click()
    assessor.get_by_role("radio", name="A first assessment").check()
    press(assessor, "Begin the review")
    expect_confirmation(assessor, "Review 1 has begun")
    return path_of(assessor)


def _find(assessor: Page, review: str, check_page) -> None:
    assessor.get_by_role("button", name="Go on with A.1").click()
    for number in range(POINTS):
        choose(assessor, "Green")
        assessor.get_by_label("Comment").fill(f"Seen, point {number + 1}.")
        assessor.get_by_label("I am done with this for now").check()
        assessor.get_by_role("button", name=NEXT).click()
        expect_confirmation(assessor, "is saved")
    assessor.goto(f"{review}/elements/A.1/note")
    assessor.get_by_role("textbox").fill(SECRET)
    press(assessor, "Save the note")
    assessor.goto(review)
    expect(assessor.locator("main")).to_contain_text(f"{POINTS} of {POINTS} done")
    check_page(assessor)


def _ask(assessor: Page, review: str) -> None:
    assessor.goto(f"{review}/queries")
    assessor.get_by_role("button", name="Ask for more").click()
    assessor.get_by_label("What is it about?").select_option("A.1")
    assessor.get_by_label("What do you need?").fill("The minutes of two Mondays.")
    press(assessor, "Ask for it")
    expect(assessor.get_by_role("alert")).to_be_visible()


def _answer(lead: Page, overview: str, check_page) -> None:
    lead.goto(f"{overview}/queries")
    lead.get_by_role("link", name="Query 1").click()
    lead.get_by_role("button", name="Upload files").click()
    paper = upload("minutes.txt", "On both Mondays all hours stood on the door.", "text/plain")
    lead.get_by_label("Files").set_input_files([paper])
    lead.get_by_label("Title").fill(MINUTES)
    lead.get_by_role("button", name="Upload").click()
    expect(lead.locator("main")).to_contain_text(MINUTES)
    lead.get_by_role("button", name="Write and send the answer").click()
    lead.get_by_label("Your answer").fill("Both Mondays are in the minutes.")
    check_page(lead)
    press(lead, "Send the answer")
    expect(lead.get_by_role("alert")).to_be_visible()


def _accept(assessor: Page, review: str, check_page) -> None:
    assessor.goto(f"{review}/queries/1")
    expect(assessor.locator("main")).to_contain_text(MINUTES)
    check_page(assessor)
    assessor.get_by_role("button", name="Accept the answer").click()
    assessor.get_by_label("Why does the answer do?").fill("It shows both days.")
    press(assessor, "Accept it")
    expect(assessor.get_by_role("alert")).to_be_visible()


def _score_blind(second: Page, review: str, check_page) -> None:
    second.goto(review)
    expect(second.locator("main")).to_contain_text("hidden from you")
    second.goto("/reviews")
    place = second.locator("section", has_text=f"{LIBRARIES}, {CYCLE}")
    place.get_by_role("link", name="Score on your own").click()
    press(second, "Begin to score")
    second.get_by_role("button", name="Begin with A.1").click()
    for number in range(POINTS):
        expect(second.locator("main")).not_to_contain_text("Seen, point")
        choose(second, "Amber" if number == 0 else "Green")
        second.get_by_label("Your reason").fill("As I read it.")
        second.get_by_role("button", name=NEXT).click()
        expect(second.get_by_role("alert")).to_be_visible()
    second.get_by_role("button", name="Finish").click()
    check_page(second)
    press(second, "Finish for good")
    expect(second.get_by_role("alert")).to_be_visible()
    second.goto(review)
    expect(second.locator("main")).to_contain_text(f"{POINTS} of {POINTS} done")


def _see_where_they_differ(assessor: Page, review: str, check_page) -> None:
    assessor.goto(f"{review}/second-opinion")
    expect(assessor.locator("main")).to_contain_text("A.1")
    expect(assessor.locator("main")).to_contain_text("As I read it.")
    check_page(assessor)


def _send_the_draft(assessor: Page, review: str, check_page) -> None:
    assessor.goto(f"{review}/report")
    assessor.get_by_role("link", name="Edit the recommendation").click()
    choose(assessor, "Award")
    press(assessor, "Save")
    assessor.goto(f"{review}/report")
    assessor.get_by_role("button", name="Send the draft to the organisation").click()
    press(assessor, "Send the draft")
    expect(assessor.get_by_role("alert")).to_be_visible()
    check_page(assessor)


def _correct_a_fact(lead: Page, overview: str, check_page) -> None:
    lead.goto(f"{overview}/assessor-report")
    expect(lead.locator("main")).not_to_contain_text(SECRET)
    check_page(lead)
    lead.get_by_role("button", name="Raise a point").click()
    lead.get_by_label("What is not right?").fill("There are two desks, not one.")
    press(lead, "Send the point")
    expect(lead.get_by_role("alert")).to_be_visible()


def _take_the_draft_back(assessor: Page, review: str) -> None:
    assessor.goto(f"{review}/report/points")
    assessor.get_by_role("link", name="Answer point 1").click()
    choose(assessor, "Yes: I will change the report")
    assessor.get_by_label("Your answer").fill("Both desks are named now.")
    press(assessor, "Save the answer")
    assessor.goto(f"{review}/report/close")
    press(assessor, "Close the round")
    expect(assessor.get_by_role("alert")).to_be_visible()


def _sign(assessor: Page, review: str, check_page) -> None:
    assessor.goto(f"{review}/report/sign")
    check_page(assessor)
    assessor.get_by_label("Your name").fill("Verity Langstroth")
    assessor.get_by_label("I have read this report").check()
    press(assessor, "Sign the report")
    expect(assessor.get_by_role("alert")).to_be_visible()
    check_page(assessor)


def _read_what_was_signed(lead: Page, overview: str, check_page) -> None:
    lead.goto(f"{overview}/assessor-report")
    main = lead.locator("main")
    for words in ("Verity Langstroth", "Award", "Seen, point 1."):
        expect(main).to_contain_text(words)
    expect(main).not_to_contain_text(SECRET)
    check_page(lead)


def _begin_the_annual_review(lead: Page, certificate: str, check_page) -> None:
    lead.goto(certificate)
    lead.get_by_role("button", name="Look ahead to review 1").click()
    check_page(lead)
    lead.get_by_role("button", name="Begin the next cycle").click()
    lead.get_by_label("New cycle").fill("Annual review, from end to end")
    press(lead, "Begin the next cycle")
    expect_confirmation(lead, "The next cycle has begun")


def _see_who_opened_what(lead: Page, overview: str, check_page) -> None:
    lead.goto(f"{overview}/openings")
    expect(lead.locator("main")).to_contain_text("Verity Langstroth")
    check_page(lead)


def _everything_is_locked(assessor: Page, review: str) -> None:
    assessor.goto(f"{review}/elements/A.1")
    expect(assessor.get_by_role("button", name="Save and next")).to_have_count(0)
    for address in ("queries/new", "visit/sessions/new", "report/sections/introduction"):
        answer = assessor.request.get(f"{review}/{address}")
        assert answer.status in {403, 404}, address
