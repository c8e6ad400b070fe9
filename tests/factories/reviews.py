"""Reviews straight into the database, committed."""

from contextlib import contextmanager

from factories.accounts import make_assessor

from cse_assess.accounts.models import User
from cse_assess.db import db, session
from cse_assess.review.desk.models import Finding, Review
from cse_assess.review.refusals import create_triggers, drop_triggers
from cse_assess.review.submissions.models import Submission


def make_review(submission: Submission, *, assessor: User | None = None, **values) -> Review:
    """Make a review of a submission, by a new assessor unless one is given."""
    assessor = assessor or make_assessor(submission.assessment)
    known = {
        "assessment_id": submission.assessment_id,
        "submission_id": submission.id,
        "assessor_id": assessor.id,
        "number": 1,
    }
    return _keep(Review(**{**known, **values}))


def make_finding(review: Review, code="1.1.1", **values) -> Finding:
    """Make a finding on an element, with the level `compliant` unless another is given."""
    known = {"level": "compliant", "tested_by_id": review.assessor_id}
    return _keep(Finding(review_id=review.id, element_code=code, **{**known, **values}))


def _keep(row):
    session.add(row)
    session.commit()
    return row


@contextmanager
def changing_what_is_kept():
    """Give a connection of somebody who switches the triggers of reviews off and on again."""
    session.commit()
    with db.engine.begin() as connection:
        drop_triggers(connection)
        yield connection
        create_triggers(connection)
    session.expire_all()
