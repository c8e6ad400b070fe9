"""Submissions through the services, committed."""

from contextlib import contextmanager

from factories.assessments import attach, cse, system_actor, write_response
from factories.evidence import make_checked_file, make_item
from factories.past import take_snapshot
from sqlalchemy import update

from cse_assess.assessments.models import Assessment, ElementResponse, EvidenceLink
from cse_assess.clock import today
from cse_assess.db import db, session
from cse_assess.review.submissions import services
from cse_assess.review.submissions.manifest import hash_manifest, write_manifest
from cse_assess.review.submissions.models import Submission
from cse_assess.review.submissions.triggers import create_triggers, drop_triggers
from cse_assess.web.context import current_blobs


def make_ready(assessment: Assessment, *, standard=None) -> EvidenceLink:
    """Score every element of a self-assessment, so that nothing blocks its submission.

    The first is claimed, and proven by a stored file whose link is returned; the others do not
    count as met.
    """
    standard = standard or cse()
    rules = standard.rules
    low = [each for each in (*rules.partial, *rules.not_met) if each not in rules.evidence_required]
    everything = update(ElementResponse).where(ElementResponse.assessment_id == assessment.id)
    session.execute(everything.values(level=low[0], level_reason="So far.", justification="Some."))
    assessment.visit_on = today()
    session.commit()
    session.expire_all()
    first, met = standard.elements[0].code, rules.met[-1]
    write_response(assessment, first, standard=standard, level=met, justification="All of it.")
    return attach(assessment, first, make_stored_item(assessment, title="Survey 2026"))


def make_stored_item(assessment: Assessment, content=b"%PDF-1.7 a survey", **values):
    """Make an item whose file is in the store."""
    make_checked_file(content, blobs=current_blobs())
    return make_item(assessment.organisation, content=content, **values)


def submit(assessment: Assessment, note="", *, standard=None, actor=None) -> Submission:
    """Submit a self-assessment that is ready."""
    submission = services.submit_assessment(
        actor=actor or system_actor(assessment.service),
        assessment=assessment,
        standard=standard or cse(),
        note=note,
        is_scanning=False,
    )
    session.commit()
    return submission


def make_submission(assessment: Assessment) -> Submission:
    """Make a submission of a self-assessment as it stands, whatever would block it."""
    snapshot = take_snapshot(assessment, "Submission 1")
    manifest = write_manifest(snapshot.content)
    submission = Submission(
        assessment=assessment,
        number=1,
        snapshot=snapshot,
        manifest=manifest,
        sha256=hash_manifest(manifest),
    )
    session.add(submission)
    session.commit()
    return submission


def withdraw(submission: Submission, reason="A wrong file.", *, actor=None) -> None:
    """Take a submission back."""
    services.withdraw_submission(
        actor=actor or system_actor(submission.assessment.service),
        submission=submission,
        version_id=submission.version_id,
        reason=reason,
    )
    session.commit()


@contextmanager
def tampering():
    """Give a connection of somebody who switches the triggers off and on again."""
    session.commit()
    with db.engine.begin() as connection:
        drop_triggers(connection)
        yield connection
        create_triggers(connection)
    session.expire_all()
