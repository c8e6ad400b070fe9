"""What an assessor takes away of a submission: its paper and its pack, and nothing newer."""

import contextvars
import html
import io
import re
import zipfile
from datetime import timedelta

import pytest
from factories.accounts import make_assessor, make_organisation, make_service, make_user
from factories.assessments import attach, make_assessment, write_response
from factories.pins import give_text, make_pin
from factories.submissions import make_ready, make_stored_item, submit
from sqlalchemy import select

from cse_assess.clock import now, today
from cse_assess.db import session
from cse_assess.evidence.models import EvidenceItem
from cse_assess.jobs.models import JobState
from cse_assess.jobs.worker import run_pending_jobs
from cse_assess.reports.models import Report
from cse_assess.reports.packs.models import EvidencePack
from cse_assess.review.trail.models import Opening

CODE = "1.1.1"
ALL = {"sections": ["elements", "evidence"], "format": "json"}


@pytest.fixture
def assessment(app):
    service = make_service(make_organisation(name="Wexmoor District Council"), name="Libraries")
    return make_assessment(service, cycle="2026")


@pytest.fixture
def submission(assessment):
    link = make_ready(assessment)
    make_pin(attach_text(link), "Nine in ten say")
    secret = make_stored_item(assessment, b"%PDF-1.7 s", title="Case 12", is_confidential=True)
    attach(assessment, CODE, secret)
    return submit(assessment)


def attach_text(link):
    give_text(link.item, "Nine in ten say that staff are polite.")
    return link


@pytest.fixture
def assessor(assessment):
    return make_assessor(assessment)


@pytest.fixture
def reader(app, sign_in, assessor):
    return sign_in(app.test_client(), assessor)


@pytest.fixture
def url(submission):
    return f"/submitted/{submission.id}/papers"


@pytest.fixture
def make(app, reader, url):
    """Give a function that asks for a paper, lets it be made, and returns its address."""

    def make(**values) -> str:
        place = reader.post(url, data={**ALL, **values}).location
        run_jobs(app)
        return place

    return make


def run_jobs(app):
    session.commit()
    return contextvars.Context().run(run_pending_jobs, app)


def read_words(answer) -> str:
    """Return the text of a Word file, which has all that the others have."""
    with zipfile.ZipFile(io.BytesIO(answer.get_data())) as file:
        xml = file.read("word/document.xml").decode()
    return html.unescape(re.sub(r"<[^>]+>", "", xml.replace("</w:p>", "\n")))


def test_the_paper_says_what_was_submitted_and_nothing_newer(reader, make, assessment):
    write_response(assessment, CODE, justification="Written later.")
    place = make(format="docx")
    assert "Your file is ready" in reader.get(place).text
    paper = read_words(reader.get(f"{place}/file"))
    assert "All of it." in paper
    assert "Written later." not in paper
    assert "2026, submission 1" in paper


def test_a_paper_that_is_being_made_says_so(reader, url):
    place = reader.post(url, data=ALL).location
    assert "is being made" in reader.get(place).text
    assert reader.get(f"{place}/file").status_code == 404


def test_confidential_titles_are_printed_where_the_assessor_asks_for_them(reader, make):
    without = make(format="docx")
    named = make(format="docx", confidential_titles="y")
    assert "Case 12" not in read_words(reader.get(f"{without}/file"))
    assert "Case 12" in read_words(reader.get(f"{named}/file"))


def test_what_was_quoted_from_a_file_that_is_sealed_since_is_left_out(reader, make):
    before = make(format="docx")
    assert "Nine in ten say" in read_words(reader.get(f"{before}/file"))
    survey = session.scalars(select(EvidenceItem).filter_by(title="Survey 2026")).one()
    survey.revisions[0].sealed_at = now()
    session.commit()
    after = make(format="docx")
    assert "Nine in ten say" not in read_words(reader.get(f"{after}/file"))


def test_the_same_paper_is_not_made_twice(reader, make):
    assert make() == make()


def test_a_paper_of_the_submission_is_not_that_of_the_living_one(
    app, sign_in, assessment, make, reader
):
    place = make()
    lead = sign_in(app.test_client(), make_user("lead", assessment.organisation))
    [report] = session.scalars(select(Report))
    assert lead.get(f"/reports/{report.id}").status_code == 404
    assert "Ready" not in lead.get(f"/assessments/{assessment.id}/reports").text
    asked = lead.post(f"/assessments/{assessment.id}/reports/new?for=assessor", data=ALL)
    assert asked.location != f"/reports/{report.id}"
    session.expire_all()
    own = session.scalars(select(Report).filter_by(number=None)).one()
    assert reader.get(place.replace(f"/{report.id}", f"/{own.id}")).status_code == 404


@pytest.mark.parametrize("data", [{}, {"sections": "actions", "format": "pdf"}, {"format": "exe"}])
def test_what_cannot_be_made_is_asked_again(reader, url, data):
    assert "There is a problem" in reader.post(url, data=data).text
    assert session.scalars(select(Report)).all() == []


def test_a_paper_that_failed_says_why(reader, url, submission):
    place = reader.post(url, data=ALL).location
    [report] = session.scalars(select(Report))
    report.job.state, report.job.failure = JobState.DEAD, "It is too large."
    session.commit()
    assert "It is too large." in reader.get(place).text


def test_the_pack_holds_the_submission_without_what_is_confidential(app, reader, url):
    place = reader.post(f"{url}/packs").location
    run_jobs(app)
    assert "Your file is ready" in reader.get(place).text
    with zipfile.ZipFile(io.BytesIO(reader.get(f"{place}/file").get_data())) as pack:
        assert "manifest-sha256.txt" in pack.namelist()
        assert b"%PDF-1.7 s" not in b"".join(map(pack.read, pack.namelist()))


def test_a_pack_is_let_go_after_a_while(app, reader, url):
    place = reader.post(f"{url}/packs").location
    run_jobs(app)
    session.scalars(select(EvidencePack)).one().kept_until_at = now() - timedelta(days=1)
    session.commit()
    assert "was deleted" in reader.get(place).text
    assert reader.get(f"{place}/file").status_code == 404


def test_a_pack_of_something_else_is_not_found(app, sign_in, assessment, reader, url):
    lead = sign_in(app.test_client(), make_user("lead", assessment.organisation))
    pack = lead.post(f"/assessments/{assessment.id}/packs").location.rpartition("/")[2]
    assert reader.get(f"{url}/packs/{pack}").status_code == 404


def test_what_is_fetched_is_on_record(app, reader, url, make):
    report, pack = make(), reader.post(f"{url}/packs").location
    run_jobs(app)
    for place in (report, pack):
        assert reader.get(f"{place}/file").status_code == 200
    noted = session.scalars(select(Opening).filter_by(kind="report").order_by(Opening.id)).all()
    assert [each.title.rpartition(".")[2] for each in noted] == ["json", "zip"]
    assert all(each.sha256 for each in noted)


def test_the_list_names_what_was_made(reader, url, make):
    make(confidential_titles="y")
    assert "with confidential titles" in reader.get(url).text


def test_nobody_else_has_them(app, sign_in, assessment, make, url):
    place = make()
    for person in (
        make_user("lead", assessment.organisation),
        make_user(),
        make_assessor(assessment, ends_on=today() - timedelta(days=1)),
    ):
        browser = sign_in(app.test_client(), person)
        for address in (url, place, f"{place}/file"):
            assert browser.get(address).status_code == 404
        assert browser.post(url, data=ALL).status_code == 404
        assert browser.post(f"{url}/packs").status_code == 404
