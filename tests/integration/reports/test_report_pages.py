import contextvars
import json
from dataclasses import replace

import pypdfium2
import pytest
from factories.accounts import make_assessor, make_service, make_user
from factories.assessments import attach, install_service_points, make_assessment, write_response
from factories.evidence import make_item
from sqlalchemy import select

from cse_assess.accounts.models import Role
from cse_assess.audit.models import AuditEvent
from cse_assess.config import MEBIBYTE, Rendering
from cse_assess.db import session
from cse_assess.jobs.models import Job, JobState
from cse_assess.jobs.worker import run_pending_jobs
from cse_assess.reports.models import Report
from cse_assess.reports.options import STANDARD_CHOICES, Audience

pytestmark = pytest.mark.usefixtures("app")

SMALL = {"sections": ["summary", "gaps"], "format": "pdf"}


@pytest.fixture
def assessment():
    return make_assessment(make_service(name="Front desk"), cycle="2026")


@pytest.fixture
def lead(assessment):
    return make_user(Role.LEAD, organisation=assessment.organisation)


@pytest.fixture
def signed_in(client, sign_in, lead):
    return sign_in(client, lead)


def ask(client, assessment, audience=None, **form):
    query = f"?for={audience}" if audience else ""
    path = f"/assessments/{assessment.id}/reports/new{query}"
    return client.post(path, data={**SMALL, **form})


def run_jobs(app):
    session.commit()
    return contextvars.Context().run(run_pending_jobs, app)


def newest_report():
    session.commit()
    return session.scalars(select(Report).order_by(Report.id.desc())).first()


def words_of(response):
    return " ".join(response.get_data(as_text=True).split())


def test_a_report_is_asked_for_made_and_downloaded(app, signed_in, assessment):
    page = signed_in.get(ask(signed_in, assessment).location)
    assert "Your report is being made" in words_of(page)
    assert run_jobs(app) == 1
    page = signed_in.get(page.request.path)
    assert "Your report is ready" in words_of(page)
    file = signed_in.get(f"{page.request.path}/file")
    assert file.mimetype == "application/pdf"
    assert "gap-analysis-front-desk-2026.pdf" in file.headers["Content-Disposition"]
    document = pypdfium2.PdfDocument(file.get_data())
    assert "Front desk" in document[0].get_textpage().get_text_range()
    document.close()


def test_the_page_can_be_left_and_the_report_found_again(app, signed_in, assessment):
    ask(signed_in, assessment)
    listed = f"/assessments/{assessment.id}/reports"
    assert "Being made" in words_of(signed_in.get(listed))
    run_jobs(app)
    assert "Download PDF" in words_of(signed_in.get(listed))


def test_the_report_and_its_job_are_written_in_one_transaction(signed_in, assessment):
    ask(signed_in, assessment)
    report = newest_report()
    assert report.job.arguments == {"report_id": report.id}
    assert report.job.organisation_id == assessment.organisation_id


def test_asking_for_a_report_is_on_record(signed_in, assessment, lead):
    ask(signed_in, assessment)
    event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (event.action, event.actor_id) == ("report.requested", lead.id)
    assert event.details["sections"] == ["summary", "gaps"]


def test_a_report_without_any_section_is_not_made(signed_in, assessment):
    page = signed_in.post(f"/assessments/{assessment.id}/reports/new", data={"csrf_token": "none"})
    assert "Choose at least one part" in words_of(page)
    assert newest_report() is None


def test_the_form_offers_the_standard_choice(signed_in, assessment):
    page = words_of(signed_in.get(f"/assessments/{assessment.id}/reports/new"))
    chosen = len(STANDARD_CHOICES[Audience.TEAM])
    assert page.count("checked") == chosen + len(["PDF"])


def test_a_failure_shows_its_reason_and_can_be_tried_again(app, signed_in, assessment):
    path = ask(signed_in, assessment).location
    app.extensions["settings"] = replace(
        app.extensions["settings"], rendering=Rendering(memory_bytes=MEBIBYTE)
    )
    run_jobs(app)
    page = words_of(signed_in.get(path))
    assert "The report could not be made" in page
    assert "needs more memory than the 1 MB" in page
    assert signed_in.post(f"{path}/again").location == "/reports/2"
    assert newest_report().options["sections"] == ["summary", "gaps"]


def test_a_finished_report_is_not_made_a_second_time(app, signed_in, assessment):
    ask(signed_in, assessment)
    run_jobs(app)
    report = newest_report()
    sha256, finished_at = report.sha256, report.finished_at
    report.job.state, report.job.run_after = JobState.QUEUED, report.created_at
    run_jobs(app)
    report = newest_report()
    assert (report.sha256, report.finished_at) == (sha256, finished_at)
    assert report.job.result == {"sha256": sha256}


def test_a_report_whose_standard_has_gone_says_so(app, settings, client, sign_in):
    standard = install_service_points(settings)
    assessment = make_assessment(standard=standard)
    client = sign_in(client, make_user(Role.LEAD, organisation=assessment.organisation))
    path = ask(client, assessment).location
    next(settings.standards_folder.iterdir()).unlink()
    run_jobs(app)
    assert "is not installed" in words_of(client.get(path))


def test_progress_is_shown_while_the_report_is_made(app, signed_in, assessment):
    path = ask(signed_in, assessment).location
    job = session.scalars(select(Job)).one()
    job.state, job.progress_percent, job.progress_text = "running", 42, "Laying out page 12"
    page = words_of(signed_in.get(path))
    assert "Laying out page 12" in page
    assert 'value="42"' in page


def test_the_file_is_not_there_before_the_report_is_finished(signed_in, assessment):
    path = ask(signed_in, assessment).location
    assert signed_in.get(f"{path}/file").status_code == 404


def test_another_organisations_report_is_not_to_be_found(signed_in, client, sign_in, assessment):
    path = ask(signed_in, assessment).location
    stranger = sign_in(client, make_user(Role.LEAD))
    for address in (path, f"{path}/file", f"/assessments/{assessment.id}/gap.json"):
        assert stranger.get(address).status_code == 404
    assert stranger.post(f"{path}/again").status_code == 404
    assert ask(stranger, assessment).status_code == 404


@pytest.mark.parametrize("number", ["0", "999", str(2**40)])
def test_a_report_that_does_not_exist_is_not_to_be_found(signed_in, number):
    assert signed_in.get(f"/reports/{number}").status_code == 404


def test_an_assessor_has_no_report_of_the_living_self_assessment(
    app, signed_in, sign_in, assessment
):
    path = ask(signed_in, assessment, "assessor").location
    run_jobs(app)
    assessor = sign_in(app.test_client(), make_assessor(assessment))
    for address in (f"/assessments/{assessment.id}/reports", path, f"{path}/file"):
        assert assessor.get(address).status_code == 404
    assert ask(assessor, assessment).status_code == 404


def test_a_reader_is_not_asked_about_confidential_titles(client, sign_in, assessment):
    reader = sign_in(client, make_user(Role.READER, organisation=assessment.organisation))
    page = words_of(reader.get(f"/assessments/{assessment.id}/reports/new"))
    assert "titles of confidential evidence" not in page
    path = ask(reader, assessment, confidential_titles="y").location
    assert reader.get(path).status_code == 200
    assert newest_report().options["confidential_titles"] is False


def test_a_report_with_confidential_titles_is_for_those_who_may_ask_for_one(
    signed_in, client, sign_in, assessment
):
    path = ask(signed_in, assessment, confidential_titles="y").location
    assert signed_in.get(path).status_code == 200
    reader = sign_in(client, make_user(Role.READER, organisation=assessment.organisation))
    assert reader.get(path).status_code == 403
    assert reader.post(f"{path}/again").status_code == 403
    assert path not in words_of(reader.get(f"/assessments/{assessment.id}/reports"))


def test_the_figures_are_the_same_as_json_and_csv(signed_in, assessment):
    write_response(assessment, "1.1.1", level="compliant", justification="We do.")
    attach(assessment, "1.1.1", make_item(assessment.organisation))
    figures = json.loads(signed_in.get(f"/assessments/{assessment.id}/gap.json").data)
    rows = signed_in.get(f"/assessments/{assessment.id}/gap.csv").get_data(as_text=True)
    assert figures["groups"][0]["met"] == 1
    assert [line.split(",")[1] for line in rows.splitlines()[1:]] == [
        gap["code"] for gap in figures["gaps"]
    ]


def test_the_figures_come_in_no_other_form(signed_in, assessment):
    assert signed_in.get(f"/assessments/{assessment.id}/gap.xml").status_code == 404


def test_the_handler_makes_the_report_of_a_second_standard(app, settings, client, sign_in):
    standard = install_service_points(settings)
    assessment = make_assessment(standard=standard)
    client = sign_in(client, make_user(Role.LEAD, organisation=assessment.organisation))
    path = ask(client, assessment).location
    run_jobs(app)
    document = pypdfium2.PdfDocument(client.get(f"{path}/file").get_data())
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "Fourteen Service Points" in text


def test_for_whom_a_report_is_comes_first_and_says_what_each_is_given(signed_in, assessment):
    page = words_of(signed_in.get(f"/assessments/{assessment.id}/reports"))
    assert "Who is it for?" in page
    assert "One or two pages: the verdict, and what stands in the way." in page
    assert "No reports yet" in page


def test_a_board_is_asked_about_no_titles_and_few_sections(signed_in, assessment):
    page = words_of(signed_in.get(f"/assessments/{assessment.id}/reports/new?for=board"))
    assert "The five most pressing gaps" in page
    assert "Index of evidence" not in page
    assert "titles of confidential evidence" not in page


def test_what_an_audience_is_not_given_cannot_be_asked_for(signed_in, assessment):
    page = ask(signed_in, assessment, "board", sections=["evidence"])
    assert page.status_code == 200
    assert newest_report() is None


@pytest.mark.parametrize("audience", ["nobody", "", "BOARD"])
def test_an_audience_that_does_not_exist_is_refused(signed_in, assessment, audience):
    path = f"/assessments/{assessment.id}/reports/new?for={audience}"
    assert signed_in.get(path).status_code == 403


@pytest.mark.parametrize(
    ("file_format", "begins_with"),
    [("docx", b"PK"), ("xlsx", b"PK"), ("json", b"{"), ("csv", b"\xef\xbb\xbfrank")],
)
def test_each_format_is_made_in_the_background_and_downloaded(
    app, signed_in, assessment, file_format, begins_with
):
    path = ask(signed_in, assessment, format=file_format).location
    run_jobs(app)
    file = signed_in.get(f"{path}/file")
    assert file.get_data().startswith(begins_with)
    assert f"gap-analysis-front-desk-2026.{file_format}" in file.headers["Content-Disposition"]


def test_a_format_that_does_not_exist_is_refused_as_a_form(signed_in, assessment):
    assert "Choose one of the answers" in words_of(ask(signed_in, assessment, format="exe"))
    assert newest_report() is None


def test_the_same_report_of_unchanged_data_is_served_at_once(app, signed_in, assessment):
    path = ask(signed_in, assessment).location
    run_jobs(app)
    again = ask(signed_in, assessment)
    assert again.location == path
    assert "from the same data" in words_of(signed_in.get(path))
    assert run_jobs(app) == 0


def test_asking_twice_makes_one_report(app, signed_in, assessment):
    assert ask(signed_in, assessment).location == ask(signed_in, assessment).location
    assert run_jobs(app) == 1


@pytest.mark.parametrize(
    "other", [{"format": "docx"}, {"sections": ["summary"]}, {"confidential_titles": "y"}]
)
def test_another_choice_is_another_report(app, signed_in, assessment, other):
    path = ask(signed_in, assessment).location
    assert ask(signed_in, assessment, **other).location != path


def test_a_report_of_what_has_changed_since_is_made_anew(app, signed_in, assessment):
    path = ask(signed_in, assessment).location
    run_jobs(app)
    write_response(assessment, "1.1.1", level="compliant", justification="We do.")
    session.commit()
    assert ask(signed_in, assessment).location != path


def test_a_report_that_failed_is_not_served(app, signed_in, assessment):
    path = ask(signed_in, assessment).location
    newest_report().job.state = JobState.DEAD
    session.commit()
    assert ask(signed_in, assessment).location != path


def test_a_report_of_before_there_were_audiences_can_still_be_read(client, sign_in, assessment):
    stored = {"sections": ["summary", "gaps"], "confidential_titles": False}
    session.add(Report(assessment=assessment, kind="gap_report", options=stored))
    session.commit()
    reader = sign_in(client, make_user(Role.READER, organisation=assessment.organisation))
    assert reader.get(f"/reports/{newest_report().id}").status_code == 200
