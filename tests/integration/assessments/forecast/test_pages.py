"""The forecast and what hangs on what, in pages and on the command line."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from factories.accounts import make_service, make_user
from factories.actions import make_action
from factories.assessments import attach, cse, make_assessment
from factories.evidence import make_item
from factories.route import set_levels
from lxml import html
from sqlalchemy import event

import cse_assess
from cse_assess import create_app
from cse_assess.accounts.models import Role
from cse_assess.cli import main
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
    monkeypatch.setenv("CSE_ASSESS_INSTANCE_PATH", str(settings.instance_path))
    monkeypatch.setenv("CSE_ASSESS_DATABASE_URL", settings.database_url)
    made = []

    def create_and_keep():
        made.append(create_app())
        return made[-1]

    monkeypatch.setattr(cse_assess, "create_app", create_and_keep)

    def run(*arguments):
        session.commit()
        return CliRunner().invoke(main, [*map(str, arguments)])

    yield run
    for each in made:
        with each.app_context():
            db.engine.dispose()


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
