"""Whoever was told that evidence is saved finds it, whatever was killed at whatever moment."""

import json
import subprocess
import sys
from pathlib import Path

from factories.accounts import make_organisation
from sqlalchemy import select

from cse_assess.db import session
from cse_assess.evidence.custody.queries import list_revision_claims
from cse_assess.evidence.custody.verification import Count, FaultKind, verify_custody
from cse_assess.evidence.models import EvidenceRevision

WRITER = Path(__file__).parent / "evidence_writer.py"
KILLS = 220


def write_and_kill(database_url, folder, organisation_id):
    """Kill `KILLS` writers, one after the other; return what they had acknowledged."""
    told = {
        "database_url": database_url,
        "folder": str(folder),
        "organisation_id": organisation_id,
        "kills": KILLS,
        "seed": 1122,
    }
    said = subprocess.check_output([sys.executable, str(WRITER), json.dumps(told)], text=True)
    return [json.loads(line) for line in said.splitlines()]


def test_no_acknowledged_revision_is_lost_when_writers_are_killed(app, database_url, tmp_path):
    organisation_id = make_organisation().id
    session.commit()
    acknowledged = write_and_kill(database_url, tmp_path, organisation_id)
    kept = {
        (revision.item_id, revision.number): revision.sha256
        for revision in session.scalars(select(EvidenceRevision))
    }
    session.rollback()
    replaced = [told for told in acknowledged if told["revision"] > 1]
    assert min(len(replaced), len(acknowledged) - len(replaced)) > KILLS / 10
    for told in acknowledged:
        assert kept[told["item"], told["revision"]] == told["sha256"]

    count = Count()
    faults = list(
        verify_custody(app.extensions["blobs"], [list_revision_claims], count, lambda _: None)
    )
    assert count.revisions == len(kept)
    assert {fault.kind for fault in faults} <= {FaultKind.ORPHANED}
    assert len(faults) <= KILLS, "a kill leaves at most one file without its row"
