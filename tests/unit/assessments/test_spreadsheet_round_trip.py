"""A self-assessment that is exported and imported again is the same, whatever it says."""

import io

import pytest
from factories.assessments import cse, service_points
from hypothesis import given, settings
from hypothesis import strategies as st

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Organisation, Service, User
from cse_assess.assessments.models import Assessment, ElementResponse, EvidenceLink
from cse_assess.assessments.queries import AssessmentTree, LibraryItem, LinkedEvidence
from cse_assess.assessments.texts import clean_text
from cse_assess.assessments.transfer.columns import find_columns
from cse_assess.assessments.transfer.csv_text import read_csv, write_csv
from cse_assess.assessments.transfer.export import export_file
from cse_assess.assessments.transfer.library import Library
from cse_assess.assessments.transfer.plan import Ground, make_plan
from cse_assess.assessments.transfer.reading import read_sheet
from cse_assess.assessments.transfer.workbook import read_workbook, write_workbook
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision

NASTY = st.sampled_from(
    [
        "=1+1",
        "'=1+1",
        "''@x",
        "-",
        "- a list\n- of two",
        "+44",
        "@all",
        "#7",
        "#7 seven",
        "a;b",
        '"quoted"',
        "a,b",
        "_x0041_",
        "'plain",
        "\t=x",
        "ends with\n\nempty lines",
        "é ü ß",
        "日本語",
    ]
)
TEXTS = st.one_of(NASTY, st.text(max_size=60)).map(clean_text)
LEVELS = st.sampled_from([None, *(level.id for level in cse().levels)])
TITLES = TEXTS.map(lambda text: " ".join(text.split())).filter(bool)


@given(rows=st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=4))
@settings(max_examples=200, deadline=None)
@pytest.mark.parametrize(
    ("write", "read"), [(write_csv, read_csv), (write_workbook, read_workbook)]
)
def test_every_text_comes_back_as_it_was(write, read, rows):
    numbered = [[str(number), *row] for number, row in enumerate(rows, start=1)]
    sheet = read(write([["code", "a", "b"], *numbered]))
    found = [[row.cell(place) for place in range(3)] for row in sheet.rows]
    assert found == numbered


@st.composite
def trees(draw):
    owner = User(id=5, name="Jo Marsh", email="jo@example.org")
    assessment = Assessment(
        id=1,
        organisation_id=1,
        standard_id="cse",
        cycle="2026",
        service=Service(id=1, name="Libraries"),
        organisation=Organisation(id=1, name="Council"),
    )
    items = [
        EvidenceItem(id=number, organisation_id=1, title=title, is_confidential=False)
        for number, title in enumerate(draw(st.lists(TITLES, min_size=1, max_size=5)), start=1)
    ]
    responses, evidence = [], {}
    for place, element in enumerate(cse().elements[:4]):
        level = draw(LEVELS)
        needs_reason = level in cse().rules.reason_required
        response = ElementResponse(
            id=place + 1,
            element_code=element.code,
            position=place,
            version_id=1,
            level=level,
            level_reason=draw(TEXTS.filter(bool)) if needs_reason else "",
            justification=draw(TEXTS),
            tell=draw(TEXTS),
        )
        if draw(st.booleans()):
            response.owner, response.owner_id = owner, owner.id
        linked = draw(st.lists(st.sampled_from(items), max_size=3, unique_by=id))
        evidence[response.id] = tuple(_link(response, item) for item in linked)
        responses.append(response)
    return AssessmentTree(assessment, tuple(responses), evidence), items, owner


def _link(response, item):
    link = EvidenceLink(id=item.id, response_id=response.id, item_id=item.id, note="")
    return LinkedEvidence(link, item, EvidenceRevision(item_id=item.id, number=1))


@given(made=trees(), kind=st.sampled_from(["csv", "xlsx"]))
@settings(max_examples=100, deadline=None)
def test_importing_what_was_exported_changes_nothing(made, kind):
    tree, items, owner = made
    files = [LibraryItem(item, f"file-{item.id}.pdf" if item.id % 2 else "") for item in items]
    library = Library(files, Actor.system(1))
    sheet = read_sheet(io.BytesIO(export_file(tree, library, kind)))
    ground = Ground(
        standard=cse(),
        responses={response.element_code: response for response in tree.responses},
        linked={
            response_id: frozenset(each.item.id for each in pieces)
            for response_id, pieces in tree.evidence.items()
        },
        people={owner.id: owner},
        library=library,
    )
    plan = make_plan(sheet, find_columns(sheet.headings), ground)
    assert plan.faults == ()
    assert plan.changing == ()
    assert plan.row_count == len(tree.responses)


def test_the_codes_of_the_second_standard_survive_as_well():
    codes = [element.code for element in service_points().elements]
    sheet = read_workbook(write_workbook([["code", "level"], *([code, ""] for code in codes)]))
    assert [row.cell(0) for row in sheet.rows] == codes
