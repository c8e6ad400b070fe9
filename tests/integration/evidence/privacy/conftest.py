"""A letter with private details that was looked into, and the jobs that do it."""

import pytest
from factories.evidence import upload
from factories.evidence_pages import only_item
from factories.privacy_pages import LETTER
from sqlalchemy import select

from cse_assess.db import session
from cse_assess.evidence import queries
from cse_assess.evidence.privacy.jobs import make_redacted_copy
from cse_assess.evidence.privacy.models import Redaction, RedactionState
from cse_assess.evidence.privacy.study import PRIVACY
from cse_assess.evidence.study.jobs import make_study
from cse_assess.evidence.study.steps import TEXT
from cse_assess.jobs.handlers import JobContext


@pytest.fixture
def context(app):
    return JobContext(app.extensions["settings"], app.extensions["blobs"], lambda *_: None)


@pytest.fixture
def study(context):
    def run(item):
        sha256 = queries.get_current_revision(item).sha256
        session.commit()
        make_study((TEXT, PRIVACY))(context, {"sha256": sha256})
        session.expire_all()

    return run


@pytest.fixture
def redact(context, study):
    """Do the redaction that was asked for last."""

    def run(item):
        session.commit()
        [*_, redaction] = session.scalars(select(Redaction).order_by(Redaction.id))
        make_redacted_copy(context, {"redaction_id": redaction.id})
        session.expire_all()
        if session.get(Redaction, redaction.id).state == RedactionState.DONE:
            study(item)
        return session.get(Redaction, redaction.id)

    return run


@pytest.fixture
def item(library, lead, study):
    library.post("/evidence/add", data={"files": upload(LETTER, "letter.txt"), "kind": "minutes"})
    item = only_item(lead.organisation_id)
    study(item)
    return item
