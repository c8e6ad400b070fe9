"""What a take-away sheet shows, put together from what is kept of it and the standard."""

from cse_assess.assessments.queries import AssessmentTree
from cse_assess.assessments.takeaway.models import TakeAway
from cse_assess.assessments.takeaway.services import read_base
from cse_assess.assessments.takeaway.workbook import SheetContent, write_take_away
from cse_assess.assessments.transfer.export import export_name
from cse_assess.standards.structure import Standard
from cse_assess.web.templating import format_day


def write_sheet(take_away: TakeAway, tree: AssessmentTree, standard: Standard) -> bytes:
    """Return the workbook of a sheet: always with what it said when it was made.

    Evidence is named as it is attached now; confidential pieces are left out.
    """
    content = SheetContent(
        reference=take_away.reference,
        heading=f"{standard.title}: what we need from you",
        facts=_list_facts(take_away, standard),
        standard=standard,
        values={
            code: values
            for code, values in read_base(take_away).items()
            if standard.find_element(code)
        },
        evidence=_name_evidence(tree),
    )
    return write_take_away(content)


def _list_facts(take_away: TakeAway, standard: Standard) -> list[tuple[str, str]]:
    assessment = take_away.assessment
    facts = [
        ("For", take_away.made_for),
        ("Send it back by", format_day(take_away.due_on)),
        ("Sent by", take_away.made_by.name if take_away.made_by else ""),
        ("Organisation", assessment.organisation.name),
        ("Service", assessment.service.name),
        ("Cycle", assessment.cycle),
        ("Standard", standard.title),
        ("Reference", take_away.reference),
    ]
    return [(name, text) for name, text in facts if text]


def _name_evidence(tree: AssessmentTree) -> dict[str, list[str]]:
    return {
        response.element_code: [
            linked.item.title
            for linked in tree.evidence_of(response)
            if linked.counts and not linked.item.is_confidential
        ]
        for response in tree.responses
    }


def name_sheet(take_away: TakeAway, tree: AssessmentTree) -> str:
    """Return a name for the file, in plain letters."""
    return f"{take_away.reference.lower()}-{export_name(tree, 'xlsx')}"
