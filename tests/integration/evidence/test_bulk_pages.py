"""Many files at once: uploaded, described in one table, saved together or later."""

import io
import zipfile
from datetime import date, timedelta

import html5lib
import pytest
from factories.accounts import actor_of, make_service, make_user
from factories.assessments import lock, make_assessment
from factories.evidence import make_item, upload
from factories.evidence_pages import TEXT, send, text_of
from factories.likeness_texts import JUNE, MARCH
from factories.pictures import as_jpeg, draw_scene

from cse_assess.accounts.models import Role
from cse_assess.assessments.queries import get_response, list_evidence
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.evidence.bulk.models import UploadBatch
from cse_assess.evidence.bulk.rounds import delete_upload_batches
from cse_assess.evidence.bulk.table import measure_progress
from cse_assess.evidence.custody.models import HeldFile
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.queries import ItemFilters, list_items
from cse_assess.evidence.study.jobs import make_study
from cse_assess.evidence.study.models import StoredFile
from cse_assess.evidence.study.steps import STEPS
from cse_assess.jobs.handlers import JobContext
from cse_assess.jobs.leases import LeaseTerms, claim_job
from cse_assess.jobs.models import Job

MINUTES = b"Minutes of the customer panel\n3 March 2026\nApologies: none\n"
PLAN = b"Improvement plan\nWhat we will do next."


@pytest.fixture
def study(app, settings):
    """Give a function that does the jobs that wait, as a worker would."""

    def study():
        context = JobContext(settings, app.extensions["blobs"], lambda *_: None)
        hashes = [stored.sha256 for stored in session.query(StoredFile)]
        session.commit()
        for sha256 in hashes:
            make_study(STEPS)(context, {"sha256": sha256})

    return study


@pytest.fixture
def start(library, study):
    """Give a function that uploads files and returns the address of their table."""

    def start(*files, address="/evidence/bulk"):
        sent = [upload(content, name) for name, content in files]
        response = library.post(address, data={"files": sent})
        assert response.status_code == 302, text_of(response)
        study()
        return response.location

    return start


def read_form(response):
    """Return what a browser would send back of the page's table, unchanged."""
    tree = html5lib.parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    values = {}
    for field in tree.findall(".//main//input"):
        is_ticked = field.get("type") != "checkbox" or field.get("checked") is not None
        if field.get("name") and is_ticked:
            values[field.get("name")] = field.get("value", "")
    for select in tree.findall(".//main//select"):
        chosen = select.find(".//option[@selected]")
        values[select.get("name")] = "" if chosen is None else chosen.get("value")
    return values


def save(library, address, **changes):
    values = {**read_form(library.get(address)), "action": "save", **changes}
    return library.post(address, data={k: v for k, v in values.items() if v is not None})


def items_of(person):
    found = list_items(person.organisation_id, ItemFilters(), viewer=actor_of(person)).items
    return [each.item for each in reversed(found)]


def test_files_are_described_from_what_they_say_and_saved_together(library, lead, start):
    address = start(("scan1.txt", MINUTES), ("scan2.txt", PLAN))
    page = library.get(address)
    assert "Found from the text: “3 March 2026”" in text_of(page)
    assert items_of(lead) == []
    saved = library.get(save(library, address).location)
    assert "2 pieces of evidence are in the library" in text_of(saved)
    first, second = items_of(lead)
    assert (first.title, first.evidence_on, first.kind, first.owner_id) == (
        "Minutes of the customer panel",
        date(2026, 3, 3),
        "minutes",
        lead.id,
    )
    assert (second.title, second.evidence_on, second.kind) == ("Improvement plan", None, "plan")


def test_a_zip_is_taken_apart_and_what_was_not_taken_is_named(library, lead, start):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("panel/minutes.txt", MINUTES)
        archive.writestr("virus.exe", b"MZ")
    address = start(("all.zip", file.getvalue()))
    said = text_of(library.get(address))
    assert "1 file was not taken" in said
    assert "Files of the type .exe are not accepted" in said
    save(library, address)
    assert len(items_of(lead)) == 1


def test_until_the_files_are_read_the_page_says_how_far_it_is(library, app):
    response = library.post("/evidence/bulk", data={"files": [upload(MINUTES, "a.txt")]})
    waiting = library.get(response.location)
    assert "0 of 1" in text_of(waiting)
    table = library.get(response.location + "?now=1")
    assert read_form(table)["rows-0-title"] == "a"


def test_what_somebody_waits_for_is_studied_before_the_rest(library):
    library.post("/evidence/add", data={"files": upload(PLAN, "old.txt")})
    library.post("/evidence/bulk", data={"files": [upload(MINUTES, "a.txt")]})
    waiting, waited_for = (job.id for job in session.query(Job).order_by(Job.id))
    session.commit()
    terms = LeaseTerms()
    assert [claim_job(terms).job_id for _ in range(2)] == [waited_for, waiting]


def test_what_was_written_is_saved_and_not_what_was_proposed(library, lead, start):
    address = start(("a.txt", MINUTES))
    changes = {"rows-0-title": "My own title", "rows-0-kind": "feedback", "is_confidential": "y"}
    save(library, address, **changes, **{"rows-0-evidence_on-day": "4"})
    [item] = items_of(lead)
    assert (item.title, item.kind, item.is_confidential) == ("My own title", "feedback", True)
    assert item.evidence_on == date(2026, 3, 4)


def test_an_unticked_file_is_left_out(library, lead, start):
    address = start(("a.txt", MINUTES), ("b.txt", PLAN))
    save(library, address, **{"rows-0-is_wanted": None})
    assert [item.title for item in items_of(lead)] == ["Improvement plan"]
    assert "Left out, as you wished" in text_of(library.get(address))


def test_with_nothing_ticked_nothing_is_saved(library, lead, start):
    address = start(("a.txt", MINUTES))
    page = save(library, address, **{"rows-0-is_wanted": None})
    assert "Tick at least one file" in text_of(page)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rows-1-title": " "}, "Enter a title for this evidence"),
        ({"rows-1-evidence_on-day": "40"}, "must be a real date"),
        ({"rows-1-evidence_on-year": "2190"}, "must be today or in the past"),
        ({"rows-1-kind": "nonsense"}, "Not a valid choice"),
    ],
)
def test_a_row_that_cannot_be_right_keeps_every_file_out(library, lead, start, changes, message):
    address = start(("a.txt", MINUTES), ("b.txt", MINUTES + b"Also: 1 May 2026"))
    page = save(library, address, **changes)
    assert page.status_code == 200
    assert message in text_of(page)
    assert items_of(lead) == []
    assert read_form(page)["rows-0-title"] == "Minutes of the customer panel"


def test_the_same_bytes_as_an_item_use_that_item(library, lead, start):
    library.post("/evidence/add", data={"files": upload(MINUTES, "a.txt"), "title": "Panel"})
    address = start(("again.txt", MINUTES))
    assert "The library holds exactly this as Panel" in text_of(library.get(address))
    save(library, address)
    assert len(items_of(lead)) == 1


def test_the_same_bytes_can_be_added_again_on_purpose(library, lead, start):
    library.post("/evidence/add", data={"files": upload(MINUTES, "a.txt"), "title": "Panel"})
    address = start(("again.txt", MINUTES))
    save(library, address, **{"rows-0-is_added_again": "y"})
    assert len(items_of(lead)) == 2


def test_the_title_of_a_confidential_item_is_not_told_to_who_may_not_open_it(
    client, sign_in, app, study
):
    service = make_service()
    person = make_user(contributes_to=(service,))
    lead = make_user(Role.LEAD, service.organisation)
    make_item(
        service.organisation,
        title="Grievance",
        content=MINUTES,
        is_confidential=True,
        created_by=lead,
    )
    client = sign_in(client, person)
    response = client.post("/evidence/bulk", data={"files": [upload(MINUTES, "a.txt")]})
    study()
    said = text_of(client.get(response.location))
    assert "Already there" in said
    assert "Grievance" not in said


def test_the_same_file_twice_becomes_one_piece(library, lead, start):
    address = start(("a.txt", MINUTES), ("copy of a.txt", MINUTES))
    assert "exactly the same file as a.txt" in text_of(library.get(address))
    save(library, address)
    assert len(items_of(lead)) == 1


def test_a_table_can_be_left_and_come_back_to(library, lead, start):
    address = start(("a.txt", MINUTES))
    values = {**read_form(library.get(address)), "rows-0-title": "Half done", "action": "later"}
    assert "Kept for seven days" in text_of(send(library, address, values))
    assert items_of(lead) == []
    assert address in library.get("/evidence/bulk").text
    assert read_form(library.get(address))["rows-0-title"] == "Half done"


def test_two_windows_do_not_overwrite_each_other(library, lead, start):
    address = start(("a.txt", MINUTES))
    values = read_form(library.get(address))
    library.post(address, data={**values, "action": "later", "rows-0-title": "First"})
    page = library.post(address, data={**values, "action": "save", "rows-0-title": "Second"})
    assert "Somebody else changed this table" in text_of(page)
    assert items_of(lead) == []


def test_saving_twice_adds_once(library, lead, start):
    address = start(("a.txt", MINUTES))
    values = {**read_form(library.get(address)), "action": "save"}
    library.post(address, data=values)
    assert "Your files are saved" in text_of(library.post(address, data=values))
    assert len(items_of(lead)) == 1


def test_from_an_element_everything_is_attached_to_it(library, lead, start):
    assessment = make_assessment(make_service(lead.organisation))
    address = start(
        ("a.txt", MINUTES), ("b.txt", PLAN), address=f"/evidence/bulk?for={assessment.id}/1.1.1"
    )
    assert "attached to 1.1.1" in text_of(library.get(address))
    page = library.get(save(library, address).location)
    assert "2 pieces of evidence are attached to 1.1.1" in text_of(page)
    attached = list_evidence(get_response(assessment.id, "1.1.1"))
    assert len(attached) == 2


def test_a_self_assessment_that_was_locked_meanwhile_takes_nothing(library, lead, start):
    assessment = make_assessment(make_service(lead.organisation))
    address = start(("a.txt", MINUTES), address=f"/evidence/bulk?for={assessment.id}/1.1.1")
    values = {**read_form(library.get(address)), "action": "save"}
    lock(assessment)
    assert library.post(address, data=values).status_code == 403
    assert items_of(lead) == []


@pytest.mark.parametrize("place", ["999999/1.1.1", "x", "1", "/", "-1/1.1.1", "²/1.1.1"])
def test_a_place_that_does_not_exist_is_not_found(library, place):
    assert library.get(f"/evidence/bulk?for={place}").status_code == 404


def test_a_batch_is_its_owners_and_the_leads(library, lead, start, app, sign_in):
    address = start(("a.txt", MINUTES))
    colleague = make_user(contributes_to=(make_service(lead.organisation),))
    assert sign_in(app.test_client(), colleague).get(address).status_code == 403
    other_lead = make_user(Role.LEAD, lead.organisation)
    assert sign_in(app.test_client(), other_lead).get(address).status_code == 200
    stranger = make_user(Role.LEAD)
    assert sign_in(app.test_client(), stranger).get(address).status_code == 404


def test_discarded_files_are_gone_from_the_list_and_never_in_the_library(library, lead, start):
    address = start(("a.txt", MINUTES))
    assert "Discard these files?" in text_of(library.get(address + "/discard"))
    send(library, address + "/discard", {})
    assert library.get(address).status_code == 404
    assert items_of(lead) == []


def test_a_batch_that_nobody_saves_expires(library, start, settings, app):
    address = start(("a.txt", MINUTES))
    [batch], [held] = session.query(UploadBatch).all(), session.query(HeldFile).all()
    assert held.until_at > batch.expires_at
    batch.expires_at = now() - timedelta(minutes=1)
    session.commit()
    assert library.get(address).status_code == 404
    context = JobContext(settings, app.extensions["blobs"], lambda *_: None)
    assert delete_upload_batches(context, {}) == {"deleted": 1}
    assert session.query(UploadBatch).count() == 0


def test_a_saved_batch_that_expires_leaves_its_evidence(library, lead, start, settings, app):
    address = start(("a.txt", MINUTES))
    save(library, address)
    [batch] = session.query(UploadBatch).all()
    batch.expires_at = now() - timedelta(minutes=1)
    session.commit()
    context = JobContext(settings, app.extensions["blobs"], lambda *_: None)
    assert delete_upload_batches(context, {}) == {"deleted": 1}
    assert session.query(EvidenceItem).count() == 1


def test_the_table_takes_a_fixed_number_of_queries(library, start, count_queries):
    small = start(("a.txt", MINUTES))
    large = start(*((f"{n}.txt", TEXT + b" %d" % n) for n in range(12)))
    counts = []
    for address in (small, large):
        with count_queries() as queries:
            assert library.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16


def test_the_same_minutes_with_a_new_date_are_flagged_with_what_differs(library, lead, start):
    save(library, start(("march.txt", MARCH.encode())))
    newer = MARCH.replace("3 March 2026", "5 May 2026").encode()
    said = text_of(library.get(start(("may.txt", newer))))
    assert "Nearly the same Compare it with" in said
    assert "Dates: 5 May 2026 here, 3 March 2026 there." in said


def test_other_minutes_of_the_same_template_are_not_flagged(library, start):
    address = start(("march.txt", MARCH.encode()), ("june.txt", JUNE.encode()))
    assert "Nearly the same" not in text_of(library.get(address))


def test_the_same_photograph_resized_is_flagged_with_its_size(library, start):
    photo = draw_scene(1)
    save(library, start(("front desk.jpg", as_jpeg(photo))))
    smaller = as_jpeg(photo.resize((600, 450)), 60)
    said = text_of(library.get(start(("front desk small.jpg", smaller))))
    assert "This one has 600 × 450 pixels, the other 1200 × 900." in said


def test_nearly_the_same_files_of_one_upload_are_flagged(library, start):
    newer = (MARCH + " Approved.").encode()
    address = start(("march.txt", MARCH.encode()), ("march 2.txt", newer))
    said = text_of(library.get(address))
    assert "Compare it with march.txt in this table." in said
    assert "Only here: “Approved.”" in said


def test_confidential_evidence_is_not_compared_before_who_may_not_open_it(
    app, client, sign_in, study
):
    service = make_service()
    lead = sign_in(app.test_client(), make_user(Role.LEAD, service.organisation))
    sent = {"files": upload(MARCH.encode(), "a.txt"), "is_confidential": "y", "title": "Secret"}
    lead.post("/evidence/add", data=sent)
    person = sign_in(client, make_user(contributes_to=(service,)))
    newer = upload((MARCH + " Approved.").encode(), "b.txt")
    response = person.post("/evidence/bulk", data={"files": [newer]})
    study()
    assert "Nearly the same" not in text_of(person.get(response.location))


def test_a_file_that_cannot_be_read_holds_nothing_up(library, start, study):
    address = start(("broken.txt", b"\xff\xfe" + "Word".encode("utf-16-le")))
    [batch] = session.query(UploadBatch).all()
    assert measure_progress(batch).is_over
    assert library.get(address).status_code == 200


def test_files_with_private_details_are_marked_before_they_are_saved(library, start):
    letter = b"Ring 07700 900123 or 07700 900124, or write to enquiries@thistlemere.example."
    page = text_of(library.get(start(("letter.txt", letter), ("plan.txt", PLAN))))
    assert page.count("Private details") == 1
    assert "2 details of people found." in page
