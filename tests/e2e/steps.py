"""What people do on the pages, each as one step."""

import re
from pathlib import Path

from factories.assessments import cse
from playwright.sync_api import Locator, Page, expect

from cse_assess.clock import today

LIBRARIES = "Thistlemere Libraries"
REPAIRS = "Housing Repairs and Customer Contact"
CSE = "Customer Service Excellence"
FIND_ALL = """async ([review, codes, level]) => {
  for (const code of codes) {
    const address = `${review}/elements/${code}`;
    const page = await (await fetch(address)).text();
    const parsed = new DOMParser().parseFromString(page, "text/html");
    const form = parsed.querySelector("main form[data-unsaved]");
    const sent = new URLSearchParams(new FormData(form));
    sent.set("level", level);
    sent.set("comment", `Seen for ${code}.`);
    sent.set("is_done", "y");
    const answer = await fetch(address, {method: "POST", body: sent});
    if (!answer.ok) throw new Error(`${code}: ${answer.status}`);
  }
}"""
TRANSLATED = "Élan “survey” – 2026.txt"


def sign_in(page: Page, email: str, password: str) -> None:
    """Sign in on the sign-in page."""
    page.goto("/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def set_up(page: Page, password: str) -> None:
    """Fill in the page of the set-up link: the first organisation and its first person."""
    page.get_by_label("Organisation name").fill("Fenwater Trust")
    page.get_by_label("Your name").fill("Ada Marsh")
    page.get_by_label("Your email address").fill("ada@fenwater.example")
    page.get_by_label("Password", exact=True).fill(password)
    press(page, "Set up and sign in")
    expect(page.locator("main")).to_contain_text("No services yet")


def start_assessment(page: Page, cycle: str, *, service: str = LIBRARIES, standard=CSE) -> str:
    """Start a self-assessment, and return the address of its overview."""
    page.goto("/")
    page.get_by_role("button", name="New self-assessment").click()
    page.get_by_label("Service", exact=True).select_option(label=service)
    page.get_by_label("Standard", exact=True).select_option(label=standard)
    page.get_by_label("Cycle", exact=True).fill(cycle)
    fill_date(page, "Target visit date", "16", "1", "2027")
    page.get_by_role("button", name="Start the self-assessment").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{service}, {cycle}")
    return path_of(page)


def make_ready_to_submit(page: Page, cycle: str) -> str:
    """Start a self-assessment in which every element is partly met; return its overview."""
    overview = start_assessment(page, cycle)
    rows = [f"{element.code},partial,Some of it.\n" for element in cse().elements]
    page.goto(f"{overview}/import")
    file = upload("levels.csv", "code,level,justification\n" + "".join(rows))
    page.get_by_label("Spreadsheet").set_input_files([file])
    press(page, "Continue")
    press(page, "Import all of this")
    return overview


def submit_one(page: Page, cycle: str) -> str:
    """Start a self-assessment and submit it; return its overview."""
    overview = make_ready_to_submit(page, cycle)
    page.goto(f"{overview}/submissions/new")
    press(page, "Submit")
    expect_confirmation(page, "Submission 1 is made")
    return overview


def let_in(lead: Page, overview: str, email: str) -> None:
    """Let the person of this address assess a self-assessment until the end of next year."""
    lead.goto(f"{overview}/assessors")
    lead.get_by_label("Full name").fill("The assessor")
    lead.get_by_label("Email address").fill(email)
    fill_date(lead, "Last day of access", "31", "12", str(today().year + 1))
    press(lead, "Let the assessor in")


def begin_review(lead: Page, assessor: Page, email: str, cycle: str) -> tuple[str, str]:
    """Submit a self-assessment of this cycle, and begin its review as its assessor.

    `email` is the assessor's. Returns the overview of the self-assessment, and the address of the
    review.
    """
    overview = submit_one(lead, cycle)
    let_in(lead, overview, email)
    assessor.goto("/reviews")
    place = assessor.locator("section", has_text=f"{LIBRARIES}, {cycle}")
    place.get_by_role("button", name="Begin the review").click()
    assessor.get_by_role("radio", name="A first assessment").check()
    press(assessor, "Begin the review")
    expect_confirmation(assessor, "Review 1 has begun")
    return overview, path_of(assessor)


def find_all(page: Page, review: str, level: str) -> None:
    """Give every element of a review this level, as the form of its page would."""
    page.evaluate(FIND_ALL, [review, [each.code for each in cse().elements], level])


def sign_report(page: Page, review: str) -> None:
    """Find every element of a review met, recommend the award, and sign the report."""
    find_all(page, review, "compliant")
    page.goto(f"{review}/report/recommendation")
    choose(page, "Award")
    press(page, "Save")
    page.goto(f"{review}/report/sign")
    page.get_by_label("Why was the organisation not asked").fill("It asked for none.")
    page.get_by_label("Your name").fill("Ada Marsh")
    page.get_by_label("I have read this report").check()
    press(page, "Sign the report")
    expect_confirmation(page, "The report is signed")


def enter_certificate(lead: Page, overview: str, year: int) -> str:
    """Enter a certificate that was awarded on 2 January of a year; return its address."""
    lead.goto(f"{overview}/certificate")
    lead.get_by_role("button", name="Enter a certificate").click()
    fill_date(lead, "Awarded on", "2", "1", str(year))
    lead.get_by_label("Reference").fill("CSE 2041")
    press(lead, "Enter the certificate")
    expect_confirmation(lead, "The certificate is entered")
    return path_of(lead)


def add_session(page: Page, review: str, title: str) -> str:
    """Plan an interview with staff about the first element; return the address of its page."""
    page.goto(f"{review}/visit/sessions/new")
    page.get_by_label("Who it is with").select_option(label="Staff")
    page.get_by_label("Title").fill(title)
    page.locator("summary", has_text="1 Customer Insight").click()
    page.get_by_label("1.1.1 Who our customers are").check()
    press(page, "Add the session")
    press(page, "Save the questions")
    expect_confirmation(page, "The questions are saved.")
    return path_of(page)


def fill_date(page: Page, legend: str, day: str, month: str, year: str) -> None:
    """Fill in the three boxes of a date."""
    group = page.get_by_role("group", name=legend)
    group.get_by_label("Day").fill(day)
    group.get_by_label("Month").fill(month)
    group.get_by_label("Year").fill(year)


def choose(page: Page, level: str) -> None:
    """Choose the level of this name."""
    page.get_by_role("radio", name=level, exact=True).check()


def press(page: Page, name: str) -> None:
    """Press the button of exactly this name, and wait for the page that it opens."""
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def open_panel(page: Page, title: str) -> None:
    """Open the panel of this title, where a phone has closed it."""
    page.wait_for_load_state()
    if not page.locator("details.app-filter[open]").count():
        page.locator("summary", has_text=title).click()


def expect_confirmation(page: Page, text: str) -> None:
    """Expect the green banner, with these words in it."""
    expect(page.get_by_role("alert")).to_contain_text(text)


def expect_error(page: Page, text: str) -> None:
    """Expect an error summary with a link of this text."""
    expect(page.locator(".govuk-error-summary").get_by_role("link", name=text)).to_be_visible()


def download(page: Page, link_name: str | re.Pattern[str], within: Locator | None = None) -> bytes:
    """Follow the link or button of this name, and return the file that is saved."""
    place = within or page
    with page.expect_download() as started:
        place.get_by_role("link", name=link_name).or_(
            place.get_by_role("button", name=link_name)
        ).first.click()
    return Path(started.value.path()).read_bytes()


def upload(name: str, content: str, media_type: str = "text/csv") -> dict[str, object]:
    """Return a file as a browser's chooser hands it over."""
    return {"name": name, "mimeType": media_type, "buffer": content.encode()}


def find_overview(page: Page, service: str) -> str:
    """Return the address of the demo's own self-assessment of a service."""
    page.goto("/")
    link = page.get_by_role("link", name=re.compile(f"^{service}, First "))
    return link.get_attribute("href") or ""


def path_of(page: Page) -> str:
    """Return where the page is, without the server."""
    return re.sub(r"^https?://[^/]+", "", page.url)


def ask_query(assessor: Page, review: str, code: str, question: str) -> str:
    """Ask for more about an element in a review; return the address of the query."""
    assessor.goto(f"{review}/queries/new?element={code}")
    assessor.get_by_label("What do you need?").fill(question)
    press(assessor, "Ask for it")
    expect_confirmation(assessor, "is asked.")
    return path_of(assessor)


def gather_file(page: Page, query: str, title: str) -> None:
    """Upload a file for the answer to a query, on the organisation's side."""
    page.goto(f"{query}/files")
    page.get_by_label("Files").set_input_files([upload("notes.txt", title, "text/plain")])
    page.get_by_label("Title (optional)").fill(title)
    press(page, "Upload and add")
    expect_confirmation(page, "1 piece of evidence is put with your answer.")


def send_answer(page: Page, query: str, words: str) -> None:
    """Answer a query with what is gathered, on the organisation's side."""
    page.goto(f"{query}/answer")
    page.get_by_label("Your answer").fill(words)
    press(page, "Send the answer")
    expect_confirmation(page, "Your answer is sent")


def ask_for_scoring(lead: Page, overview: str, name: str) -> str:
    """Ask a colleague to score the newest submission until the end of the year.

    Returns the address of their scoring.
    """
    lead.goto(f"{overview}/scorings/ask")
    asked = lead.get_by_label("Who do you ask?")
    asked.select_option(label=asked.locator("option", has_text=name).first.inner_text())
    fill_date(lead, "Last day to score", "31", "12", str(today().year))
    press(lead, "Ask for it")
    expect_confirmation(lead, "is asked. You are told when they have finished.")
    link = lead.get_by_role("link", name=f"Change the day for {name}").get_attribute("href")
    found = re.search(r"/scorings/\d+", link or "")
    return found[0] if found else ""
