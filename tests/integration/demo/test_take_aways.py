"""The sample's take-away sheets, loaded."""

from cse_assess.assessments.queries import load_tree
from cse_assess.assessments.takeaway.lines import make_lines
from cse_assess.assessments.takeaway.models import TakeAway
from cse_assess.assessments.takeaway.services import compare_return
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.demo.loader import load_demo


def test_a_sheet_waits_to_be_merged_and_has_a_conflict(app, settings, blobs, stored):
    load_demo(settings=settings, blobs=blobs, files=stored)
    lines = make_lines(session.query(TakeAway).order_by(TakeAway.id), today())
    assert [(line.state, line.is_overdue) for line in lines] == [
        ("back", False),
        ("out", False),
        ("out", True),
    ]
    [waiting] = lines[0].waiting
    merge = compare_return(returned=waiting, tree=load_tree(lines[0].take_away.assessment_id))
    assert [(part.code, part.part) for part in merge.conflicts] == [("3.4.2", "justification")]
    assert len(merge.open_parts) == 5
    assert len(merge.notes) == 2
