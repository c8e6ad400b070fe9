"""The study of stored files: once for each content, step by step, whatever happens between."""

import pytest
from factories.accounts import actor_of, make_user
from factories.evidence import make_checked_file
from sqlalchemy import func, select

from cse_assess.accounts.models import Role
from cse_assess.db import session
from cse_assess.errors import DomainError
from cse_assess.evidence import services
from cse_assess.evidence.study.jobs import FAILED, Step, make_study
from cse_assess.evidence.study.models import FilePage, StepState, StoredFile, StudyStep
from cse_assess.evidence.study.queries import list_pages, list_unstudied
from cse_assess.evidence.study.services import save_document
from cse_assess.jobs.handlers import JobContext
from cse_assess.jobs.models import Job
from cse_assess.reading.document import Document, Page


@pytest.fixture
def actor(app):
    return actor_of(make_user(Role.LEAD))


@pytest.fixture
def blobs(app):
    return app.extensions["blobs"]


@pytest.fixture
def study(app, blobs):
    context = JobContext(app.extensions["settings"], blobs, lambda _percent, _text: None)

    def run(sha256, *steps):
        session.commit()
        return make_study(steps)(context, {"sha256": sha256})

    return run


def add(actor, blobs, content=b"%PDF minutes", **details):
    file = make_checked_file(content, "Minutes.PDF", blobs)
    services.add_file_evidence(
        actor=actor,
        organisation_id=actor.organisation_id,
        blob=file,
        **{"title": "Minutes", **details},
    )
    return file.sha256


def step(name, work, **options):
    return Step(name, 1, work, **options)


def find_nothing(_file):
    return lambda: None


def states_of(sha256):
    session.expire_all()
    rows = session.scalars(select(StudyStep).where(StudyStep.sha256 == sha256))
    return {row.step: (row.state, row.message) for row in rows}


def test_a_content_is_noted_and_its_study_asked_for_once(actor, blobs):
    sha256 = add(actor, blobs)
    add(actor, blobs, is_duplicate_wanted=True)
    stored = session.get(StoredFile, sha256)
    assert (stored.size, stored.suffix) == (12, "pdf")
    kinds = session.scalars(select(Job.kind).order_by(Job.id)).all()
    assert kinds == ["study_file", "index_evidence"]


def test_a_web_address_is_not_studied(actor):
    services.add_link_evidence(
        actor=actor,
        organisation_id=actor.organisation_id,
        url="https://council.example/standards",
        title="Our standards",
    )
    assert session.scalar(select(func.count()).select_from(Job)) == 0


def test_a_step_reads_the_file_and_its_findings_are_kept(actor, blobs, study):
    sha256 = add(actor, blobs)

    def read(file):
        document = Document("pdf", (Page(1, file.path.read_text()),), title="Of the panel")
        return lambda: save_document(sha256=file.sha256, document=document)

    study(sha256, step("text", read))
    assert list_pages(sha256) == [Page(1, "%PDF minutes")]
    assert states_of(sha256) == {"text": (StepState.DONE, "")}
    assert session.get(StoredFile, sha256).title == "Of the panel"


def test_a_second_reading_takes_the_place_of_the_first(actor, blobs):
    sha256 = add(actor, blobs)
    for text in ("first", "second"):
        save_document(sha256=sha256, document=Document("pdf", (Page(1, text), Page(2, "."))))
    assert [page.text for page in list_pages(sha256)] == ["second", "."]
    assert session.scalar(select(func.count()).select_from(FilePage)) == 2


def test_a_step_that_cannot_be_done_says_why_and_the_next_is_done(actor, blobs, study):
    sha256 = add(actor, blobs)

    def refuse(_file):
        raise DomainError("This file is locked with a password.")

    study(sha256, step("text", refuse), step("pictures", find_nothing))
    assert states_of(sha256) == {
        "text": (StepState.REFUSED, "This file is locked with a password."),
        "pictures": (StepState.DONE, ""),
    }


def test_a_step_that_breaks_is_recorded_without_what_broke(actor, blobs, study):
    sha256 = add(actor, blobs)
    study(sha256, step("text", lambda _file: 1 / 0))
    assert states_of(sha256) == {"text": (StepState.FAILED, FAILED)}


def test_what_comes_after_a_gate_waits_until_the_gate_lets_the_file_through(actor, blobs, study):
    sha256 = add(actor, blobs)

    def refuse(_file):
        raise DomainError("A virus was found.")

    study(sha256, step("scan", refuse, is_gate=True), step("text", find_nothing))
    assert list(states_of(sha256)) == ["scan"]


def test_a_study_that_is_run_again_does_only_what_is_left(actor, blobs, study):
    sha256, done = add(actor, blobs), []

    def count(file):
        done.append(file.suffix)
        return lambda: None

    study(sha256, step("text", count))
    study(sha256, step("text", count), step("pictures", count))
    assert done == ["pdf", "pdf"]


def test_a_step_of_a_newer_version_is_taken_again(actor, blobs, study):
    sha256 = add(actor, blobs)
    study(sha256, step("text", find_nothing))
    assert list_unstudied("text", 1, 10) == []
    assert list_unstudied("text", 2, 10) == [sha256]
