"""What is read of the imported wording."""

from collections.abc import Sequence

from sqlalchemy import select

from cse_assess.db import session
from cse_assess.standards.models import OfficialWording
from cse_assess.standards.structure import Standard
from cse_assess.standards.wording import with_official_wording


def list_official_wordings(organisation_id: int, standard_id: str) -> Sequence[OfficialWording]:
    """Return an organisation's official wording of a standard, by id, in one query."""
    query = (
        select(OfficialWording)
        .where(OfficialWording.organisation_id == organisation_id)
        .where(OfficialWording.standard_id == standard_id)
        .order_by(OfficialWording.id)
    )
    return session.scalars(query).all()


def add_imported_wording(standard: Standard, organisation_id: int) -> Standard:
    """Return the standard with what the organisation imported, in one query."""
    return with_official_wording(standard, list_official_wordings(organisation_id, standard.id))
