"""Pictures of pages: made by the study, later ones when asked for, shown to those who may see."""

import shutil
from dataclasses import replace
from functools import partial

import pytest
from factories.accounts import actor_of, make_assessor, make_service, make_user
from factories.assessments import make_assessment
from factories.evidence import make_checked_file
from factories.evidence_pages import text_of
from factories.papers import make_text_pdf, write_line
from factories.submissions import make_submission
from hostile.exhausting import EXHAUSTING
from sqlalchemy import select

from cse_assess.accounts.models import Role
from cse_assess.assessments.models import EvidenceLink
from cse_assess.clock import now
from cse_assess.config import ScannerAddress
from cse_assess.db import session
from cse_assess.evidence import services
from cse_assess.evidence.previews import making
from cse_assess.evidence.previews.jobs import PREVIEWS
from cse_assess.evidence.previews.rounds import tend_previews
from cse_assess.evidence.previews.services import JOB_KIND
from cse_assess.evidence.previews.store import PreviewStore
from cse_assess.evidence.scanning.queries import FOUND, SCAN
from cse_assess.evidence.study.jobs import make_study
from cse_assess.evidence.study.models import StepState, StoredFile
from cse_assess.evidence.study.queries import find_step
from cse_assess.evidence.study.services import save_step
from cse_assess.jobs.handlers import JobContext, JobRefused, get_handler
from cse_assess.jobs.models import Job
from cse_assess.reading.child import ChildLimits
from cse_assess.reading.drawing.drawer import Drawing, TooHard, draw_pages

TWELVE = [write_line(f"Page {number}") for number in range(1, 13)]


@pytest.fixture
def context(app):
    return JobContext(
        app.extensions["settings"], app.extensions["blobs"], lambda _percent, _text: None
    )


@pytest.fixture
def draw_what_was_asked(app, context):
    """Run the job that was asked for last."""

    def run():
        session.expire_all()
        asked = select(Job).where(Job.kind == JOB_KIND).order_by(Job.id.desc())
        arguments = session.scalars(asked).first().arguments
        session.commit()
        get_handler(app, JOB_KIND)(context, arguments)

    return run


@pytest.fixture
def store(app):
    return PreviewStore(app.extensions["settings"].preview_folder)


@pytest.fixture
def add(app, lead):
    def add_file(content, file_name="Charter.pdf", **details):
        file = make_checked_file(content, file_name, app.extensions["blobs"])
        actor = actor_of(lead)
        item = services.add_file_evidence(
            actor=actor,
            organisation_id=actor.organisation_id,
            blob=file,
            **{"title": "Charter", **details},
        )
        session.commit()
        return item

    return add_file


@pytest.fixture
def study(context):
    def run(item):
        make_study([PREVIEWS])(context, {"sha256": sha_of(item)})
        session.expire_all()

    return run


def sha_of(item):
    return item.revisions[-1].sha256


def picture_url(item, name=1):
    return f"/evidence/{item.id}/pictures/{sha_of(item)}/{name}.webp"


def test_the_study_draws_the_first_pages(add, study, store):
    item = add(make_text_pdf(*TWELVE))
    study(item)
    drawn = {path.name for path in store.folder.glob("*/*")}
    assert drawn == {"thumbnail.webp", *(f"{number}.webp" for number in range(1, 9))}
    assert session.get(StoredFile, sha_of(item)).page_count == 12


def test_a_page_shows_its_picture_and_the_picture_is_handed_out(library, add, study):
    item = add(make_text_pdf(*TWELVE))
    study(item)
    assert f'src="{picture_url(item)}"' in library.get(f"/evidence/{item.id}/pages/1").text
    response = library.get(picture_url(item))
    assert response.data[8:12] == b"WEBP"
    assert response.mimetype == "image/webp"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, max-age=86400, immutable"


def test_a_picture_of_confidential_evidence_is_not_left_in_the_browser(library, add, study):
    item = add(make_text_pdf(*TWELVE), is_confidential=True)
    study(item)
    assert library.get(picture_url(item)).headers["Cache-Control"] == "no-store"


def test_a_later_page_is_drawn_when_somebody_asks_for_it(library, add, study, draw_what_was_asked):
    item = add(make_text_pdf(*TWELVE))
    study(item)
    address = f"/evidence/{item.id}/pages/11"
    assert "Show this page as a picture" in text_of(library.get(address))
    response = library.post(f"{address}/picture")
    assert response.location == f"{address}?drawing=1"
    assert "is being made" in text_of(library.get(response.location))
    draw_what_was_asked()
    assert picture_url(item, 11) in library.get(response.location).text
    assert library.get(picture_url(item, 12)).status_code == 200


def test_an_older_revision_has_pictures_of_its_own(app, library, add, draw_what_was_asked):
    item = add(make_text_pdf(*TWELVE))
    old = sha_of(item)
    file = make_checked_file(make_text_pdf(TWELVE[0]), "new.pdf", app.extensions["blobs"])
    actor = actor_of(item.created_by)
    services.replace_file(actor=actor, item=item, file=file, reason="New")
    session.get(StoredFile, old).page_count = 12
    save_step(sha256=old, step="previews", version=1, state=StepState.DONE)
    session.commit()
    page = library.get(f"/evidence/{item.id}/pages/9?revision=1")
    assert f"/evidence/{item.id}/pages/9/picture?revision=1" in page.text
    response = library.post(f"/evidence/{item.id}/pages/9/picture?revision=1")
    draw_what_was_asked()
    assert f"/pictures/{old}/9.webp" in library.get(response.location).text


@pytest.mark.parametrize("number", [0, 13, 10**40])
def test_a_page_that_is_not_there_is_not_asked_for(library, add, study, number):
    item = add(make_text_pdf(*TWELVE))
    study(item)
    assert library.post(f"/evidence/{item.id}/pages/{number}/picture").status_code == 404


@pytest.mark.parametrize("name", ["13", "0", "x", "1.webp%00", "..%2f1"])
def test_a_picture_that_is_not_there_is_not_found(library, add, study, name):
    item = add(make_text_pdf(*TWELVE))
    study(item)
    assert library.get(picture_url(item, name)).status_code == 404


def test_a_picture_of_another_items_file_is_not_found_by_its_hash(library, add, study):
    item, other = add(make_text_pdf(*TWELVE)), add(make_text_pdf(TWELVE[1]), title="Other")
    study(other)
    assert library.get(f"/evidence/{item.id}/pictures/{sha_of(other)}/1.webp").status_code == 404


def test_a_sealed_revision_shows_no_picture_to_those_who_may_not_open_it(
    client, sign_in, add, study, lead
):
    item = add(make_text_pdf(*TWELVE))
    study(item)
    item.revisions[0].sealed_at = now()
    session.commit()
    reader = sign_in(client, make_user(Role.READER, lead.organisation))
    assert reader.get(picture_url(item)).status_code == 403
    assert reader.post(f"/evidence/{item.id}/pages/1/picture?revision=1").status_code == 403


def test_an_assessor_sees_pictures_of_what_was_submitted_and_of_nothing_else(
    client, sign_in, add, study, lead
):
    linked = add(make_text_pdf(TWELVE[0]), is_confidential=True)
    other = add(make_text_pdf(TWELVE[1]), title="Other")
    study(linked), study(other)
    assessment = make_assessment(make_service(lead.organisation))
    session.add(EvidenceLink(response_id=assessment.responses[0].id, item_id=linked.id))
    session.commit()
    submission = make_submission(assessment)
    assessor = sign_in(client, make_assessor(assessment))
    place = f"/submitted/{submission.id}/evidence"
    address = f"{place}/{linked.id}/1/pictures/1.webp"
    assert address in assessor.get(f"{place}/{linked.id}/1").text
    assert assessor.get(address).status_code == 200
    assert assessor.get(picture_url(linked)).status_code == 403
    assert assessor.get(f"{place}/{other.id}/1/pictures/1.webp").status_code == 404


def test_a_file_in_quarantine_has_no_preview(app, library, add, study, context):
    item = add(make_text_pdf(*TWELVE))
    study(item)
    settings = replace(app.extensions["settings"], scanner=ScannerAddress(path="/run/clamd.sock"))
    app.extensions["settings"] = settings
    for address in (picture_url(item), f"/evidence/{item.id}/pages/1"):
        response = library.get(address)
        assert response.status_code == 403
        assert "being checked for viruses" in response.text
    assert library.post(f"/evidence/{item.id}/pages/11/picture").status_code == 403
    with pytest.raises(JobRefused, match="being checked"):
        get_handler(app, JOB_KIND)(
            replace(context, settings=settings), {"sha256": sha_of(item), "first": 1}
        )


def test_text_is_shown_as_text(library, add, study, store):
    item = add(b"Minutes of the panel", "minutes.txt")
    study(item)
    assert find_step(sha_of(item), "previews").state == StepState.DONE
    assert not store.folder.exists()
    assert "<img" not in library.get(f"/evidence/{item.id}/pages/1").text
    assert library.post(f"/evidence/{item.id}/pages/1/picture").status_code == 302


def test_a_file_that_cannot_be_drawn_says_why(library, add, study):
    item = add(b"%PDF-1.7 damaged since")
    study(item)
    page = text_of(library.get(f"/evidence/{item.id}/pages/1"))
    assert "No picture can be made of this file. Download it to look at it." in page


def test_a_pdf_that_makes_the_renderer_run_away_is_stopped_and_says_so(
    library, add, study, monkeypatch
):
    limits = ChildLimits(cpu_seconds=2, deadline_seconds=4, written_bytes=1_000_000)
    monkeypatch.setattr(making, "draw_pages", partial(draw_pages, limits=limits))
    item = add(EXHAUSTING["forms in forms.pdf"]())
    study(item)
    assert find_step(sha_of(item), "previews").state == StepState.DONE
    assert "too complex" in text_of(library.get(f"/evidence/{item.id}/pages/1"))


def test_a_page_that_cannot_be_drawn_keeps_no_other_from_being_drawn(
    library, add, study, store, monkeypatch
):
    def draw(_path, _suffix, numbers, room):
        if 2 in numbers:
            raise TooHard
        for number in numbers:
            (room / f"{number}.webp").touch()
        return Drawing(12, frozenset(numbers))

    monkeypatch.setattr(making, "draw_pages", draw)
    item = add(make_text_pdf(*TWELVE))
    study(item)
    assert [number for number in range(1, 13) if store.find(sha_of(item), str(number))] == [
        1, 3, 4, 5, 6, 7, 8,
    ]  # fmt: skip
    page = text_of(library.get(f"/evidence/{item.id}/pages/2"))
    assert "too complex" in page
    assert "Show this page" not in page


def test_after_two_pages_that_cannot_be_drawn_the_rest_waits(add, study, store, monkeypatch):
    asked = []

    def draw(_path, _suffix, numbers, _room):
        asked.append(list(numbers))
        raise TooHard

    monkeypatch.setattr(making, "draw_pages", draw)
    item = add(make_text_pdf(*TWELVE))
    study(item)
    assert asked == [[1, 2, 3, 4, 5, 6, 7, 8], [1], [2]]
    assert find_step(sha_of(item), "previews").state == StepState.REFUSED


def test_pictures_that_were_deleted_are_made_again(add, study, store, context, draw_what_was_asked):
    item = add(make_text_pdf(*TWELVE))
    study(item)
    shutil.rmtree(store.folder)
    assert tend_previews(context, {}) == {"removed": 0, "asked_for": 1}
    draw_what_was_asked()
    assert store.find(sha_of(item), "thumbnail")
    assert tend_previews(context, {}) == {"removed": 0, "asked_for": 0}


def test_the_oldest_pictures_go_where_there_are_too_many(add, study, store, context):
    study(add(make_text_pdf(*TWELVE)))
    small = replace(context, settings=replace(context.settings, preview_bytes=1000))
    assert tend_previews(small, {})["removed"] == 8
    assert [path.name for path in store.folder.glob("*/*")] == ["thumbnail.webp"]


def test_a_file_in_which_a_virus_was_found_says_so(library, add, study):
    item = add(make_text_pdf(*TWELVE))
    study(item)
    message = f"{FOUND} Eicar in this file."
    save_step(sha256=sha_of(item), step=SCAN, version=1, state=StepState.REFUSED, message=message)
    session.commit()
    response = library.get(picture_url(item))
    assert response.status_code == 403
    assert "Eicar" in response.text
