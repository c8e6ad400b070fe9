"""Packs of submissions with addenda, and with elements that the installed edition lacks."""

import csv
import hashlib
import json
import subprocess
import sys
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from factories.accounts import make_organisation, make_service
from factories.assessments import attach, make_assessment, system_actor, write_response
from factories.evidence import make_checked_file, make_item
from factories.past import pin
from factories.queries import answer, ask
from factories.reviews import make_review
from factories.submissions import make_ready, make_stored_item, submit

from cse_assess.assessments.models import ElementResponse
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.evidence.models import EvidenceRevision
from cse_assess.evidence.services import replace_file
from cse_assess.web.context import current_blobs

CODE = "1.1.1"
MINUTES = b"%PDF-1.7 minutes of the panel"
SECRET = b"%PDF-1.7 what nobody should read"
COPY = b"%PDF-1.7 a redacted copy"


@pytest.fixture
def assessment(app):
    service = make_service(make_organisation(name="Wexmoor District Council"), name="Libraries")
    assessment = make_assessment(service, cycle="2026")
    make_ready(assessment)
    return assessment


@pytest.fixture
def review(assessment):
    return make_review(submit(assessment))


@pytest.fixture
def subject(review):
    return f"{review.assessment_id}/1"


def stored(review, content=MINUTES, **values):
    return make_stored_item(review.assessment, content, **{"title": "Minutes", **values})


def unpack(target: Path, folder: Path) -> Path:
    with zipfile.ZipFile(target) as reader:
        reader.extractall(folder)
    return folder


def is_valid(folder: Path) -> bool:
    """Tell whether `sha256sum` finds everything in a folder as its manifest says."""
    return _succeeds(["sha256sum", "--check", "--strict", "manifest-sha256.txt"], folder)


def _succeeds(command: list[str], folder: Path) -> bool:
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0


def test_an_addendum_has_a_folder_with_its_page_files_and_manifest(review, make, subject):
    item = stored(review)
    addendum = answer(ask(review, "The minutes, please"), "On page 2.", item)
    pack = make(subject)
    page = pack["data/addenda/1/index.html"].decode()
    assert "The minutes, please" in page
    assert "On page 2." in page
    assert addendum.sha256 in page
    assert pack[f"data/addenda/1/evidence/{item.id}-1.pdf"] == MINUTES
    assert hashlib.sha256(pack["data/addenda/1/manifest-sha256.txt"]).hexdigest() == addendum.sha256
    assert b"Addendum 1" in pack["data/index.html"]
    assert b"addenda/1/index.html" in pack[f"data/elements/{CODE}/index.html"]
    assert b"On page 2." in pack["data/reader/entries.js"]


def test_public_tools_find_the_pack_and_each_addendum_whole(review, run, subject, tmp_path):
    answer(ask(review), "Here.", stored(review))
    answer(ask(review, code=""), "There is none.")
    done, target = run(subject)
    assert done.exit_code == 0, done.output
    folder = unpack(target, tmp_path / "unpacked")
    assert is_valid(folder)
    assert _succeeds([str(Path(sys.executable).parent / "bagit.py"), "--validate", "."], folder)
    for number in ("1", "2"):
        assert is_valid(folder / "data" / "addenda" / number)


def test_what_was_changed_in_an_unpacked_addendum_is_found(review, run, subject, tmp_path):
    answer(ask(review), "Here.", stored(review))
    folder = unpack(run(subject)[1], tmp_path / "unpacked") / "data" / "addenda" / "1"
    words = folder / "addendum.json"
    words.write_bytes(words.read_bytes().replace(b"Here.", b"There"))
    assert not is_valid(folder)


def test_the_data_lists_addenda_as_json_and_as_csv(review, make, subject):
    item = stored(review)
    late = answer(ask(review, "=1+1", due_in=-2), "Here.", item)
    answer(ask(review, code=""), "There is none.")
    pack = make(subject)
    first, second = json.loads(pack["data/self-assessment.json"])["addenda"]
    assert (first["number"], first["element"], first["late"]) == (1, CODE, True)
    assert first["fingerprint"] == late.sha256
    assert [each["file"] for each in first["evidence"]] == [f"addenda/1/evidence/{item.id}-1.pdf"]
    assert (second["element"], second["evidence"], second["late"]) == (None, [], False)
    rows = list(csv.DictReader(StringIO(pack["data/addenda.csv"].decode("utf-8-sig"))))
    assert [row["addendum"] for row in rows] == ["1", "2"]
    assert rows[0]["question"] != "=1+1"
    assert rows[0]["file"] == f"addenda/1/evidence/{item.id}-1.pdf"


def test_the_files_of_addenda_are_in_the_list_of_files(review, make, subject):
    item = stored(review)
    answer(ask(review), "Here.", item)
    files = json.loads(make(subject)["data/self-assessment.json"])["files"]
    assert f"addenda/1/evidence/{item.id}-1.pdf" in [file["path"] for file in files]


def test_confidential_evidence_of_an_addendum_stays_out_and_the_pack_says_so(review, make, subject):
    secret = stored(
        review, SECRET, title="Exit interviews", is_confidential=True, look_at="Mrs Secretive"
    )
    pin(attach(review.assessment, CODE, secret, "Words about it"), "What was said there")
    answer(ask(review), "Here.", secret)
    pack = make(subject)
    everything = b"".join(pack.values())
    for told in (SECRET, b"Exit interviews", b"Words about it", b"was said there", b"Secretive"):
        assert told not in everything
    assert (
        b"It is confidential, and there is no redacted copy" in (pack["data/addenda/1/index.html"])
    )
    assert "data/addenda/1/addendum.json" not in pack
    assert b"is not in this pack" in pack["data/addenda/1/index.html"]
    left_out = json.loads(pack["data/self-assessment.json"])["left_out"]
    assert [each["title"] for each in left_out] == [f"Confidential evidence, number {secret.id}"]


def test_what_became_confidential_after_the_answer_stays_out(review, make, subject):
    item = stored(review, SECRET, title="Exit interviews")
    answer(ask(review), "Here.", item)
    item.is_confidential = True
    everything = b"".join(make(subject).values())
    for told in (SECRET, b"Exit interviews"):
        assert told not in everything


def test_a_file_that_was_sealed_after_the_answer_is_replaced_by_its_copy(review, make, subject):
    item = stored(review, SECRET)
    pin(attach(review.assessment, CODE, item), "What was said there")
    answer(ask(review), "Here.", item)
    _redact(review, item)
    pack = make(subject)
    assert SECRET not in pack.values()
    assert b"was said there" not in b"".join(pack.values())
    assert pack[f"data/addenda/1/evidence/{item.id}-2.pdf"] == COPY
    assert b"Redacted copy" in pack["data/addenda/1/index.html"]


def _redact(review, item) -> None:
    """Seal what the item has, and put a copy in its place."""
    session.query(EvidenceRevision).filter_by(item_id=item.id).update({"sealed_at": now()})
    replace_file(
        actor=system_actor(review.assessment.service),
        item=item,
        file=make_checked_file(COPY, blobs=current_blobs()),
        reason="Redacted",
    )
    session.commit()


def test_a_web_address_of_an_answer_leads_there(review, make, subject):
    page = make_item(review.assessment.organisation, url="https://www.example.org/panel")
    answer(ask(review), "See there.", page)
    assert b'href="https://www.example.org/panel"' in make(subject)["data/addenda/1/index.html"]


def test_a_stored_file_of_an_addendum_that_is_gone_makes_no_pack(review, run, subject):
    answer(ask(review), "Here.", make_item(review.assessment.organisation, content=b"not there"))
    assert run(subject)[0].exit_code == 1


def test_the_pack_of_another_submission_or_of_today_has_no_such_addendum(review, make):
    answer(ask(review), "Here.", stored(review))
    write_response(review.assessment, CODE, tell="Ask at the desk.")
    submit(review.assessment)
    for subject in (f"{review.assessment_id}/2", str(review.assessment_id)):
        pack = make(subject)
        assert not [name for name in pack if name.startswith("data/addenda")]
        assert json.loads(pack["data/self-assessment.json"])["addenda"] == []


def test_words_of_queries_and_answers_are_text_everywhere(review, make, subject):
    attack = '</script><script>alert("x")</script>'
    answer(ask(review, attack), attack, stored(review, title=attack))
    for name, content in make(subject).items():
        if name.endswith((".html", "entries.js")):
            assert b"</script><script>alert" not in content, name


def test_an_element_that_the_installed_edition_lacks_gets_its_page_too(assessment, make):
    item = make_stored_item(assessment, b"%PDF-1.7 old", title="Old minutes")
    attach(assessment, "1.1.2", item)
    session.query(ElementResponse).filter_by(
        assessment_id=assessment.id, element_code="1.1.2"
    ).update({"element_code": "9.9.9", "justification": "Under an older edition"})
    session.commit()
    pack = make(str(assessment.id))
    page = pack["data/elements/9.9.9/index.html"].decode()
    assert "Under an older edition" in page
    assert f'href="../../elements/9.9.9/{item.id}-minutes.pdf"' in page
    assert "9.9.9" in pack["data/index.html"].decode()
    assert "Old minutes" in pack["data/evidence.html"].decode()
    assert "Under an older edition" in pack["data/reader/entries.js"].decode()


def test_a_confidential_piece_of_an_element_that_is_gone_is_listed_as_left_out(assessment, make):
    secret = make_stored_item(assessment, SECRET, title="Exit interviews", is_confidential=True)
    attach(assessment, "1.1.2", secret)
    session.query(ElementResponse).filter_by(
        assessment_id=assessment.id, element_code="1.1.2"
    ).update({"element_code": "9.9.9"})
    session.commit()
    pack = make(str(assessment.id))
    assert b"Exit interviews" not in b"".join(pack.values())
    [left_out] = json.loads(pack["data/self-assessment.json"])["left_out"]
    assert left_out["title"] == f"Confidential evidence, number {secret.id}"
