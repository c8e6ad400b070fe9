"""The page of the way to the award, as leads, contributors and readers use it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from factories.accounts import make_service, make_user
from factories.actions import make_action
from factories.assessments import attach, cse, lock, make_assessment, write_response
from factories.evidence import make_item
from factories.route import set_levels
from lxml import html

from cse_assess.accounts.models import Role
from cse_assess.clock import today
from cse_assess.db import session


@pytest.fixture
def lead(app):
    return make_user(Role.LEAD)


@pytest.fixture
def assessment(lead):
    """Everything compliant but three elements of criterion 1, which needs one of them."""
    made = make_assessment(make_service(lead.organisation), visit_on=today() + timedelta(days=60))
    levels = {element.code: "compliant" for element in cse().elements}
    set_levels(made, {**levels, "1.1.1": "partial", "1.1.2": "partial", "1.1.3": "partial"})
    return made


@pytest.fixture
def read(app, sign_in, lead, assessment):
    """Return the page's parts by their ids, for an address."""
    client = sign_in(app.test_client(), lead)

    def get(**arguments):
        answer = client.get(f"/assessments/{assessment.id}/route", query_string=arguments)
        assert answer.status_code == 200
        return html.fromstring(answer.text)

    return get


def words_of(page, where="//main"):
    return " ".join(page.xpath(where)[0].text_content().split())


def result_of(page):
    return words_of(page, "//section[@id='result']")


def test_the_cheapest_action_is_named_with_its_effort_and_a_link(read, assessment):
    make_action(assessment, ("1.1.1", "compliant"), title="Dear", due_in=9, effort_days=Decimal(3))
    cheap = make_action(
        assessment, ("1.1.2", "plus"), title="Cheap", due_in=9, effort_days=Decimal("1.5")
    )

    page = read()

    assert result_of(page).startswith("1.5 days of work in 1 action Would pass")
    assert "“Cheap” (1.5 days) raises 1.1.2 to Compliance Plus." in result_of(page)
    assert "Criterion 1 needs 1 more element at Compliant or better." in result_of(page)
    links = page.xpath("//section[@id='result']//table//a/@href")
    assert links == [f"/actions/{cheap.id}"]


def test_an_action_can_be_pinned_in_or_left_out(read, assessment):
    dear = make_action(
        assessment, ("1.1.1", "compliant"), title="Dear", due_in=9, effort_days=Decimal(3)
    )
    cheap = make_action(
        assessment, ("1.1.2", "plus"), title="Cheap", due_in=9, effort_days=Decimal(1)
    )

    assert "3 days of work in 1 action" in result_of(read(**{f"a{cheap.id}": "out"}))
    assert "3 days of work in 1 action" in result_of(read(**{f"a{dear.id}": "in"}))
    page = read(**{f"a{dear.id}": "in", f"a{cheap.id}": "out"})
    assert page.xpath("//input[@checked]/@value").count("in") == 1
    assert page.xpath("//input[@checked]/@value").count("out") == 1


def test_a_margin_asks_for_more(read, assessment):
    make_action(assessment, ("1.1.1", "compliant"), title="One", due_in=9, effort_days=Decimal(1))
    make_action(assessment, ("1.1.2", "plus"), title="Two", due_in=9, effort_days=Decimal(2))

    assert "3 days of work in 2 actions" in result_of(read(margin="1"))


def test_what_hinders_an_action_is_told(read, assessment):
    make_action(assessment, ("1.1.1", "plus"), title="Unknown effort", due_in=9)
    make_action(assessment, ("1.1.1", "plus"), title="No day", effort_days=Decimal(1))
    make_action(assessment, ("1.1.1", "plus"), title="Late", due_in=61, effort_days=Decimal(1))
    make_action(assessment, ("1.1.1", "plus"), title="Overdue", due_in=-2, effort_days=Decimal(1))
    make_action(assessment, "1.1.1", title="No level", due_in=2, effort_days=Decimal(1))

    page = read()

    assert "No way yet" in result_of(page)
    told = words_of(page)
    assert "5 actions are not counted" in told
    for reason in (
        "Nobody has estimated its effort.",
        "No day is set by which it is to be done.",
        "which is too late.",
        "and is overdue.",
        "It leads to no level.",
    ):
        assert reason in told


def test_without_a_day_to_be_done_by_days_do_not_matter(read, assessment):
    make_action(assessment, ("1.1.1", "plus"), title="No day", effort_days=Decimal(1))

    page = read(**{"by-day": "", "by-month": "", "by-year": ""})

    assert "1 day of work in 1 action" in result_of(page)


def test_a_pinned_action_without_an_estimate_is_counted_and_the_page_says_so(read, assessment):
    action = make_action(assessment, ("1.1.1", "plus"), title="Unknown effort")

    assert "nobody has estimated what you said must be in: Unknown effort." in result_of(
        read(**{f"a{action.id}": "in"})
    )


def test_without_actions_the_page_says_where_to_begin(read):
    result = result_of(read())

    assert "No actions yet" in result
    assert "Criterion 1 would have 8 of 11 met" in result


def test_what_passes_already_needs_no_action(read, assessment):
    write_response(assessment, "1.1.1", level="plus")

    assert result_of(read()).startswith("No action is needed Would pass")


@pytest.mark.parametrize(
    "arguments",
    [
        {"margin": "-1"},
        {"margin": "9" * 500},
        {"margin": "x"},
        {"by-day": "31", "by-month": "2", "by-year": "2027"},
        {"a0": "in", "a999999999999": "in", "ax": "out"},
        {"by": "<script>"},
        {"count": "x"},
        {"by-day": "1", "by-month": "1", "by-year": "9" * 500},
        {"by-day": "1", "by-month": "1", "by-year": "9999"},
        {"by-day": "٣", "by-month": "1" * 500, "by-year": "-1"},
    ],
)
def test_an_address_with_nonsense_still_shows_the_page(read, arguments):
    assert result_of(read(**arguments))


def test_a_margin_that_is_not_offered_is_a_fault_linked_to_its_field(read):
    page = read(margin="x")

    assert page.xpath("//div[@class='govuk-error-summary']//a/@href") == ["#margin"]


def test_a_locked_self_assessment_shows_its_way(read, assessment):
    lock(assessment)

    assert "No way yet" in result_of(read())


def test_the_number_of_queries_does_not_grow_with_the_actions(read, assessment, count_queries):
    make_action(assessment, ("1.1.1", "plus"), title="One", due_in=9, effort_days=Decimal(1))
    with count_queries() as few:
        read()
    for number in range(8):
        make_action(
            assessment, ("1.1.2", "plus"), title=f"{number}", due_in=9, effort_days=Decimal(1)
        )
    with count_queries() as many:
        read()

    assert len(many.statements) == len(few.statements)


@pytest.fixture
def lapsing(lead, assessment):
    """Everything compliant with evidence; that of three elements lapses before the visit."""
    set_levels(assessment, dict.fromkeys((each.code for each in cse().elements), "compliant"))
    lasting = make_item(lead.organisation, title="Lasting", evidence_on=today())
    lapsing = make_item(lead.organisation, title="Survey", valid_until=today() + timedelta(days=20))
    for element in cse().elements:
        is_lapsing = element.code in ("1.1.1", "1.1.2", "1.1.3")
        attach(assessment, element.code, lapsing if is_lapsing else lasting)


def test_levels_can_count_as_they_are_still_proven_at_the_visit(read, assessment, lapsing):
    make_action(
        assessment, ("1.1.2", "compliant"), title="Ask anew", due_in=9, effort_days=Decimal(2)
    )

    assert result_of(read()).startswith("No action is needed")
    result = result_of(read(count="proven"))

    assert result.startswith("2 days of work in 1 action Would pass")
    assert "“Ask anew” (2 days) raises 1.1.2 to Compliant." in result
    assert "3 elements count for less than claimed" in result
    assert "1.1.1, 1.1.2, 1.1.3" in result


def test_what_is_chosen_to_count_stays_chosen(read):
    page = read(count="proven")

    assert page.xpath("//select[@name='count']/option[@selected]/@value") == ["proven"]


@pytest.mark.parametrize("visit_in", [None, -1])
def test_without_a_visit_ahead_levels_count_as_claimed_and_the_page_says_why(
    read, assessment, lapsing, visit_in
):
    assessment.visit_on = None if visit_in is None else today() + timedelta(days=visit_in)
    session.commit()

    page = read(count="proven")

    assert page.xpath("//select[@name='count']") == []
    assert "No action is needed" in result_of(page)
    assert "Give the self-assessment a day of the visit" in result_of(page)


def test_the_number_of_queries_for_proven_levels_does_not_grow_with_the_evidence(
    read, lead, assessment, lapsing, count_queries
):
    with count_queries() as few:
        read(count="proven")
    for code in ("2.1.1", "2.1.2", "2.1.3"):
        attach(assessment, code, make_item(lead.organisation, title=code))
    with count_queries() as many:
        read(count="proven")

    assert len(many.statements) == len(few.statements)
