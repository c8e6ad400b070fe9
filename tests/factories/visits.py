"""Sessions and notes of a visit, committed."""

from cse_assess.db import session
from cse_assess.review.desk.models import Review
from cse_assess.review.visit.models import VisitNote, VisitSession


def make_session(review: Review, **values) -> VisitSession:
    """Make an interview with staff about 1.1.1, without day and time unless they are given."""
    known = {
        "kind": "interview",
        "people": "staff",
        "title": "Advisers at the desk",
        "minutes": 30,
        "element_codes": ["1.1.1"],
    }
    return _keep(VisitSession(review_id=review.id, **{**known, **values}))


def make_note(review: Review, text="Two of three knew the charter.", **values) -> VisitNote:
    """Make a note of the review's assessor, on the visit as a whole unless `values` say more."""
    return _keep(
        VisitNote(review_id=review.id, text=text, **{"written_by_id": review.assessor_id, **values})
    )


def _keep(row):
    session.add(row)
    session.commit()
    return row
