"""Asking for an evidence pack, watching it being made, and fetching it."""

import contextvars
import io
import zipfile
from datetime import timedelta

import pytest
from factories.accounts import make_assessor, make_organisation, make_service, make_user
from factories.assessments import attach, make_assessment
from factories.evidence import make_item
from factories.jobs import run_round
from factories.packs import make_pack
from factories.submissions import make_ready, submit
from sqlalchemy import update

from cse_assess.cli.verify import SOURCES
from cse_assess.clock import now
from cse_assess.db import read_only, session
from cse_assess.evidence.custody.models import HeldFile
from cse_assess.evidence.custody.verification import Count, verify_custody
from cse_assess.jobs.worker import run_pending_jobs
from cse_assess.reports.packs.models import EvidencePack
from cse_assess.web.context import current_blobs


@pytest.fixture
def assessment(app):
    service = make_service(make_organisation(name="Wexmoor District Council"), name="Libraries")
    assessment = make_assessment(service, cycle="2026")
    make_ready(assessment)
    return assessment


@pytest.fixture
def lead(app, sign_in, assessment):
    return sign_in(app.test_client(), make_user("lead", assessment.organisation))


@pytest.fixture
def url(assessment):
    return f"/assessments/{assessment.id}/packs"


def run_jobs(app):
    session.commit()
    return contextvars.Context().run(run_pending_jobs, app)


def test_the_list_is_empty_at_first(lead, url):
    assert "No packs yet" in lead.get(url).text


def test_a_pack_is_asked_for_made_and_fetched(app, lead, url):
    place = lead.post(url).location
    assert "is being made" in lead.get(place).text
    assert lead.get(f"{place}/file").status_code == 404
    run_jobs(app)
    page = lead.get(place).text
    assert "Your evidence pack is ready" in page
    answer = lead.get(f"{place}/file")
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.get_data())) as reader:
        assert reader.testzip() is None
        assert "manifest-sha256.txt" in reader.namelist()
    assert "Ready" in lead.get(url).text


def test_a_pack_of_a_submission_is_of_what_was_submitted(app, lead, assessment, url):
    submit(assessment)
    assert "Make a pack of submission 1" in lead.get(url).text
    place = lead.post(url, data={"number": "1"}).location
    run_jobs(app)
    with zipfile.ZipFile(io.BytesIO(lead.get(f"{place}/file").get_data())) as reader:
        assert b"Submission 1, exactly" in reader.read("data/index.html")


def test_asking_twice_makes_one_pack(app, lead, url):
    assert lead.post(url).location == lead.post(url).location


def test_the_same_as_it_is_and_of_a_submission_are_two_packs(lead, assessment, url):
    submit(assessment)
    assert lead.post(url).location != lead.post(url, data={"number": "1"}).location


@pytest.mark.parametrize("number", ["7", "x", "-1", "0", "1" * 500, "²", "1.5"])
def test_there_is_no_pack_of_what_was_never_submitted(lead, url, number):
    assert lead.post(url, data={"number": number}).status_code == 404
    assert session.query(EvidencePack).count() == 0


def test_a_file_that_is_gone_is_told_and_the_pack_can_be_tried_again(app, lead, assessment, url):
    attach(assessment, "1.1.1", make_item(assessment.organisation, content=b"never stored"))
    place = lead.post(url).location
    run_jobs(app)
    page = lead.get(place).text
    assert "could not be made" in page
    assert "A stored file is missing or damaged" in page
    assert "Try again" in page
    assert "Failed" in lead.get(url).text
    assert lead.post(url).location != place


def test_after_its_time_the_file_goes_and_the_page_says_so(app, lead, url):
    place = lead.post(url).location
    run_jobs(app)
    sha256 = session.query(EvidencePack).one().sha256
    _let_a_fortnight_pass()
    assert "This evidence pack was deleted" in lead.get(place).text
    assert lead.get(f"{place}/file").status_code == 404
    assert "Deleted" in lead.get(url).text
    run_round(app, "let_go_of_uploads")
    with read_only():
        assert session.query(HeldFile).filter_by(sha256=sha256).count() == 0


def _let_a_fortnight_pass() -> None:
    past = now() - timedelta(seconds=1)
    session.execute(update(EvidencePack).values(kept_until_at=past))
    session.execute(update(HeldFile).values(until_at=past))
    session.commit()


def test_a_pack_is_no_orphan_in_the_eyes_of_verify(app, lead, url):
    lead.post(url)
    run_jobs(app)
    faults = verify_custody(current_blobs(), SOURCES, Count(), lambda _count: None)
    assert [fault for fault in faults if fault.kind == "orphaned"] == []


def test_assessors_and_strangers_have_no_packs(app, sign_in, assessment, url):
    pack = make_pack(assessment, b"any")
    assessor = sign_in(app.test_client(), make_assessor(assessment))
    stranger = sign_in(app.test_client(), make_user("lead", make_organisation()))
    with read_only():
        address = f"/packs/{pack.id}"
    assert assessor.get(address).status_code == 403
    assert stranger.get(address).status_code == 404
    assert stranger.post(url).status_code == 404
