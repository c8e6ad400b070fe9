"""What the evidence covers, on its own page and beside each guidance point of an element."""

from datetime import date, timedelta
from html import unescape

import pytest
from factories.accounts import make_assessor
from factories.assessments import attach, cse, make_assessment, system_actor, write_response
from factories.evidence import make_item

from cse_assess.assessments.coverage import compute_coverage
from cse_assess.assessments.queries import load_tree
from cse_assess.clock import today
from cse_assess.evidence.models import EvidenceKind
from cse_assess.evidence.services import withdraw_item

CODE = "1.1.2"


def cover(assessment, code=CODE):
    return compute_coverage(load_tree(assessment.id), cse()).find(code)


def item_of(organisation, kind=EvidenceKind.OTHER, **fields):
    return make_item(organisation, kind=kind, **fields)


def test_what_links_state_is_judged(assessment, organisation):
    attach(assessment, CODE, item_of(organisation), points=[1], kinds=["does"])
    attach(assessment, CODE, item_of(organisation), points=[1, 2], kinds=["achieves"])
    assert [point.state for point in cover(assessment).points] == ["covered", "thin"]


@pytest.mark.parametrize("kind", [EvidenceKind.POLICY, EvidenceKind.PROCEDURE, EvidenceKind.PLAN])
def test_a_policy_whose_kind_of_proof_nobody_stated_only_says(assessment, organisation, kind):
    attach(assessment, CODE, item_of(organisation, kind))
    assert cover(assessment).state == "all_policy"


def test_what_is_stated_of_a_policy_goes_before_what_is_assumed(assessment, organisation):
    attach(assessment, CODE, item_of(organisation, EvidenceKind.POLICY), kinds=["does"])
    assert cover(assessment).state == "thin"


def test_withdrawn_evidence_covers_nothing(assessment, organisation):
    item = item_of(organisation)
    attach(assessment, CODE, item, points=[1])
    withdraw_item(actor=system_actor(assessment.service), item=item, reason="Wrong file")
    assert cover(assessment).state == "nothing"


def test_evidence_is_judged_on_the_day_of_the_visit(service, organisation):
    assessment = make_assessment(service, visit_on=today() + timedelta(days=30))
    item = item_of(organisation, valid_until=today() + timedelta(days=5))
    attach(assessment, CODE, item, points=[1, 2], kinds=["does"])
    assert cover(assessment).state == "stale"


def test_the_page_shows_every_element_with_its_state_in_words(enter, assessment, organisation):
    attach(assessment, CODE, item_of(organisation, evidence_on=date(2001, 1, 1)), points=[1, 2])
    write_response(assessment, "1.1.1", level="not_applicable", level_reason="No customers")
    page = enter("reader").get(f"/assessments/{assessment.id}/coverage").text
    for element in cse().elements:
        assert page.count(f"/elements/{element.code}") >= 2
    assert "Out of date: 1" in page
    assert "Not applicable: 1" in page
    assert "Nothing yet: 55" in page


def test_the_page_is_narrowed_to_a_criterion_and_a_state(enter, assessment, organisation):
    attach(assessment, CODE, item_of(organisation), points=[1, 2], kinds=["does"])
    client = enter("lead")
    page = client.get(f"/assessments/{assessment.id}/coverage?state=thin").text
    assert "/elements/1.1.2" in page
    assert "/elements/1.1.1" not in page
    page = client.get(f"/assessments/{assessment.id}/coverage?criterion=2").text
    assert "/elements/2.1.1" in page
    assert "/elements/1.1.2" not in page
    page = client.get(f"/assessments/{assessment.id}/coverage?criterion=2&state=thin").text
    assert "Nothing matches" in page


@pytest.mark.parametrize("query", ["criterion=99", "state=perfect", "state=%00&criterion=%ff"])
def test_a_filter_that_there_is_not_narrows_nothing(enter, assessment, query):
    page = enter("lead").get(f"/assessments/{assessment.id}/coverage?{query}")
    assert page.status_code == 200
    assert "/elements/5.3.3" in page.text


def test_the_element_shows_what_answers_each_point(enter, assessment, organisation):
    attach(assessment, CODE, item_of(organisation, title="Survey 2026"), points=[2])
    page = enter("lead").get(f"/assessments/{assessment.id}/elements/{CODE}").text
    first, second = unescape(page).split(cse().get_element(CODE).guidance[1])
    assert "Nothing yet" in first
    assert "1 current piece of evidence only." in second
    assert "Survey 2026" in second


def test_a_confidential_title_is_not_shown_beside_a_point(enter, assessment, organisation):
    item = item_of(organisation, title="Grievance of a person", is_confidential=True)
    attach(assessment, CODE, item, points=[1])
    page = enter("reader").get(f"/assessments/{assessment.id}/elements/{CODE}").text
    assert "Grievance of a person" not in page
    assert "Answered by" in page


def test_an_assessor_does_not_see_the_living_coverage(app, sign_in, assessment):
    client = sign_in(app.test_client(), make_assessor(assessment))
    assert client.get(f"/assessments/{assessment.id}/coverage").status_code == 404


def test_the_pages_take_as_many_queries_whatever_is_attached(
    enter, assessment, organisation, count_queries
):
    client = enter("lead")
    coverage, element = (
        f"/assessments/{assessment.id}/coverage",
        f"/assessments/{assessment.id}/elements/{CODE}",
    )
    for _ in range(12):
        attach(assessment, CODE, item_of(organisation), points=[1], kinds=["does"])
    with count_queries() as queries:
        client.get(coverage)
    assert len(queries) <= 9
    with count_queries() as queries:
        client.get(element)
    assert len(queries) <= 15, queries.statements
