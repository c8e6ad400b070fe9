"""The forecast and what hangs on what, in pages and on the command line."""

import json
from datetime import timedelta

import pytest
from factories.accounts import make_assessor, make_service, make_user
from factories.actions import make_action
from factories.assessments import attach, cse, make_assessment
from factories.commands import command_line
from factories.evidence import make_item
from factories.route import set_levels
from lxml import html
from sqlalchemy import event

from cse_assess.accounts.models import Role
from cse_assess.assessments.queries import get_response
from cse_assess.clock import today
from cse_assess.db import db, session

LAPSES = 30


@pytest.fixture
def lead(app):
    return make_user(Role.LEAD)


@pytest.fixture
def assessment(lead):
    made = make_assessment(make_service(lead.organisation), visit_on=today() + timedelta(days=60))
    set_levels(made, dict.fromkeys((element.code for element in cse().elements), "compliant"))
    return made


@pytest.fixture
def survey(lead, assessment):
    """Attach one survey to three elements of criterion 1; it lapses before the visit."""
    until = today() + timedelta(days=LAPSES - 1)
    item = make_item(
        lead.organisation, title="Survey <2026>", valid_until=until, is_confidential=True
    )
    for code in ("1.1.1", "1.1.2", "1.1.3"):
        attach(assessment, code, item)
    return item


def words(app, sign_in, person, path, status=200):
    answer = sign_in(app.test_client(), person).get(path)
    assert answer.status_code == status
    return " ".join(html.fromstring(answer.text).xpath("//main")[0].text_content().split())


def test_the_forecast_names_the_day_and_the_evidence_that_runs_out(
    app, sign_in, lead, assessment, survey
):
    said = words(app, sign_in, lead, f"/assessments/{assessment.id}/forecast")
    assert "Would it pass on the day of the visit" in said
    assert "Survey <2026> has run out" in said


def test_the_forecast_names_the_action_that_is_done(app, sign_in, lead, assessment):
    make_action(assessment, ("2.1.1", "plus"), due_in=10, title="Renew the survey")
    said = words(app, sign_in, lead, f"/assessments/{assessment.id}/forecast")
    assert "Renew the survey is done" in said


def test_the_forecast_says_when_it_would_fail_again_and_what_changes_then(
    app, sign_in, lead, assessment
):
    until = today() + timedelta(days=LAPSES - 1)
    report = make_item(lead.organisation, title="Yearly report", valid_until=until)
    for element in cse().elements:
        attach(assessment, element.code, report)
    get_response(assessment.id, "2.1.1").level = "not_compliant"
    make_action(assessment, ("2.1.1", "compliant"), due_in=10, title="Renew the survey")
    said = words(app, sign_in, lead, f"/assessments/{assessment.id}/forecast")
    again = today() + timedelta(days=LAPSES)
    assert f"It would fail again on {again.day} {again:%B %Y}" in said
    assert "Yearly report has run out" in said.partition("over time")[0]


def test_each_criterion_has_its_figures_for_each_day_that_matters(
    app, sign_in, lead, assessment, survey
):
    for code in ("1.1.1", "1.1.2"):
        make_action(assessment, (code, "plus"), due_in=10)
    page = sign_in(app.test_client(), lead).get(f"/assessments/{assessment.id}/forecast").text
    table = html.fromstring(page).xpath("//table[caption='The chart in figures']")[0]
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in table.xpath(".//tr")]
    assert rows[0][:2] == ["Day", "1 Customer Insight"]
    assert {len(row) for row in rows} == {6}
    first = f"{today().day} {today():%B %Y}"
    assert rows[1][0] == f"{first}Today"
    assert rows[1][1].endswith("27%: 3 of 11 met, needs 9")


def test_a_reader_is_not_told_a_confidential_title(app, sign_in, lead, assessment, survey):
    reader = make_user(Role.READER, lead.organisation)
    for page in ("forecast", "fragility"):
        said = words(app, sign_in, reader, f"/assessments/{assessment.id}/{page}")
        assert "Survey" not in said


def test_any_day_can_be_chosen_and_a_wrong_one_is_explained(app, sign_in, lead, assessment):
    path = f"/assessments/{assessment.id}/forecast"
    day = today() + timedelta(days=400)
    said = words(
        app, sign_in, lead, f"{path}?on-day={day.day}&on-month={day.month}&on-year={day.year}"
    )
    assert f"On {day.day} {day:%B %Y}" in said
    assert "must be a real date" in words(
        app, sign_in, lead, f"{path}?on-day=99&on-month=1&on-year=2027"
    )
    outside = words(app, sign_in, lead, f"{path}?on-day=1&on-month=1&on-year=1999")
    assert "The forecast reaches from" in outside


@pytest.mark.parametrize("page", ["forecast", "fragility"])
def test_an_empty_self_assessment_without_a_visit_has_its_pages(app, sign_in, lead, page):
    empty = make_assessment(make_service(lead.organisation))
    assert words(app, sign_in, lead, f"/assessments/{empty.id}/{page}")


def test_what_hangs_on_a_piece_is_said_with_where_to_find_a_second(
    app, sign_in, lead, assessment, survey
):
    survey.valid_until = None
    session.commit()
    said = words(app, sign_in, lead, f"/assessments/{assessment.id}/fragility")
    assert "3 elements fall" in said
    assert "Find a second piece for 1.1.1" in said


@pytest.mark.parametrize("page", ["forecast", "fragility"])
def test_more_evidence_asks_no_more_queries(app, sign_in, assessment, survey, page):
    lead = make_user(Role.LEAD, assessment.organisation)
    client, path = sign_in(app.test_client(), lead), f"/assessments/{assessment.id}/{page}"
    client.get(path)

    def count():
        asked = []
        note = lambda *arguments: asked.append(arguments[2])  # noqa: E731 -- taken off again by name
        event.listen(db.engine, "before_cursor_execute", note)
        client.get(path)
        event.remove(db.engine, "before_cursor_execute", note)
        return len(asked)

    before = count()
    for number in range(5):
        attach(assessment, "3.1.1", make_item(lead.organisation, title=f"Paper {number}"))
    assert count() == before


@pytest.fixture
def run(assessment, settings, monkeypatch):
    """Give a function that runs a command on the test's installation."""
    with command_line(settings, monkeypatch) as run:
        yield run


def test_the_commands_tell_in_json(run, assessment, survey):
    told = run("forecast", assessment.id, "--json")
    assert told.exit_code == 0, told.stderr
    forecast = json.loads(told.stdout)
    lapse = next(each for each in forecast["moments"] if each["changes"])
    assert lapse["from"] == (today() + timedelta(days=LAPSES)).isoformat()
    assert lapse["changes"][0]["lapsed"] == ["Survey <2026>"]
    pieces = json.loads(run("fragility", assessment.id, "--json").stdout)["pieces"]
    assert pieces[0]["proves"] == ["1.1.1", "1.1.2", "1.1.3"]


def test_the_command_judges_one_day_and_refuses_a_past_one(run, assessment, survey):
    day = today() + timedelta(days=3)
    assert run("forecast", assessment.id, "--on", day).stdout.startswith(day.isoformat())
    refused = run("forecast", assessment.id, "--on", today() - timedelta(days=1))
    assert refused.exit_code == 1
    assert "before today" in refused.stderr


def test_readiness_and_forecast_say_what_claimed_and_proven_mean(app, sign_in, lead, assessment):
    path = f"/assessments/{assessment.id}"
    today_page = words(app, sign_in, lead, f"{path}/readiness")
    assert "“Compliance Plus” and “Compliant” need evidence" in today_page
    assert "The forecast counts it as “Partially compliant”" in today_page
    assert "This page counts what is proven" in words(app, sign_in, lead, f"{path}/forecast")


def test_the_assessor_is_sent_to_no_forecast(app, sign_in, assessment):
    assessor = sign_in(app.test_client(), make_assessor(assessment))
    assert assessor.get(f"/assessments/{assessment.id}/readiness").status_code == 404
    assert assessor.get(f"/assessments/{assessment.id}/forecast").status_code == 403
