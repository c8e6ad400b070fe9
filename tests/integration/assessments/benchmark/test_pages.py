"""Services side by side, as different people may see them."""

import csv
import io
import re
from datetime import timedelta
from html import unescape
from zipfile import ZipFile

import pytest
from factories.accounts import make_assessor, make_grant, make_organisation, make_service, make_user
from factories.assessments import (
    attach,
    install_service_points,
    lock,
    make_assessment,
    write_response,
)
from factories.evidence import make_item
from openpyxl import load_workbook

from cse_assess.accounts.models import Role
from cse_assess.clock import today

CODE = "2.2.1"


def read(client, address="/compare") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.text)).split())


def read_csv(client, query="") -> list[dict[str, str]]:
    text = client.get(f"/compare/elements.csv{query}").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def row_of(client, code=CODE, query="") -> dict[str, str]:
    return next(row for row in read_csv(client, query) if row["code"] == code)


def prove(assessment, item, code=CODE, level="compliant"):
    write_response(assessment, code, level=level, justification="We do.")
    attach(assessment, code, item)


def test_each_service_has_its_verdict_its_gaps_and_its_days_to_the_visit(
    enter, service, other, organisation
):
    visited = make_assessment(service, visit_on=today() + timedelta(days=12))
    prove(visited, make_item(organisation, valid_until=today() + timedelta(days=1)))
    page = read(enter("lead"))
    figures = page.partition("The figures")[2]
    assert f"Libraries {visited.cycle} Would not pass 12 days 57 1" in figures
    assert f"Repairs {other.cycle} Would not pass No date set 57 0" in figures


def test_criteria_stand_side_by_side(enter, assessment, other, claim):
    claim(other, "1.1.1")
    page = read(enter("lead")).partition("By criterion")[2]
    assert "0 of 11 met, needs 9 Would not pass 1 of 11 met, needs 9" in page


def test_what_most_of_them_lack_names_where_it_stands(enter, assessment, other, organisation):
    third = make_assessment(make_service(organisation, name="Waste"))
    prove(third, make_item(organisation))
    page = read(enter("lead")).partition("What most of them lack")[2]
    assert "Show 57 elements" in page
    assert re.search(rf"{CODE} [^.]+ 2 of 3 Waste: \+ ?Compliant", page)


def test_every_element_has_the_level_of_each_service_the_best_and_how_far_apart(
    enter, assessment, other, organisation, claim
):
    prove(assessment, make_item(organisation), level="plus")
    claim(other, CODE, "partial")
    row = row_of(enter("lead"))
    assert (row["Libraries"], row["Repairs"]) == ("Compliance Plus", "Partially compliant")
    assert (row["Libraries: evidence in date"], row["Repairs: evidence in date"]) == ("1", "0")
    assert (row["best"], row["steps from best to worst"]) == ("Compliance Plus", "2")
    assert row["lacking"] == "1"
    page = enter("lead").get("/compare/elements").text
    assert page.count(f"/elements/{CODE}") == 2


def test_without_asking_the_newest_open_one_of_each_service_is_compared(enter, service, other):
    make_assessment(service, cycle="Old")
    make_assessment(service, cycle="New")
    lock(make_assessment(service, cycle="Locked"))
    page = read(enter("lead")).partition("The figures")[2]
    assert "Libraries New" in page
    assert "Old" not in page
    assert "Locked" not in page


def test_a_cycle_is_compared_with_what_is_locked_in_it(enter, service, other_service):
    for each in (service, other_service):
        lock(make_assessment(each, cycle="Last year"))
        make_assessment(each, cycle="This year")
    page = read(enter("lead"), "/compare?which=cycle:Last year").partition("The figures")[2]
    assert "Libraries Last year, locked" in page
    assert "Repairs Last year, locked" in page
    assert "This year" not in page


def test_two_of_one_service_are_told_apart_by_their_cycles(enter, service):
    make_assessment(service, cycle="Old")
    make_assessment(service, cycle="New")
    assert {"Libraries, New", "Libraries, Old"} <= set(row_of(enter("lead"), query="?which=open"))


def test_only_the_ticked_services_are_compared(enter, assessment, other, organisation):
    make_assessment(make_service(organisation, name="Waste"))
    query = f"?services={assessment.service_id}&services={other.service_id}"
    assert "Waste" not in row_of(enter("lead"), query=query)
    assert "Waste" in row_of(enter("lead"))


def test_the_elements_are_narrowed_to_a_criterion_on_the_page_and_in_the_file(
    enter, assessment, other
):
    client = enter("lead")
    assert len(read_csv(client, "?criterion=5")) == 10
    page = client.get("/compare/elements?criterion=5").text
    assert "/elements/5.1.1" in page
    assert "/elements/1.1.1" not in page
    assert len(read_csv(client, "?criterion=99")) == 57


def test_a_standard_of_another_shape_is_compared_as_it_is(settings, enter, organisation):
    points = install_service_points(settings)
    for name in ("Counter", "Desk"):
        make_assessment(make_service(organisation, name=name), points)
    client = enter("lead")
    query = "?standard=service-points"
    assert len(read_csv(client, query)) == 14
    page = read(client, f"/compare{query}")
    assert "The whole standard" in page
    assert "0 of 14 met, needs 14" in page
    assert "A Before the visit" in read(client, f"/compare/elements{query}")


@pytest.mark.parametrize("query", ["standard=zzz", "which=cycle:%00", "services=x&services=-1"])
def test_a_choice_that_there_is_not_chooses_nothing(enter, assessment, other, query):
    assert "Repairs" in read(enter("lead"), f"/compare?{query}").partition("The figures")[2]


def test_one_alone_is_not_compared(enter, assessment):
    client = enter("lead")
    assert "Nothing to compare yet" in read(client)
    assert client.get("/compare/elements.xlsx").status_code == 302


def test_more_than_there_is_room_for_are_counted(enter, assessment, organisation):
    for number in range(20):
        make_assessment(make_service(organisation, name=f"Service {number:02}"))
    page = read(enter("lead"))
    assert "The first 20 are shown. 1 more was left out" in page


def test_a_contributor_compares_their_own_services_and_hears_of_no_other(
    app, sign_in, assessment, other, organisation
):
    third = make_assessment(make_service(organisation, name="Secret service"))
    prove(third, make_item(organisation, title="Secret minutes"))
    person = make_user(contributes_to=(assessment.service, other.service))
    client = sign_in(app.test_client(), person)
    assert set(row_of(client)) >= {"Libraries", "Repairs"}
    addresses = ("/compare", "/compare/elements", f"/assessments/{other.id}/proof-elsewhere")
    for address in addresses:
        assert "Secret" not in read(client, address)
    assert "Show 57 elements" in read(client)
    assert client.get(f"/assessments/{third.id}/proof-elsewhere").status_code == 403


def test_what_somebody_assesses_elsewhere_is_not_compared_here(
    app, sign_in, assessment, other, organisation
):
    person = make_user(Role.READER, organisation)
    elsewhere = make_assessment(make_service(make_organisation(), name="Elsewhere"))
    make_grant(person, elsewhere)
    client = sign_in(app.test_client(), person)
    assert "Elsewhere" not in read(client)
    assert client.get(f"/assessments/{elsewhere.id}/proof-elsewhere").status_code == 404


def test_the_navigation_leads_only_those_who_see_several_services(app, sign_in, enter, assessment):
    assert "Compare services" in enter("reader").get("/").text
    assert "Compare services" not in enter("contributor").get("/").text
    assessor = sign_in(app.test_client(), make_assessor(assessment))
    assert "Compare services" not in assessor.get("/reviews").text


def test_proof_elsewhere_names_its_pieces_and_leads_to_using_them(
    enter, assessment, other, organisation
):
    item = make_item(organisation, title="A guide -with “quotes”")
    prove(assessment, item)
    client = enter("lead")
    page = client.get(f"/assessments/{other.id}/proof-elsewhere")
    assert f"Libraries: 1 piece for {CODE}" in unescape(page.text)
    assert f"/evidence/{item.id}" in page.text
    link = re.search(r'href="([^"]+/evidence/library[^"]+)"', page.text)[1]
    found = client.get(unescape(link)).text
    assert f'value="{item.id}"' in found


def test_confidential_proof_is_counted_without_its_title(enter, assessment, other, organisation):
    prove(assessment, make_item(organisation, title="Secret minutes", is_confidential=True))
    address = f"/assessments/{other.id}/proof-elsewhere"
    assert "Secret minutes" in read(enter("lead"), address)
    page = read(enter("reader"), address)
    assert "Secret" not in page
    assert f"Libraries: 1 piece for {CODE}" in page
    assert "1 confidential piece that you may not open" in page


def test_who_only_reads_is_not_offered_to_use_it(enter, assessment, other, organisation):
    prove(assessment, make_item(organisation))
    assert "Use it here" not in read(enter("reader"), f"/assessments/{other.id}/proof-elsewhere")
    lock(other)
    assert "Use it here" not in read(enter("lead"), f"/assessments/{other.id}/proof-elsewhere")


def test_where_nobody_has_proof_the_page_says_so(enter, assessment, other):
    page = read(enter("lead"), f"/assessments/{other.id}/proof-elsewhere")
    assert "Nothing to borrow" in page


def test_the_best_three_are_shown_and_the_others_counted(enter, assessment, organisation):
    for number in range(5):
        service = make_service(organisation, name=f"Service {number}")
        prove(make_assessment(service), make_item(organisation))
    page = read(enter("lead"), f"/assessments/{assessment.id}/proof-elsewhere")
    assert "Service 2: 1 piece" in page
    assert "Service 3" not in page
    assert "And 2 more services." in page


def test_a_name_that_is_a_formula_is_text_in_both_spreadsheets(enter, assessment, organisation):
    make_assessment(make_service(organisation, name="=1+1"))
    client = enter("lead")
    assert "'=1+1" in client.get("/compare/elements.csv").data.decode("utf-8-sig")
    content = client.get("/compare/elements.xlsx").data
    sheet = load_workbook(io.BytesIO(content)).active
    headings = [cell for cell in sheet[1] if cell.value == "=1+1"]
    assert [cell.data_type for cell in headings] == ["s"]
    assert sheet.max_row == 58
    with ZipFile(io.BytesIO(content)) as archive:
        assert "<f>" not in archive.read("xl/worksheets/sheet1.xml").decode()


def test_a_name_that_is_markup_is_shown_as_text(enter, assessment, organisation):
    make_assessment(make_service(organisation, name="<script>alert(1)</script>"))
    for address in ("/compare", "/compare/elements"):
        assert "<script>alert" not in enter("lead").get(address).text


def test_many_take_as_many_queries_as_two(enter, assessment, other, organisation, count_queries):
    client, addresses = enter("lead"), ("/compare", "/compare/elements", "/compare/elements.csv")
    with count_queries() as few:
        for address in addresses:
            client.get(address)
    for _ in range(4):
        prove(make_assessment(make_service(organisation)), make_item(organisation))
    with count_queries() as many:
        for address in addresses:
            client.get(address)
    assert len(many) == len(few)


def test_proof_elsewhere_takes_as_many_queries_whatever_there_is(
    enter, assessment, other, organisation, count_queries
):
    client, address = enter("lead"), f"/assessments/{other.id}/proof-elsewhere"
    prove(assessment, make_item(organisation))
    with count_queries() as few:
        client.get(address)
    for code in ("1.1.1", "1.1.2"):
        prove(make_assessment(make_service(organisation)), make_item(organisation), code)
    with count_queries() as many:
        client.get(address)
    assert len(many) == len(few)
