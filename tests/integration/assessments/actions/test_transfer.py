"""Actions go out as spreadsheets and come back: shown first, all of it or nothing, never twice."""

import io
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from factories.accounts import make_user
from factories.actions import make_action, move

from cse_assess.assessments.actions import queries
from cse_assess.assessments.actions.models import ActionStatus, ImprovementAction
from cse_assess.assessments.actions.values import ActionValues, EffectValue
from cse_assess.assessments.transfer.reading import read_sheet
from cse_assess.db import session


@pytest.fixture
def listed(assessment):
    return f"/assessments/{assessment.id}/actions"


def send(client, listed, content, name="actions.csv"):
    content = content.encode() if isinstance(content, str) else content
    file = (io.BytesIO(content), name)
    return client.post(f"{listed}/import", data={"file": file})


def look(client, listed, content, name="actions.csv"):
    answer = send(client, listed, content, name)
    assert answer.status_code == 302, answer.text
    return answer.location, client.get(answer.location).text


def confirm(client, listed, content, name="actions.csv"):
    place, page = look(client, listed, content, name)
    fingerprint = page.split('name="fingerprint"')[1].split('value="')[1].split('"')[0]
    return client.post(place, data={"fingerprint": fingerprint})


def stored(assessment):
    session.expire_all()
    return {each.title: each for each in queries.list_all(assessment.id)}


def test_a_file_of_another_program_becomes_actions(as_lead, assessment, colleague, listed):
    content = (
        "Action,Responsible,Deadline,Days,Status,Element,Comment,Colour\n"
        f'Ask customers,{colleague.email},27/3/2027,"1,5",Under way,'
        "1.1.1 (2) > Compliant; 1.1.2 > ++; 1.1.3,Two evenings,red\n"
        "Ask staff,,,,,,,\n"
    )
    _, page = look(as_lead, listed, content)
    assert "2 new actions" in page
    assert "Not read: Colour" in page
    assert stored(assessment) == {}
    answer = confirm(as_lead, listed, content)
    assert "2 actions are new or changed" in as_lead.get(answer.location).text
    asked = stored(assessment)["Ask customers"]
    assert ActionValues.of(asked) == ActionValues(
        "Ask customers",
        "Two evenings",
        colleague.id,
        date(2027, 3, 27),
        Decimal("1.5"),
        (
            EffectValue("1.1.1", "compliant", (2,)),
            EffectValue("1.1.2", "plus"),
            EffectValue("1.1.3"),
        ),
    )
    assert asked.status == "under_way"


def test_importing_it_twice_adds_nothing_the_second_time(as_lead, assessment, listed):
    content = "title,effort_days\nAsk customers,2\n"
    confirm(as_lead, listed, content)
    _, page = look(as_lead, listed, content)
    assert "Nothing changes" in page
    assert len(stored(assessment)) == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_goes_out_comes_back_unchanged(as_lead, assessment, action, listed, kind):
    make_action(assessment, title="=1+1", notes="'@SUM(A1)\n+ more", effort_days=Decimal("0.25"))
    move(make_action(assessment, title="Over"), ActionStatus.DROPPED)
    content = as_lead.get(f"{listed}.{kind}").data
    _, page = look(as_lead, listed, content, f"actions.{kind}")
    assert "Nothing changes" in page


def test_no_cell_of_the_export_runs_as_a_formula(as_lead, assessment, listed):
    make_action(assessment, title="=cmd|' /C calc'!A0", notes="@SUM(A1)")
    text = as_lead.get(f"{listed}.csv").data.decode("utf-8-sig")
    assert ",'=cmd|" in text
    assert ",'@SUM" in text
    sheet = read_sheet(io.BytesIO(as_lead.get(f"{listed}.xlsx").data))
    assert "=cmd|' /C calc'!A0" in sheet.rows[0].cells


def test_a_change_in_the_file_is_shown_and_made(as_lead, assessment, action, listed, colleague):
    content = f"number,title,owner,status\n{action.id},Ask them in spring,{colleague.name},Done\n"
    _, page = look(as_lead, listed, content)
    assert "0 new actions, 1 action changes" in page
    confirm(as_lead, listed, content)
    changed = stored(assessment)["Ask them in spring"]
    assert (changed.id, changed.status) == (action.id, "done")
    assert ActionValues.of(changed).effects == ActionValues.of(action).effects
    assert [each.step for each in queries.list_events(changed.id)] == ["finish", "edit", "add"]


def test_every_fault_is_told_with_its_row_and_nothing_is_done(as_lead, assessment, listed):
    content = (
        "number,title,owner,due,effort_days,status,elements,notes\n"
        ",Good,,,,,,\n"
        ",,,,,,,\n"
        ",Bad owner,nobody@example.org,,,,,\n"
        ",Bad day,,31/2/2027,,,,\n"
        ",Bad effort,,,many,,,\n"
        ",Bad status,,,,Finished,,\n"
        ",Bad element,,,,,9.9.9 > Compliant,\n"
        ",Bad level,,,,,1.1.1 > Splendid,\n"
        ",Bad shape,,,,,all of them,\n"
        "99999,No such number,,,,,,\n"
        ",Good,,,,,,\n"
        ",=1+1,,,,,,\n"
    )
    place, page = look(as_lead, listed, content)
    for words in (
        "Nobody in your organisation is “nobody@example.org”",
        "“31/2/2027” is no date",
        "Enter the effort",
        "There is no status “Finished”",
        "There is no element “9.9.9”",
        "There is no level “Splendid”",
        "is not of the form",
        "There is no action 99999 here",
        "Row 2 is about the same action",
        "would run it as a formula",
    ):
        assert words in page, words
    assert as_lead.post(place, data={"fingerprint": "x"}).status_code == 409
    assert stored(assessment) == {}


def test_a_title_that_two_actions_have_needs_the_number(as_lead, assessment, listed):
    for _ in range(2):
        make_action(assessment, title="Ask")
    _, page = look(as_lead, listed, "title,notes\nask,More\n")
    assert "Several actions are called “ask”" in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("owner,due\nx,y\n", "needs a column “title”"),
        ("title,action\nx,y\n", "which both mean “title”"),
        ("", "The file is empty"),
        (b"PK\x03\x04 no archive", "no .xlsx workbook"),
    ],
)
def test_a_file_that_is_none_is_refused(as_lead, listed, content, words):
    assert words in send(as_lead, listed, content).text


def test_a_date_cell_of_a_workbook_is_a_day(as_lead, assessment, listed):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["title", "due", "effort_days"])
        sheet.write_row(1, 0, ["Ask"])
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_datetime(1, 1, date(2027, 3, 27), day)
        sheet.write_number(1, 2, 1.5)
    confirm(as_lead, listed, buffer.getvalue(), "actions.xlsx")
    ask = stored(assessment)["Ask"]
    assert (ask.due_on, ask.effort_days) == (date(2027, 3, 27), Decimal("1.5"))


def test_a_plan_that_no_longer_holds_is_not_carried_out(as_lead, assessment, action, listed):
    content = f"number,title\n{action.id},Mine\n"
    place, page = look(as_lead, listed, content)
    fingerprint = page.split('name="fingerprint"')[1].split('value="')[1].split('"')[0]
    move(action, ActionStatus.UNDER_WAY)
    answer = as_lead.post(place, data={"fingerprint": fingerprint})
    assert answer.status_code == 409
    assert "The actions were changed since you saw" in answer.text
    assert "Mine" not in stored(assessment)


def test_a_draft_of_elements_is_none_of_actions(as_lead, assessment, listed):
    overview = f"/assessments/{assessment.id}/import"
    file = (io.BytesIO(b"code,level\n1.1.1,plus\n"), "ours.csv")
    draft = as_lead.post(overview, data={"file": file}).location.rpartition("/")[2]
    assert as_lead.get(f"{listed}/import/{draft}").status_code == 404


def test_the_plan_takes_as_many_queries_for_many_rows(as_lead, listed, assessment, count_queries):
    def count(rows):
        content = "title,elements\n" + "".join(f"New {n},1.1.1 > Plus\n" for n in range(rows))
        place = send(as_lead, listed, content).location
        with count_queries() as made:
            as_lead.get(place)
        return len(made)

    assert count(3) == count(300)


def test_hundreds_of_rows_are_imported_at_once(as_lead, listed, assessment):
    owner = make_user(contributes_to=(assessment.service,))
    rows = "".join(f"Action {n},{owner.email},1.1.1 > Plus\n" for n in range(200))
    confirm(as_lead, listed, f"title,owner,elements\n{rows}")
    assert session.query(ImprovementAction).count() == 200
