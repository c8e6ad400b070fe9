"""An instance with one self-assessment as full as they get: `python bench/crowded.py FOLDER`.

On top of the sample organisation it holds one more service, each of whose 57 elements has 50 pieces
of evidence with texts of their own, six figures in its justification and some history, and for the
whole of it 200 actions and two snapshots. Prints the number of that self-assessment.
"""

import hashlib
import random
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import User
from cse_assess.accounts.services.organisations import create_service
from cse_assess.analysis.proof import ProofKind
from cse_assess.assessments.actions.services import add_action
from cse_assess.assessments.actions.values import ActionValues, EffectValue
from cse_assess.assessments.checks.models import FileValues
from cse_assess.assessments.checks.study import hold_values
from cse_assess.assessments.models import Assessment, ElementResponse, EvidenceLink
from cse_assess.assessments.past.services import take_snapshot
from cse_assess.assessments.services import create_assessment, save_response
from cse_assess.assessments.values import ResponseValues
from cse_assess.clock import moved_to, now, today
from cse_assess.db import session, unit_of_work
from cse_assess.evidence.models import EvidenceItem, EvidenceKind, EvidenceRevision
from cse_assess.evidence.study.models import FilePage, StoredFile
from cse_assess.reading.document import Page
from cse_assess.standards.registry import get_standard
from cse_assess.standards.structure import Standard
from instance import make_instance, open_instance

OWNER = Actor.system(1)
PIECES, ACTIONS = 50, 200
SHEET_EVERY, VALUES_IN_SHEET, VALUES_IN_PAPER = 25, 2_000, 40
LEVELS = ("not_compliant", "partial", "compliant", "compliant", "compliant", "plus")
MODELS = (StoredFile, FilePage, FileValues, EvidenceItem, EvidenceRevision, EvidenceLink)

Row = dict[str, Any]


def fill(source: random.Random) -> int:
    """Add the full self-assessment to the open instance and return its number."""
    standard = get_standard("cse")
    with unit_of_work():
        service = create_service(actor=OWNER, name="Everything at once", description="")
        with moved_to(now() - timedelta(days=100)):
            assessment = create_assessment(
                actor=OWNER,
                service=service,
                standard=standard,
                cycle="Full",
                visit_on=today() + timedelta(days=160),
            )
        _add_evidence(assessment, source)
        for days_ago in (90, 10):
            with moved_to(now() - timedelta(days=days_ago)):
                _answer(assessment, standard, source)
                name = f"{days_ago} days ago"
                take_snapshot(actor=OWNER, assessment=assessment, standard=standard, name=name)
        _plan(assessment, standard, source)
        return assessment.id


def _answer(assessment: Assessment, standard: Standard, source: random.Random) -> None:
    owners = session.scalars(select(User.id).where(User.email.like("lead@%"))).all()
    for response in assessment.responses:
        save_response(
            actor=OWNER,
            response=response,
            standard=standard,
            version_id=response.version_id,
            values=ResponseValues(
                level=source.choice(LEVELS), justification=_justify(source), owner_id=owners[0]
            ),
        )


def _justify(source: random.Random) -> str:
    """Return words with six figures, each of them in a few of the 50 papers or in none."""
    share, part, count = source.randint(40, 99), source.randint(5, 9), source.randint(100, 9_999)
    return (
        f"In {source.randint(2022, 2026)} {share}% of customers were satisfied and {part} out of 10"
        f" would come again. We answered {count:,} letters, spent £{source.randint(11, 99)},500 on"
        f" the front desk and opened {source.randint(11, 99)} more hours a month since"
        f" {source.randint(1, 28)} May 2026."
    )


def _add_evidence(assessment: Assessment, source: random.Random) -> None:
    first = (session.scalar(select(func.max(EvidenceItem.id))) or 0) + 1
    places = [response for response in assessment.responses for _ in range(PIECES)]
    rows: dict[type, list[Row]] = {model: [] for model in MODELS}
    for item_id, response in enumerate(places, start=first):
        _write_piece(rows, item_id, response, source)
    for model, made in rows.items():
        session.execute(insert(model), made)


def _write_piece(
    rows: dict[type, list[Row]], item_id: int, response: ElementResponse, source: random.Random
) -> None:
    sha256 = hashlib.sha256(str(item_id).encode()).hexdigest()
    page = Page(1, _write_text(item_id, source))
    held = hold_values([page])
    assert held is not None
    file = {"sha256": sha256, "size": 1000, "media_type": "application/pdf"}
    title = f"Paper {item_id} of {source.randint(2022, 2026)}"
    rows[StoredFile].append({**file, "suffix": "pdf", "page_count": 1})
    rows[FilePage].append({"sha256": sha256, "number": 1, "text": page.text})
    rows[FileValues].append({"sha256": sha256, "held": held.to_json()})
    rows[EvidenceItem].append(
        {
            "id": item_id,
            "organisation_id": 1,
            "title": title,
            "sort_title": title.casefold(),
            "kind": source.choice(list(EvidenceKind)),
            "evidence_on": today() - timedelta(days=source.randint(0, 500)),
            "version_id": 1,
        }
    )
    rows[EvidenceRevision].append(
        {**file, "item_id": item_id, "number": 1, "file_name": f"paper-{item_id}.pdf"}
    )
    rows[EvidenceLink].append(
        {
            "item_id": item_id,
            "response_id": response.id,
            "proof_kinds": [source.choice(list(ProofKind))] if item_id % 3 else [],
            "guidance_points": [1] if item_id % 2 else [],
            "version_id": 1,
        }
    )


def _write_text(item_id: int, source: random.Random) -> str:
    """Return a paper's text; each so many is a spreadsheet with many more figures."""
    count = VALUES_IN_PAPER if item_id % SHEET_EVERY else VALUES_IN_SHEET
    return "\n".join(_write_line(source) for _ in range(count))


def _write_line(source: random.Random) -> str:
    day = today() - timedelta(days=source.randint(0, 1500))
    return source.choice(
        (
            f"On {day.day} {day:%B %Y} the team met.",
            f"Of all who were asked, {source.randint(100, 999) / 10}% agreed.",
            f"There were {source.randint(1, 99_999):,} visits.",
            f"It cost £{source.randint(100, 9_999) / 10}k in all.",
        )
    )


def _plan(assessment: Assessment, standard: Standard, source: random.Random) -> None:
    codes = [element.code for element in standard.elements]
    for number in range(1, ACTIONS + 1):
        effects = (EffectValue(code, "compliant") for code in sorted(source.sample(codes, 2)))
        values = ActionValues(
            title=f"Action {number}",
            due_on=today() + timedelta(days=source.randint(0, 300)),
            effort_days=Decimal(source.randint(1, 20)),
            effects=tuple(effects),
        )
        add_action(actor=OWNER, assessment=assessment, standard=standard, values=values)


if __name__ == "__main__":
    make_instance(Path(sys.argv[1]))
    with open_instance(Path(sys.argv[1])):
        print(fill(random.Random(57)))
