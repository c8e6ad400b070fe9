"""Requests that really run at the same time, on whichever database the tests run."""

from factories.evidence import make_item
from factories.together import post_together

from cse_assess.assessments.models import EvidenceLink, ResponseChange
from cse_assess.assessments.queries import get_response
from cse_assess.audit.queries import verify_chain
from cse_assess.db import session

CODE = "1.1.1"


def test_of_people_who_save_at_once_one_saves_and_the_others_are_asked(enter, assessment):
    url = f"/assessments/{assessment.id}/elements/{CODE}"
    forms = [
        {"version_id": 1, "level": "", "justification": f"Text {n}", "tell": ""} for n in range(4)
    ]
    statuses = post_together([(enter("lead"), url, form) for form in forms])
    assert sorted(statuses) == [302, 409, 409, 409]
    kept = get_response(assessment.id, CODE)
    assert kept.version_id == 2
    assert [change.after for change in session.query(ResponseChange)] == [kept.justification]
    assert verify_chain() == []


def test_people_who_attach_the_same_item_at_once_leave_one_link(enter, assessment, organisation):
    form = {"items": [make_item(organisation).id]}
    url = f"/assessments/{assessment.id}/elements/{CODE}/evidence/library"
    assert post_together([(enter("lead"), url, form) for _ in range(4)]) == [302] * 4
    assert session.query(EvidenceLink).count() == 1


def test_what_is_saved_while_it_is_locked_is_saved_before_or_not_at_all(enter, assessment):
    page = f"/assessments/{assessment.id}"
    form = {"version_id": 1, "level": "plus", "justification": "", "tell": ""}
    saved, locked = post_together(
        [
            (enter("contributor"), f"{page}/elements/{CODE}", form),
            (enter("lead"), f"{page}/lock", {}),
        ]
    )
    assert locked == 302
    assert assessment.is_locked
    level = get_response(assessment.id, CODE).level
    assert (saved, level) in {(302, "plus"), (403, None)}
