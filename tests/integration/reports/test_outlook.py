"""The days to come in reports that are asked for: who reads which title, and when they are new."""

import contextvars
import json
from datetime import timedelta

import pytest
from factories.accounts import make_service, make_user
from factories.actions import make_action
from factories.assessments import attach, cse, make_assessment
from factories.evidence import make_item
from factories.route import set_levels

from cse_assess.accounts.models import Role
from cse_assess.clock import moved_to, now, today
from cse_assess.db import session
from cse_assess.jobs.worker import run_pending_jobs
from cse_assess.reports.fingerprint import compute_fingerprint
from cse_assess.reports.options import Audience, ReportOptions, choose_standard
from cse_assess.reports.queries import collect_gap_report
from cse_assess.standards.registry import standard_folders
from cse_assess.web.context import current_settings

LASTS = 30
AHEAD = ["forecast", "fragility"]


@pytest.fixture
def lead(app):
    return make_user(Role.LEAD)


@pytest.fixture
def signed_in(client, sign_in, lead):
    return sign_in(client, lead)


@pytest.fixture
def assessment(lead):
    """Make all of it compliant; what proves it lapses before the visit."""
    visit_on = today() + timedelta(days=60)
    made = make_assessment(make_service(lead.organisation), visit_on=visit_on)
    set_levels(made, dict.fromkeys((element.code for element in cse().elements), "compliant"))
    return made


@pytest.fixture
def survey(lead, assessment):
    """Give every element one and the same piece, which is confidential."""
    until = today() + timedelta(days=LASTS - 1)
    item = make_item(lead.organisation, title="Survey", valid_until=until, is_confidential=True)
    for element in cse().elements:
        attach(assessment, element.code, item)
    return item


@pytest.fixture
def reader(app, sign_in, assessment):
    """Give the client of somebody who may open nothing confidential."""
    return sign_in(app.test_client(), make_user(Role.READER, assessment.organisation))


def ask(client, assessment, audience="team", sections=AHEAD, **form):
    path = f"/assessments/{assessment.id}/reports/new?for={audience}"
    return client.post(path, data={"sections": sections, "format": "json", **form})


def collect(assessment, options=None):
    session.expire_all()
    return collect_gap_report(
        assessment.id,
        options=options or choose_standard(Audience.TEAM),
        folders=standard_folders(current_settings().instance_path),
    )


def fingerprint_of(assessment):
    return compute_fingerprint(collect(assessment))


def make(app, client, asked):
    """Make what was asked for and return its figures."""
    session.commit()
    contextvars.Context().run(run_pending_jobs, app)
    return json.loads(client.get(f"{asked.location}/file").data)


@pytest.mark.parametrize("audience", ["board", "team"])
def test_the_title_of_what_runs_out_is_hidden_where_it_is_confidential(
    app, reader, assessment, survey, audience
):
    figures = make(app, reader, ask(reader, assessment, audience, confidential_titles="y"))
    change = figures["forecast"]["moments"][1]["changes"][0]
    assert figures["forecast"]["first_failing"] == (today() + timedelta(days=LASTS)).isoformat()
    assert change["lapsed"] == [f"Confidential evidence, number {survey.id}"]
    assert "Survey" not in json.dumps(figures)


def test_a_lead_may_have_the_title_and_a_reader_may_not_have_that_report(
    app, signed_in, reader, assessment, survey
):
    asked = ask(signed_in, assessment, confidential_titles="y")
    figures = make(app, signed_in, asked)
    assert figures["forecast"]["moments"][1]["changes"][0]["lapsed"] == ["Survey"]
    assert reader.get(f"{asked.location}/file").status_code == 403
    assert ask(reader, assessment).location != asked.location


@pytest.mark.parametrize("section", AHEAD)
def test_the_paper_for_the_assessor_has_neither(signed_in, assessment, section):
    page = signed_in.get(f"/assessments/{assessment.id}/reports/new?for=assessor")
    assert f'value="{section}"' not in page.text
    assert ask(signed_in, assessment, "assessor", [section]).status_code == 200


def test_an_action_that_is_planned_makes_a_new_report(signed_in, assessment, survey):
    asked = ask(signed_in, assessment)
    assert ask(signed_in, assessment).location == asked.location
    make_action(assessment, ("2.1.1", "plus"), due_in=10, title="Renew the survey")
    assert ask(signed_in, assessment).location != asked.location


def test_another_validity_or_another_visit_makes_a_new_report(assessment, survey):
    prints = {fingerprint_of(assessment)}
    survey.valid_until += timedelta(days=1)
    session.commit()
    prints.add(fingerprint_of(assessment))
    assessment.visit_on += timedelta(days=1)
    session.commit()
    prints.add(fingerprint_of(assessment))
    assert len(prints) == 3


def test_a_forecast_is_made_anew_on_another_day_and_not_within_one(assessment, survey):
    first = fingerprint_of(assessment)
    assert fingerprint_of(assessment) == first
    with moved_to(now() + timedelta(days=1)):
        assert fingerprint_of(assessment) != first


def test_what_lapsed_since_is_told_the_next_time(assessment, survey):
    with moved_to(now() + timedelta(days=LASTS)):
        forecast = collect(assessment).plans.forecast.forecast
        assert forecast.first_failing is forecast.moments[0]
        assert forecast.first_passing is None


def test_the_paper_says_the_same_whoever_makes_it(signed_in, reader, lead, assessment, survey):
    survey.owner_id = lead.id
    session.commit()
    assert ask(signed_in, assessment).location == ask(reader, assessment).location


def test_what_hangs_on_what_counts_an_action_as_a_second_piece(assessment, survey):
    options = ReportOptions(frozenset({"fragility"}))
    survey.valid_until = today() + timedelta(days=600)
    session.commit()
    before = collect(assessment, options).plans.fragility.pieces[0]
    make_action(assessment, ("2.1.1", "compliant"), due_in=10, title="Renew the survey")
    after = collect(assessment, options).plans.fragility.pieces[0]
    assert set(before.falling) - set(after.falling) == {"2.1.1"}
