"""What somebody from outside reads of a submission: what was frozen, and nothing else."""

import hashlib
from datetime import timedelta

import pytest
from factories.accounts import make_assessor, make_grant, make_user
from factories.assessments import attach, cse, make_assessment, system_actor, write_response
from factories.evidence import make_item
from factories.pins import give_text, make_pin, replace_text
from factories.reviews import make_review
from factories.submissions import make_stored_item, submit, withdraw

from cse_assess.analysis.freshness import add_months
from cse_assess.assessments.past.content import list_pieces, make_content
from cse_assess.assessments.queries import load_tree
from cse_assess.assessments.services import detach_evidence
from cse_assess.clock import now, today
from cse_assess.db import session
from cse_assess.evidence.scanning.queries import FOUND, SCAN
from cse_assess.evidence.services import withdraw_item
from cse_assess.evidence.study.models import StepState
from cse_assess.evidence.study.services import save_step
from cse_assess.review.assessor_queries.models import Addendum, AssessorQuery
from cse_assess.review.second_opinion.models import ScorerKind, Scoring
from cse_assess.web.context import current_settings
from cse_assess.web.templating import format_day

CODE = "1.1.1"
ADDRESS = "https://www.example.org/charter"
PARTS = ("", f"/elements/{CODE}", "/manifest", "/content")


def score(submission, scorer, **values) -> Scoring:
    known = {"kind": ScorerKind.INTERNAL, "submission_id": submission.id, "scorer_id": scorer.id}
    scoring = Scoring(**{**known, **values})
    session.add(scoring)
    session.commit()
    return scoring


def test_the_assessor_reads_what_was_submitted(reader, url):
    page = reader.get(url).text
    assert "Wexmoor District Council" in page
    assert "Libraries, 2026: submission 1" in page
    assert "We moved in March." in page
    assert f"{url}/elements/4.3.6" in page


def test_an_element_shows_claim_evidence_and_what_is_pinned(reader, url, piece_url):
    page = reader.get(f"{url}/elements/{CODE}").text
    assert "All of it." in page
    assert "Survey 2026" in page
    assert "Nine in ten say" in page
    assert f"{piece_url}?page=2#pin-" in page


def test_a_piece_opens_at_its_page_with_the_pinned_words_marked(reader, piece_url):
    page = reader.get(f"{piece_url}?page=2").text
    assert ">Nine in ten say</mark> that staff are polite." in page
    assert "400 residents" not in page


@pytest.mark.parametrize("number", ["0", "3", "99999999999999999999", "x"])
def test_a_page_that_the_file_does_not_have_is_its_first(reader, piece_url, number):
    assert "400 residents" in reader.get(f"{piece_url}?page={number}").text


def test_a_passage_that_goes_on_over_the_page_is_marked_as_far_as_its_end(
    reader, assessment, link, url
):
    item = make_stored_item(assessment, b"%PDF-1.7 a plan", title="Plan")
    second = attach(assessment, "1.1.2", give_text(item, "One. We will go", "on to ask."))
    make_pin(second, "We will go\n\non to ask")
    submission = submit(assessment)
    page = reader.get(f"/submitted/{submission.id}/evidence/{item.id}/1").text
    assert "One. <mark" in page
    assert ">We will go</mark>" in page


def test_the_file_is_the_one_that_was_submitted_whatever_came_after(reader, piece_url, link):
    kept = link.item.revisions[0].sha256
    replace_text(link.item, "Quite another survey.")
    assert hashlib.sha256(reader.get(f"{piece_url}/file").get_data()).hexdigest() == kept
    assert "Quite another" not in reader.get(piece_url).text


def test_a_later_revision_is_not_part_of_the_submission(reader, url, link, submission):
    replace_text(link.item, "Quite another survey.")
    for part in ("", "/file", "/pictures/1.webp", "/address"):
        assert reader.get(f"{url}/evidence/{link.item_id}/2{part}").status_code == 404


def test_what_the_organisation_changes_afterwards_does_not_reach_the_assessor(
    reader, url, piece_url, assessment, link
):
    write_response(assessment, CODE, justification="Something new.")
    later = make_stored_item(assessment, b"%PDF-1.7 later", title="Came later")
    attach(assessment, CODE, later)
    detach_evidence(actor=system_actor(assessment.service), link=link)
    withdraw_item(actor=system_actor(assessment.service), item=link.item, reason="Out of date")
    session.commit()
    page = reader.get(f"{url}/elements/{CODE}").text
    assert "All of it." in page
    assert "Survey 2026" in page
    assert "Something new." not in page
    assert "Came later" not in page
    assert reader.get(f"{piece_url}/file").status_code == 200
    assert reader.get(f"{url}/evidence/{later.id}/1").status_code == 404


def test_evidence_of_the_library_that_was_not_submitted_is_not_found(reader, url, assessment):
    other = make_stored_item(assessment, b"%PDF-1.7 secret", title="Not submitted")
    for part in ("", "/file", "/pictures/1.webp", "/address"):
        assert reader.get(f"{url}/evidence/{other.id}/1{part}").status_code == 404


def test_what_was_withdrawn_before_is_not_part_of_the_submission(reader, assessment, link):
    old = attach(assessment, CODE, make_stored_item(assessment, b"%PDF-1.7 old", title="Old one"))
    withdraw_item(actor=system_actor(assessment.service), item=old.item, reason="Too old")
    submission = submit(assessment)
    assert "Old one" not in reader.get(f"/submitted/{submission.id}/elements/{CODE}").text
    assert reader.get(f"/submitted/{submission.id}/evidence/{old.item_id}/1").status_code == 404


def test_confidential_evidence_is_open_to_the_assessor(reader, assessment, link):
    item = make_stored_item(assessment, b"%PDF-1.7 c", title="Case 12", is_confidential=True)
    attach(assessment, CODE, item)
    submission = submit(assessment)
    page = reader.get(f"/submitted/{submission.id}/elements/{CODE}").text
    assert "Case 12" in page
    assert "Confidential" in page
    assert reader.get(f"/submitted/{submission.id}/evidence/{item.id}/1/file").status_code == 200


def test_a_sealed_file_is_refused_with_the_reason_and_not_quoted(reader, url, piece_url, link):
    link.item.revisions[0].sealed_at = now()
    session.commit()
    for address in (f"{url}/elements/{CODE}", piece_url):
        page = reader.get(address).text
        assert "sealed" in page
        assert "Nine in ten" not in page
    assert reader.get(f"{piece_url}/file").status_code == 403


def test_a_file_in_quarantine_is_refused_with_the_reason(reader, url, piece_url, link):
    sha256, message = link.item.revisions[0].sha256, f"{FOUND} Eicar in this file."
    save_step(sha256=sha256, step=SCAN, version=1, state=StepState.REFUSED, message=message)
    session.commit()
    assert message in reader.get(f"{url}/elements/{CODE}").text
    page = reader.get(f"{piece_url}?page=2").text
    assert message in page
    assert "staff are polite" not in page
    for part in ("/file", "/pictures/1.webp"):
        refused = reader.get(f"{piece_url}{part}")
        assert refused.status_code == 403
        assert message in refused.text


def test_a_revision_that_is_not_what_was_submitted_any_more_is_not_opened(reader, piece_url, link):
    link.item.revisions[0].sha256 = "0" * 64
    session.commit()
    assert "no longer holds exactly what was submitted" in reader.get(piece_url).text
    assert reader.get(f"{piece_url}/file").status_code == 403


def test_a_picture_of_a_page_is_kept_by_no_browser(reader, piece_url, link):
    folder = current_settings().preview_folder / link.item.revisions[0].sha256
    folder.mkdir(parents=True)
    (folder / "2.webp").write_bytes(b"RIFF a picture")
    answer = reader.get(f"{piece_url}/pictures/2.webp")
    assert answer.get_data() == b"RIFF a picture"
    assert answer.headers["Cache-Control"] == "no-store"
    assert reader.get(f"{piece_url}/pictures/1.webp").status_code == 404


def test_a_web_address_is_followed_from_the_submission(reader, assessment, link):
    item = make_item(assessment.organisation, url=ADDRESS, title="Charter")
    attach(assessment, CODE, item)
    submission = submit(assessment)
    place = f"/submitted/{submission.id}/evidence/{item.id}/1"
    assert ADDRESS in reader.get(place).text
    assert reader.get(f"{place}/address").location == ADDRESS
    assert reader.get(f"{place}/file").status_code == 404


def test_manifest_and_content_can_be_checked_against_one_another(reader, url, submission):
    manifest = reader.get(f"{url}/manifest").get_data()
    content = reader.get(f"{url}/content").get_data()
    assert hashlib.sha256(manifest).hexdigest() == submission.sha256
    assert manifest.startswith(hashlib.sha256(content).hexdigest().encode())


def test_only_the_newest_submission_that_stands_is_open(reader, url, assessment, submission):
    write_response(assessment, CODE, justification="More of it.")
    second = submit(assessment)
    assert reader.get(url).status_code == 404
    assert reader.get(f"/submitted/{second.id}").status_code == 200
    withdraw(second)
    assert reader.get(f"/submitted/{second.id}").status_code == 404
    assert reader.get(url).status_code == 200


def test_the_submission_that_a_review_works_on_stays_open_to_its_assessor(
    reader, url, assessment, assessor, submission
):
    make_review(submission, assessor=assessor)
    write_response(assessment, CODE, justification="More of it.")
    submit(assessment)
    assert reader.get(url).status_code == 200
    withdraw(submission)
    assert reader.get(url).status_code == 404


def test_nobody_else_knows_of_it(app, sign_in, submission, piece_url, url):
    assessment = submission.assessment
    others = {
        "lead": make_user("lead", assessment.organisation),
        "reader": make_user("reader", assessment.organisation),
        "of another organisation": make_user("lead"),
        "assessor of another one": make_assessor(make_assessment(assessment.service)),
        "former": make_assessor(assessment, ends_on=today() - timedelta(days=1)),
    }
    for name, person in others.items():
        browser = sign_in(app.test_client(), person)
        for address in (*(f"{url}{part}" for part in PARTS), piece_url, f"{piece_url}/file"):
            assert browser.get(address).status_code == 404, (name, address)


def test_a_member_who_assesses_for_another_organisation_reads_its_submission(
    app, sign_in, submission, url
):
    member = make_user("lead")
    make_grant(member, submission.assessment)
    assert sign_in(app.test_client(), member).get(url).status_code == 200


def test_an_internal_scorer_opens_evidence_and_sees_no_levels(
    app, sign_in, submission, url, piece_url
):
    scorer = make_user("reader", submission.assessment.organisation)
    scoring = score(submission, scorer, until=today())
    browser = sign_in(app.test_client(), scorer)
    assert browser.get(f"{piece_url}/file").status_code == 200
    page = browser.get(piece_url).text
    assert f"{url}/elements/" not in page
    for part in ("", f"/elements/{CODE}", "/content"):
        refused = browser.get(f"{url}{part}")
        assert refused.status_code == 403
        assert "blind" in refused.text
    scoring.finished_at = now()
    session.commit()
    assert browser.get(piece_url).status_code == 404


def test_an_internal_scorer_reads_until_their_last_day(app, sign_in, submission, piece_url):
    scorer = make_user("reader", submission.assessment.organisation)
    score(submission, scorer, until=today() - timedelta(days=1))
    assert sign_in(app.test_client(), scorer).get(piece_url).status_code == 404


def test_an_assessor_who_scores_blind_sees_levels_only_when_they_are_done(
    reader, assessor, submission, url
):
    scoring = score(submission, assessor, kind=ScorerKind.ASSESSOR)
    assert reader.get(url).status_code == 403
    scoring.finished_at = now()
    session.commit()
    assert reader.get(url).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/submitted/99999999999999999999",
        "/submitted/0",
        "/submitted/1/elements/9.9.9",
        "/submitted/1/elements/%00",
        "/submitted/1/evidence/99999999999999999999/1",
        "/submitted/1/evidence/1/99999999999999999999",
        "/submitted/1/evidence/1/1/pictures/99999999999999999999.webp",
        "/submitted/1/evidence/1/1/pictures/0.webp",
    ],
)
def test_what_is_not_there_is_not_found(reader, submission, address):
    assert reader.get(address.replace("/1", f"/{submission.id}", 1)).status_code == 404


def test_an_addendum_opens_the_pieces_that_came_with_it(reader, assessor, url, submission):
    assessment = submission.assessment
    item = make_stored_item(assessment, b"%PDF-1.7 answer", title="The rota")
    add_addendum(submission, assessor, item)
    page = reader.get(f"{url}/evidence/{item.id}/1")
    assert "The rota" in page.text
    assert "addendum 1" in page.text
    assert reader.get(f"{url}/evidence/{item.id}/1/file").status_code == 200


def add_addendum(submission, assessor, item) -> None:
    review = make_review(submission, assessor=assessor)
    query = AssessorQuery(
        review_id=review.id, number=1, question="Why?", answer_by=today(), asked_by_id=assessor.id
    )
    session.add(query)
    session.flush()
    content = {"evidence": [describe(submission.assessment, item)]}
    session.add(
        Addendum(
            submission_id=submission.id,
            query_id=query.id,
            number=1,
            content=content,
            manifest="",
            sha256="",
        )
    )
    session.commit()


def describe(assessment, item) -> dict[str, object]:
    """Return an item as it is kept when it is attached to another self-assessment."""

    other = make_assessment(assessment.service)
    attach(other, CODE, item)
    return next(list_pieces(make_content(load_tree(other.id), cse())))


def test_pages_ask_a_fixed_number_of_queries(reader, assessment, link, count_queries):
    few = submit(assessment)
    with count_queries() as before:
        reader.get(f"/submitted/{few.id}/elements/{CODE}")
    for number in range(20):
        attach(assessment, CODE, make_item(assessment.organisation, title=f"Piece {number}"))
    many = submit(assessment)
    with count_queries() as after:
        page = reader.get(f"/submitted/{many.id}/elements/{CODE}")
    assert "Piece 19" in page.text
    assert len(after) == len(before) <= 14


def test_whoever_is_here_from_outside_starts_at_their_reviews(app, sign_in, reader, assessment):
    assert reader.get("/").location == "/reviews"
    former = make_assessor(assessment, ends_on=today() - timedelta(days=1))
    assert sign_in(app.test_client(), former).get("/").location == "/reviews"
    member = make_user("lead")
    make_grant(member, assessment)
    assert sign_in(app.test_client(), member).get("/").status_code == 200


def test_how_long_a_piece_counts_is_said_for_each_of_its_elements(reader, assessment, link):
    elements = {each.evidence_max_age_months: each.code for each in reversed(cse().elements)}
    for code in elements.values():
        if code != CODE:
            attach(assessment, code, link.item)
    submission = submit(assessment)
    page = reader.get(f"/submitted/{submission.id}/evidence/{link.item_id}/1").text
    days = {add_months(today(), months or cse().evidence.validity_months) for months in elements}
    assert len(days) > 1
    for day in days:
        assert f"Counts until {format_day(day)}" in page
