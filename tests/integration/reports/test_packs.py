"""Evidence packs: what is in them, what stays out, and that they are whole."""

import hashlib
import json
import zipfile

import pytest
from factories.accounts import make_organisation, make_service
from factories.assessments import attach, make_assessment, system_actor, write_response
from factories.evidence import make_checked_file, make_item
from factories.past import pin
from factories.submissions import make_ready, make_stored_item, submit

from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.evidence.models import EvidenceRevision
from cse_assess.evidence.services import replace_file
from cse_assess.web.context import current_blobs

CODE = "1.1.1"
SECRET = b"%PDF-1.7 what nobody should read"
COPY = b"%PDF-1.7 a redacted copy"


@pytest.fixture
def assessment(app):
    service = make_service(make_organisation(name="Wexmoor District Council"), name="Libraries")
    assessment = make_assessment(service, cycle="2026")
    make_ready(assessment)
    return assessment


def files_of(pack) -> list[str]:
    return [
        name
        for name in pack
        if name.startswith("data/elements/") and not name.endswith("index.html")
    ]


def test_everything_is_in_the_bag_and_its_hash_in_the_manifest(assessment, make):
    pack = make(str(assessment.id))
    lines = pack.pop("manifest-sha256.txt").decode().splitlines()
    assert pack.pop("bagit.txt").startswith(b"BagIt-Version: 1.0")
    assert dict(line.split("  ", 1)[::-1] for line in lines) == {
        name: hashlib.sha256(content).hexdigest() for name, content in pack.items()
    }
    assert sum(name.endswith("/index.html") for name in pack) == 57 + 1
    assert pack["data/self-assessment.pdf"].startswith(b"%PDF")
    assert "data/self-assessment.csv" in pack


def test_a_file_lies_in_the_folder_of_its_element_and_the_page_leads_to_it(assessment, make):
    pack = make(str(assessment.id))
    [path] = files_of(pack)
    assert pack[path] == b"%PDF-1.7 a survey"
    page = pack[f"data/elements/{CODE}/index.html"].decode()
    assert f'href="../../{path.removeprefix("data/")}"' in page


def test_a_file_of_several_elements_is_there_once(assessment, make):
    item = make_stored_item(assessment, b"%PDF-1.7 shared", title="Shared")
    for code in ("1.1.3", "1.2.1"):
        attach(assessment, code, item)
    pack = make(str(assessment.id))
    assert sum(content == b"%PDF-1.7 shared" for content in pack.values()) == 1
    assert "1.1.3" in next(name for name in pack if pack[name] == b"%PDF-1.7 shared")
    assert b"../../elements/1.1.3/" in pack["data/elements/1.2.1/index.html"]


def test_confidential_evidence_stays_out_and_the_pack_says_so(assessment, make):
    secret = make_stored_item(
        assessment, SECRET, title="Exit interviews", is_confidential=True, look_at="Mrs Secretive"
    )
    pin(attach(assessment, CODE, secret, "Words about it"), "What was said there")
    pack = make(str(assessment.id))
    everything = b"".join(pack.values())
    for told in (SECRET, b"Exit interviews", b"Words about it", b"was said there", b"Secretive"):
        assert told not in everything
    assert b"It is confidential, and there is no redacted copy" in pack["data/evidence.html"]
    [left_out] = json.loads(pack["data/self-assessment.json"])["left_out"]
    assert left_out["title"] == f"Confidential evidence, number {secret.id}"


def test_a_redacted_copy_takes_the_place_of_a_confidential_file_under_no_telling_name(
    assessment, make
):
    secret = make_stored_item(assessment, SECRET, title="Exit interviews", is_confidential=True)
    attach(assessment, CODE, secret)
    _redact(assessment, secret)
    pack = make(str(assessment.id))
    assert SECRET not in pack.values()
    [path] = [name for name, content in pack.items() if content == COPY]
    assert path == f"data/elements/{CODE}/{secret.id}-confidential.pdf"
    assert b"Redacted copy" in pack["data/evidence.html"]


def _redact(assessment, item) -> None:
    """Seal what the item has, and put a copy in its place."""
    session.query(EvidenceRevision).filter_by(item_id=item.id).update({"sealed_at": now()})
    replace_file(
        actor=system_actor(assessment.service),
        item=item,
        file=make_checked_file(COPY, blobs=current_blobs()),
        reason="Redacted",
    )
    session.commit()


def test_a_file_that_was_sealed_after_the_submission_is_replaced_by_its_copy(assessment, make):
    item = make_stored_item(assessment, SECRET, title="Minutes")
    pin(attach(assessment, CODE, item), "What was said there")
    submit(assessment)
    _redact(assessment, item)
    pack = make(f"{assessment.id}/1")
    assert SECRET not in pack.values()
    assert COPY in pack.values()
    assert b"was said there" not in b"".join(pack.values())


def test_what_became_confidential_after_the_submission_stays_out(assessment, make):
    item = make_stored_item(assessment, SECRET, title="Exit interviews")
    pin(attach(assessment, CODE, item, "Words about it"), "What was said there")
    submit(assessment)
    item.is_confidential = True
    everything = b"".join(make(f"{assessment.id}/1").values())
    for told in (SECRET, b"Exit interviews", b"Words about it", b"was said there"):
        assert told not in everything


def test_the_pack_of_a_submission_is_what_was_submitted(assessment, make):
    submission = submit(assessment)
    write_response(assessment, CODE, level="plus", justification="Written later.")
    pack = make(f"{assessment.id}/1")
    page = pack[f"data/elements/{CODE}/index.html"].decode()
    assert "All of it." in page
    assert "Written later." not in page
    assert submission.sha256 in pack["data/index.html"].decode()
    assert "Submission 1" in pack["data/index.html"].decode()


def test_the_head_of_the_audit_trail_is_printed_and_still_verifies(assessment, make, command):
    pack = make(str(assessment.id))
    head = json.loads(pack["data/self-assessment.json"])["audit_head"]["hash"]
    assert head in pack["data/index.html"].decode()
    write_response(assessment, CODE, tell="Later.")
    answer = command("audit", "verify", "--head", head)
    assert answer.exit_code == 0, answer.output


def test_what_people_wrote_is_text_on_every_page_and_in_the_search(assessment, make):
    attack = '</script><script>alert("x")</script>'
    write_response(assessment, CODE, justification=attack)
    attach(assessment, "1.1.2", make_stored_item(assessment, b"%PDF-1.7 x", title=attack))
    pack = make(str(assessment.id))
    for name, content in pack.items():
        if name.endswith((".html", "entries.js")):
            assert b"</script><script>alert" not in content, name


def test_a_stored_file_that_is_gone_makes_no_pack_and_says_what_to_do(assessment, run):
    attach(assessment, CODE, make_item(assessment.organisation, content=b"never stored"))
    answer, target = run(str(assessment.id))
    assert answer.exit_code == 1
    assert "cse-assess verify" in answer.output
    assert not target.exists()


@pytest.mark.parametrize("subject", ["", "x", "1/", "1/2/3", "-1", "1/x", "²", "1" * 500])
def test_a_subject_that_is_none_is_wrong_usage(run, subject):
    assert run(subject)[0].exit_code == 2


@pytest.mark.parametrize("subject", ["99", "99/1", "999999999"])
def test_what_is_not_there_is_refused(run, subject):
    answer, _ = run(subject)
    assert answer.exit_code == 1
    assert "There is no such self-assessment" in answer.output


def test_a_submission_that_is_not_there_is_refused(assessment, run):
    answer, _ = run(f"{assessment.id}/7")
    assert answer.exit_code == 1
    assert "There is no such submission" in answer.output


def test_json_tells_what_was_made(assessment, run):
    answer, target = run(str(assessment.id), "--json")
    told = json.loads(answer.stdout)
    assert (told["files"], told["left_out"], told["file"]) == (1, 0, str(target))
    with zipfile.ZipFile(target) as reader:
        manifest = reader.read("manifest-sha256.txt")
    assert told["manifest_sha256"] == hashlib.sha256(manifest).hexdigest()
