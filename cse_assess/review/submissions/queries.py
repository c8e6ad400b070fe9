"""Reads of submissions; each function takes a fixed number of queries."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, undefer

from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.models import Snapshot
from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.ids import is_possible_id
from cse_assess.review.submissions.models import Submission


def list_submissions(assessment_id: int) -> Sequence[Submission]:
    """Return the submissions of a self-assessment without their content, newest first."""
    wanted = _with_people().where(Submission.assessment_id == assessment_id)
    return session.scalars(wanted.order_by(Submission.number.desc())).all()


def get_submission(assessment_id: int, number: int) -> Submission:
    """Return a submission with its manifest and content, in one query; raise `NotFound`."""
    found = None
    if is_possible_id(number):
        wanted = _whole().where(
            Submission.assessment_id == assessment_id, Submission.number == number
        )
        found = session.scalar(wanted)
    if found is None:
        raise NotFound("There is no such submission.")
    return found


def find_newest(assessment_id: int) -> Submission | None:
    """Return the submission with the highest number, withdrawn or not, or None."""
    wanted = _with_people().where(Submission.assessment_id == assessment_id)
    return session.scalars(wanted.order_by(Submission.number.desc()).limit(1)).one_or_none()


def find_previous(submission: Submission) -> Submission | None:
    """Return the submission before this one, withdrawn or not, or None."""
    wanted = _with_people().where(
        Submission.assessment_id == submission.assessment_id,
        Submission.number == submission.number - 1,
    )
    return session.scalars(wanted).one_or_none()


def list_ids_of_all() -> Sequence[int]:
    """Return the id of every submission of the installation, in order."""
    return session.scalars(select(Submission.id).order_by(Submission.id)).all()


def get_whole(submission_id: int) -> Submission:
    """Return a submission that is there, with its manifest and content, in one query."""
    return session.scalars(_whole().where(Submission.id == submission_id)).one()


def _with_people() -> Select[Submission]:
    return select(Submission).options(
        joinedload(Submission.submitted_by),
        joinedload(Submission.withdrawn_by),
        joinedload(Submission.snapshot),
        joinedload(Submission.assessment).joinedload(Assessment.service),
    )


def _whole() -> Select[Submission]:
    return _with_people().options(
        undefer(Submission.manifest),
        joinedload(Submission.snapshot).undefer(Snapshot.content),
    )
