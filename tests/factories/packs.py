"""Evidence packs straight into the database."""

import hashlib

from cse_assess.assessments.models import Assessment
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.reports.packs.models import EvidencePack
from cse_assess.reports.packs.services import KEPT_FOR


def make_pack(
    assessment: Assessment, content: bytes, *, finished_at=None, number=None
) -> EvidencePack:
    """Keep a pack that is finished, with a file of this content, which is stored already."""
    finished_at = finished_at or now()
    pack = EvidencePack(
        assessment_id=assessment.id,
        number=number,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        file_name="evidence-pack.zip",
        finished_at=finished_at,
        kept_until_at=finished_at + KEPT_FOR,
    )
    session.add(pack)
    session.commit()
    return pack
