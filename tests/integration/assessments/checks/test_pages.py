"""The page of the checks: what it finds, narrows, sets aside, and brings back."""

import re

import pytest
from factories.accounts import actor_of, make_service, make_user
from factories.assessments import attach, lock, make_assessment, write_response
from factories.checks import find_all_at, find_first, give_values, put_aside
from factories.evidence import make_item
from factories.pins import replace_text

from cse_assess.accounts.models import Role
from cse_assess.analysis.checks.facts import CheckKind
from cse_assess.assessments.checks import services
from cse_assess.assessments.checks.models import SetAsideFinding
from cse_assess.audit.models import AuditEvent
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed

CODE = "1.1.1"
QUERY_BUDGET = 15
SAYS = (
    "In the survey 87% of customers at the front desk were satisfied, and we regularly tell staff "
    "so at the team meeting."
)


@pytest.fixture
def lead(app):
    return make_user(Role.LEAD)


@pytest.fixture
def assessment(lead):
    made = make_assessment(make_service(lead.organisation))
    write_response(made, CODE, level="compliant", justification=SAYS, owner_id=lead.id)
    return made


@pytest.fixture
def as_lead(app, sign_in, lead):
    return sign_in(app.test_client(), lead)


@pytest.fixture
def url(assessment):
    return f"/assessments/{assessment.id}/checks"


def kinds_at(assessment, viewer=None):
    return {shown.finding.kind for shown in find_all_at(assessment, CODE, viewer)}


def get(assessment, kind):
    found = find_all_at(assessment, CODE)
    return next(shown for shown in found if shown.finding.kind is kind)


def address(assessment, shown, page="set-aside"):
    return f"/assessments/{assessment.id}/elements/{CODE}/checks/{shown.finding.fingerprint}/{page}"


def test_each_finding_leads_to_the_place_to_mend_it(as_lead, assessment, url):
    page = as_lead.get(f"{url}?element={CODE}").text
    assert "Met without evidence" in page
    assert "we regularly tell staff" in page
    assert f"/elements/{CODE}#evidence" in page
    assert f"/elements/{CODE}#justification" in page


def test_a_figure_that_the_evidence_holds_is_not_doubted(assessment, lead):
    item = give_values(make_item(lead.organisation), "Satisfied: 87 per cent")
    attach(assessment, CODE, item)
    assert not kinds_at(assessment) & {CheckKind.UNSUPPORTED, CheckKind.NOT_LOOKED_UP}


def test_a_figure_that_the_evidence_does_not_hold_is_doubted(assessment, lead):
    attach(assessment, CODE, give_values(make_item(lead.organisation), "Satisfied: 78%"))
    assert CheckKind.UNSUPPORTED in kinds_at(assessment)


@pytest.mark.parametrize("source", [{"url": "https://example.org/survey"}, {}])
def test_what_has_no_text_to_read_could_not_be_looked_up(assessment, lead, source):
    attach(assessment, CODE, make_item(lead.organisation, **source))
    assert CheckKind.NOT_LOOKED_UP in kinds_at(assessment)


def test_what_a_person_may_not_open_is_not_looked_up_for_them(assessment, lead):
    item = make_item(lead.organisation, is_confidential=True, title="Case file 87%")
    attach(assessment, CODE, give_values(item, "Satisfied: 87%"))
    reader = actor_of(make_user(Role.READER, lead.organisation))
    assert CheckKind.NOT_LOOKED_UP in kinds_at(assessment, reader)
    assert CheckKind.NOT_LOOKED_UP not in kinds_at(assessment, actor_of(lead))


def test_withdrawn_evidence_proves_nothing(assessment, lead):
    item = make_item(lead.organisation)
    attach(assessment, CODE, item)
    item.withdrawn_at = now()
    session.commit()
    assert CheckKind.NO_EVIDENCE in kinds_at(assessment)


def test_an_owner_who_left_is_named(as_lead, assessment, url):
    gone = make_user(Role.LEAD, assessment.organisation, name="Bram Tolley")
    write_response(assessment, CODE, owner_id=gone.id)
    gone.deactivated_at = now()
    session.commit()
    assert "Bram Tolley, who owns it, has left." in as_lead.get(f"{url}?kind=owner_left").text


def test_filters_narrow_and_what_is_wrong_in_them_is_ignored(as_lead, assessment, lead, url):
    page = as_lead.get(f"{url}?kind=vague&owner={lead.id}").text
    assert "we regularly tell staff" in page
    assert "Attach what shows it" not in page
    assert "Nothing matches" in as_lead.get(f"{url}?kind=same_words").text
    assert as_lead.get(f"{url}?kind=zzz&owner=zzz&element=9.9.9&page=zzz").status_code == 200


def test_nobody_owns_the_others(as_lead, url):
    page = as_lead.get(f"{url}?owner=0&kind=no_owner&page=2").text
    assert "Nobody owns it." in page
    assert f"{CODE} " not in re.sub(r"(?s)<option.*?</option>", "", page)


def test_a_finding_is_set_aside_with_its_reason_and_counts_again(as_lead, assessment, url):
    shown = get(assessment, CheckKind.VAGUE)
    answer = as_lead.post(address(assessment, shown), data={"why": "At each weekly meeting."})
    assert answer.status_code == 302
    assert "we regularly tell staff" not in as_lead.get(f"{url}?kind=vague").text
    aside = as_lead.get(f"{url}?is_set_aside=y").text
    assert "At each weekly meeting." in aside
    as_lead.post(address(assessment, shown, "raise"))
    assert "we regularly tell staff" in as_lead.get(f"{url}?kind=vague").text
    assert [event.action for event in session.query(AuditEvent).order_by(AuditEvent.id)][-2:] == [
        "finding.set_aside",
        "finding.raised",
    ]


def test_a_finding_without_a_reason_stays(as_lead, assessment):
    shown = get(assessment, CheckKind.VAGUE)
    answer = as_lead.post(address(assessment, shown), data={"why": "  "})
    assert "Say why this is in order as it is" in answer.text
    assert session.query(SetAsideFinding).count() == 0


def test_a_hostile_or_huge_reason_is_refused_or_shown_as_text(as_lead, assessment, url):
    shown = get(assessment, CheckKind.VAGUE)
    assert "2,000" in as_lead.post(address(assessment, shown), data={"why": "x" * 2_001}).text
    as_lead.post(address(assessment, shown), data={"why": "<script>alert(1)</script>"})
    assert "<script>alert" not in as_lead.get(f"{url}?is_set_aside=y").text


def test_setting_aside_twice_is_told(as_lead, assessment, lead):
    shown = get(assessment, CheckKind.VAGUE)
    put_aside(shown)
    with pytest.raises(Conflict):
        put_aside(shown, actor=actor_of(lead))
    answer = as_lead.post(address(assessment, shown), data={"why": "Again"})
    assert "already" in answer.text


def test_what_is_set_aside_comes_back_when_the_text_changes(as_lead, assessment, url):
    put_aside(get(assessment, CheckKind.VAGUE))
    write_response(assessment, CODE, justification=f"{SAYS} They listen.")
    assert get(assessment, CheckKind.VAGUE).set_aside is None
    assert session.query(SetAsideFinding).count() == 1


def test_what_is_set_aside_comes_back_when_the_evidence_changes(assessment, lead):
    item = give_values(make_item(lead.organisation), "Satisfied: 78%")
    attach(assessment, CODE, item)
    put_aside(get(assessment, CheckKind.UNSUPPORTED))
    assert get(assessment, CheckKind.UNSUPPORTED).set_aside is not None
    replace_text(item, "Satisfied: 79%")
    give_values(item, "Satisfied: 79%")
    assert get(assessment, CheckKind.UNSUPPORTED).set_aside is None


def test_a_finding_that_is_gone_is_not_found(as_lead, assessment):
    shown = get(assessment, CheckKind.VAGUE)
    write_response(assessment, CODE, justification="Staff are told.")
    assert as_lead.get(address(assessment, shown)).status_code == 404


def test_in_a_locked_self_assessment_nothing_is_set_aside(as_lead, assessment, lead, url):
    shown = find_first(assessment, CODE)
    lock(assessment)
    assert "Set aside<" not in as_lead.get(url).text
    with pytest.raises(NotAllowed):
        services.set_aside(
            actor=actor_of(lead), response=shown.response, finding=shown.finding, why="So"
        )


def test_a_reason_is_checked_by_the_service_too(assessment, lead):
    shown = find_first(assessment, CODE)
    with pytest.raises(DomainError):
        put_aside(shown, why=" ", actor=actor_of(lead))


def test_the_page_of_the_element_counts_its_findings(as_lead, assessment):
    page = as_lead.get(f"/assessments/{assessment.id}/elements/{CODE}").text
    assert f"/checks?element={CODE}" in page
    assert re.search(r"\b3 findings\b", page)


def test_the_page_asks_few_queries_and_as_many_for_much_evidence(
    as_lead, assessment, lead, url, count_queries
):
    item = give_values(make_item(lead.organisation), "87%")
    attach(assessment, CODE, item)
    with count_queries() as few:
        as_lead.get(url)
    for code in ("1.1.2", "1.1.3", "1.2.1"):
        write_response(assessment, code, level="compliant", justification=f"{SAYS} {code}")
        attach(assessment, code, give_values(make_item(lead.organisation), f"88% {code}"))
    put_aside(get(assessment, CheckKind.VAGUE))
    with count_queries() as many:
        as_lead.get(url)
    assert len(many) == len(few) <= QUERY_BUDGET
