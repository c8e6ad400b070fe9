"""What was opened is on record, and those who manage the self-assessment can read it."""

import csv
import io
from datetime import timedelta

import pytest
from factories.accounts import make_assessor, make_user
from factories.assessments import cse, make_assessment
from factories.pins import give_text
from factories.submissions import make_ready, submit
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.review.trail.models import OpenedKind, Opening
from cse_assess.review.trail.queries import list_opened_pieces
from cse_assess.web.context import current_settings

CODE = "1.1.1"


@pytest.fixture
def link(assessment):
    link = make_ready(assessment)
    give_text(link.item, "One.", "Two.")
    return link


@pytest.fixture
def submission(link, assessment):
    return submit(assessment)


@pytest.fixture
def assessor(assessment):
    return make_assessor(assessment, name="Ada Assessor", email="ada@example.org")


@pytest.fixture
def reader(app, sign_in, assessor):
    return sign_in(app.test_client(), assessor)


@pytest.fixture
def piece_url(submission, link):
    return f"/submitted/{submission.id}/evidence/{link.item_id}/1"


@pytest.fixture
def url(assessment):
    return f"/assessments/{assessment.id}/openings"


def list_noted() -> list[tuple[str, str]]:
    rows = session.execute(select(Opening.kind, Opening.title).order_by(Opening.id))
    return [tuple(row) for row in rows]


def keep(submission, user, title="Submission 1", **values) -> None:
    known = {"kind": OpenedKind.PAGE, "submission_id": submission.id, "user_id": user.id}
    session.add(Opening(assessment_id=submission.assessment_id, title=title, **{**known, **values}))
    session.commit()


def test_each_page_file_and_manifest_is_noted(reader, submission, piece_url):
    start = f"/submitted/{submission.id}"
    for address in (start, f"{start}/elements/{CODE}", f"{piece_url}?page=2", f"{piece_url}/file"):
        assert reader.get(address).status_code == 200
    reader.get(f"{start}/manifest")
    assert list_noted() == [
        ("page", "Submission 1"),
        ("page", f"{CODE} {cse().elements[0].title}"),
        ("evidence", "Survey 2026, page 2 of 2"),
        ("file", "Survey 2026"),
        ("file", "Manifest of submission 1"),
    ]


def test_a_file_is_noted_with_its_fingerprint_and_place(reader, link, piece_url, assessor):
    reader.get(f"{piece_url}/file")
    [opening] = session.scalars(select(Opening))
    assert opening.sha256 == link.item.revisions[0].sha256
    assert (opening.item_id, opening.revision_number) == (link.item_id, 1)
    assert opening.user_id == assessor.id


def test_what_was_opened_twice_is_noted_twice(reader, piece_url):
    reader.get(f"{piece_url}/file")
    reader.get(f"{piece_url}/file")
    assert len(list_noted()) == 2


def test_a_picture_counts_with_the_page_that_showed_it(reader, link, piece_url):
    folder = current_settings().preview_folder / link.item.revisions[0].sha256
    folder.mkdir(parents=True)
    for number in ("1", "2"):
        (folder / f"{number}.webp").write_bytes(b"RIFF a picture")
    reader.get(piece_url)
    reader.get(f"{piece_url}/pictures/1.webp")
    assert list_noted() == [("evidence", "Survey 2026, page 1 of 2")]
    reader.get(f"{piece_url}/pictures/2.webp")
    assert list_noted()[1:] == [("evidence", "Survey 2026, page 2 of 2")]


def test_what_was_refused_is_not_noted(enter, reader, link, piece_url):
    stranger = enter("stranger")
    assert stranger.get(piece_url).status_code == 404
    link.item.revisions[0].sealed_at = now()
    session.commit()
    assert reader.get(f"{piece_url}/file").status_code == 403
    assert list_noted() == []


def test_a_closed_piece_does_not_count_as_looked_at(reader, link, piece_url, submission, assessor):
    link.item.revisions[0].sealed_at = now()
    session.commit()
    reader.get(piece_url)
    assert list_noted() == [("page", "Survey 2026")]
    assert list_opened_pieces(submission.id, assessor.id) == set()


def test_pieces_that_were_opened_are_known_by_person(reader, link, piece_url, submission, assessor):
    assert list_opened_pieces(submission.id, assessor.id) == set()
    reader.get(piece_url)
    assert list_opened_pieces(submission.id, assessor.id) == {(link.item_id, 1)}
    assert list_opened_pieces(submission.id, make_user().id) == set()


def test_the_organisations_own_people_leave_no_trail(enter, submission, assessment):
    enter("lead").get(f"/assessments/{assessment.id}/submissions/1")
    assert list_noted() == []


@pytest.mark.parametrize("change", [update(Opening).values(title="Nothing"), delete(Opening)])
def test_the_database_refuses_to_change_what_was_noted(reader, piece_url, change):
    reader.get(piece_url)
    with pytest.raises(DBAPIError):
        session.execute(change)
    session.rollback()
    assert list_noted() == [("evidence", "Survey 2026, page 1 of 2")]


@pytest.mark.parametrize("kind", ["lead", "administrator"])
def test_who_manages_sees_who_opened_what(enter, reader, piece_url, url, kind):
    reader.get(f"{piece_url}/file")
    page = enter(kind).get(url).text
    for words in ("Ada Assessor", "Downloaded a file", "Survey 2026", "1 entry"):
        assert words in page


def test_the_tab_is_shown_to_managers_only(enter, submission, assessment, url):
    page = f"/assessments/{assessment.id}/submissions"
    assert url in enter("lead").get(page).text
    assert url not in enter("reader").get(page).text
    assert enter("reader").get(url).status_code == 403


def test_nothing_opened_is_said_so(enter, submission, url):
    assert "Nothing was opened yet" in enter("lead").get(url).text


def test_the_list_can_be_narrowed_to_one_person(enter, submission, assessor, assessment, url):
    other = make_assessor(assessment, name="Bo Second")
    keep(submission, assessor, "Seen by Ada")
    keep(submission, other, "Seen by Bo")
    page = enter("lead").get(f"{url}?person={other.id}").text
    assert "Seen by Bo" in page
    assert "Seen by Ada" not in page


@pytest.mark.parametrize("person", ["x", "0", "-1", "99999999999999999999", "%00"])
def test_nonsense_in_the_address_shows_everybody(enter, submission, assessor, url, person):
    keep(submission, assessor, "Seen by Ada")
    assert "Seen by Ada" in enter("lead").get(f"{url}?person={person}&page=-3").text


def test_of_another_self_assessment_nothing_is_told(enter, submission, assessor, assessment):
    keep(submission, assessor, "Seen by Ada")
    other = make_assessment(assessment.service)
    assert "Seen by Ada" not in enter("lead").get(f"/assessments/{other.id}/openings").text


def test_a_long_list_has_pages_and_a_fixed_number_of_queries(
    enter, submission, assessor, url, count_queries
):
    keep(submission, assessor, "Number 0", opened_at=now() - timedelta(days=1))
    lead = enter("lead")
    with count_queries() as few:
        lead.get(url)
    for number in range(1, 60):
        keep(submission, assessor, f"Number {number}")
    with count_queries() as many:
        page = lead.get(url).text
    assert len(few) == len(many)
    assert "60 entries" in page
    assert "Number 0<" not in page
    assert "Number 0<" in lead.get(f"{url}?page=2").text


def test_the_list_can_be_taken_away(enter, submission, assessor, assessment, url):
    keep(submission, make_assessor(assessment), "Seen by another")
    keep(submission, assessor, "=SUM(A1)", opened_at=now() + timedelta(seconds=5))
    answer = enter("lead").get(f"{url}.csv")
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert [row["what"] for row in rows] == ["'=SUM(A1)", "Seen by another"]
    assert (rows[0]["who"], rows[0]["email"]) == ("Ada Assessor", "ada@example.org")
    narrowed = enter("lead").get(f"{url}.csv?person={assessor.id}").text
    assert "Seen by another" not in narrowed
