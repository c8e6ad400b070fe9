"""The step into the next cycle: what comes along, and what is to be looked at again."""

import time
from datetime import timedelta

import pytest
from factories.accounts import actor_of, make_assessor, make_user
from factories.assessments import (
    attach,
    cse,
    install_service_points,
    lock,
    make_assessment,
    write_response,
)
from factories.evidence import make_item
from factories.past import carry, pin, plan_action
from factories.together import post_together
from sqlalchemy import func, select

from cse_assess.accounts.models import Role
from cse_assess.analysis.proof import ProofKind
from cse_assess.assessments.actions.models import (
    ActionEvent,
    ActionStatus,
    ImprovementAction,
)
from cse_assess.assessments.models import EvidenceLink, PassagePin, PinState
from cse_assess.assessments.past import queries, services
from cse_assess.assessments.past.carrying import CarryReason
from cse_assess.assessments.past.models import CarriedPoint
from cse_assess.assessments.past.queries import PointFilters
from cse_assess.assessments.queries import get_response, list_all_assessments, load_tree
from cse_assess.assessments.services import detach_evidence
from cse_assess.audit.queries import verify_chain
from cse_assess.clock import now, today
from cse_assess.db import session, unit_of_work
from cse_assess.errors import DomainError, NotAllowed

CODE = "1.1.1"


def reasons_of(assessment, code=CODE):
    return [point.reason for point in queries.list_open_points(assessment.id, code)]


def test_levels_are_to_confirm_and_texts_and_owners_stay(assessment, service):
    owner = make_user(contributes_to=(service,))
    write_response(assessment, CODE, owner_id=owner.id, tell="Ask at the desk.")
    new = get_response(carry(assessment).id, CODE)
    assert (new.level, new.carried_level, new.is_to_confirm) == (None, "plus", True)
    assert (new.justification, new.tell) == ("We know them well.", "Ask at the desk.")
    assert new.owner_id == owner.id


def test_evidence_comes_along_with_its_points_kinds_and_live_pins(assessment, organisation):
    item = make_item(organisation)
    link = attach(assessment, CODE, item, "Page 2", points=[1, 2], kinds=[ProofKind.ACHIEVES])
    pin(link, "Our six groups of customers")
    removed = pin(link, "Nobody pins this any more")
    removed.removed_at = now()
    session.commit()
    new = carry(assessment)
    [linked] = load_tree(new.id).evidence_of(get_response(new.id, CODE))
    assert (linked.item.id, linked.link.note) == (item.id, "Page 2")
    assert (linked.link.guidance_points, linked.link.proof_kinds) == ([1, 2], ["achieves"])
    assert [each.quotation for each in linked.link.pins] == ["Our six groups of customers"]


def test_the_old_one_stays_as_it_was(assessment, organisation):
    attach(assessment, CODE, make_item(organisation))
    plan_action(assessment, CODE)
    before = (assessment.version_id, get_response(assessment.id, CODE).version_id)
    new = carry(assessment)
    assert (assessment.version_id, get_response(assessment.id, CODE).version_id) == before
    assert get_response(assessment.id, CODE).level == "plus"
    assert session.scalar(select(func.count()).select_from(ImprovementAction)) == 2
    assert new.carried_from_id == assessment.id


def test_a_locked_one_can_be_carried_forward(assessment):
    lock(assessment)
    assert not carry(assessment).is_locked


def test_detached_and_withdrawn_evidence_stays_behind(assessment, organisation):
    gone, withdrawn = make_item(organisation), make_item(organisation)
    detach_evidence(
        actor=actor_of(make_user(Role.LEAD, organisation)), link=attach(assessment, CODE, gone)
    )
    attach(assessment, CODE, withdrawn)
    withdrawn.withdrawn_at = now()
    session.commit()
    new = carry(assessment)
    assert load_tree(new.id).evidence == {}
    [exemplary, point] = queries.list_open_points(new.id, CODE)
    assert exemplary.reason == CarryReason.EXEMPLARY
    assert (point.reason, point.item_id) == (CarryReason.EVIDENCE_WITHDRAWN, withdrawn.id)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"level": "plus"}, CarryReason.EXEMPLARY),
        ({"level": "partial"}, CarryReason.PARTIAL),
        ({"level": "not_compliant"}, CarryReason.NOT_MET),
        ({"level": "not_applicable", "level_reason": "No counter."}, CarryReason.NOT_APPLICABLE),
    ],
)
def test_a_level_that_needs_another_look_is_on_the_list(assessment, values, reason):
    write_response(assessment, CODE, **values)
    assert reasons_of(carry(assessment)) == [reason]


@pytest.mark.parametrize("level", ["compliant", None])
def test_what_was_simply_met_or_never_scored_is_not(assessment, level):
    write_response(assessment, CODE, level=level)
    assert reasons_of(carry(assessment)) == []


def test_the_reason_why_something_did_not_apply_is_kept(assessment):
    write_response(assessment, CODE, level="not_applicable", level_reason="No counter.")
    new = carry(assessment)
    assert get_response(new.id, CODE).level_reason == "No counter."
    assert queries.list_open_points(new.id, CODE)[0].words == "Not applicable: No counter."


def test_partly_met_twice_running_is_told_apart(assessment):
    second = carry(assessment, "2026")
    write_response(second, "1.1.2", level="partial")
    assert reasons_of(carry(second, "2027"), "1.1.2") == [CarryReason.RETURNED]


def test_evidence_is_judged_on_the_new_visit(assessment, organisation):
    write_response(assessment, "2.1.1", level="compliant")
    item = make_item(organisation, evidence_on=today())
    attach(assessment, "2.1.1", item)
    soon = carry(assessment, "Soon", visit_on=today() + timedelta(days=30))
    late = carry(assessment, "Late", visit_on=today() + timedelta(days=800))
    assert reasons_of(soon, "2.1.1") == []
    [point] = queries.list_open_points(late.id, "2.1.1")
    assert (point.reason, point.item_id) == (CarryReason.EVIDENCE_STALE, item.id)


def test_a_lost_passage_is_on_the_list_in_its_words(assessment, organisation):
    pin(attach(assessment, CODE, make_item(organisation)), "Six groups", PinState.LOST)
    points = queries.list_open_points(carry(assessment).id, CODE)
    assert [(each.reason, each.words) for each in points][1:] == [
        (CarryReason.PASSAGE_LOST, "“Six groups”")
    ]


def test_open_actions_are_copied_with_a_note_and_others_are_not(assessment):
    open_one = plan_action(assessment, CODE, "Ask again", notes="By post", effort_days=3)
    plan_action(assessment, CODE, "Long done", status=ActionStatus.DONE)
    new = carry(assessment)
    copy = session.scalars(
        select(ImprovementAction).where(ImprovementAction.assessment_id == new.id)
    ).one()
    assert (copy.title, copy.notes, copy.effort_days) == ("Ask again", "By post", 3)
    assert copy.id != open_one.id
    assert [each.response.element_code for each in copy.effects] == [CODE]
    told = session.scalars(select(ActionEvent).where(ActionEvent.action_id == copy.id)).one()
    assert told.words == "Carried from 2025"
    assert CarryReason.OPEN_ACTION in reasons_of(new)


def test_the_history_of_each_element_and_the_audit_chain_tell_of_it(assessment, enter):
    new = carry(assessment)
    page = enter("reader").get(f"/assessments/{new.id}/elements/{CODE}/history").text
    assert "Carried forward" in page
    assert "From 2025" in page
    assert verify_chain() == []
    settings = enter("lead").get(f"/assessments/{new.id}/settings").text
    assert "Carried forward from the cycle before" in settings


def test_a_standard_of_another_shape_is_carried_too(app, settings, service):
    standard = install_service_points(settings)
    first = standard.elements[0].code
    old = make_assessment(service, standard, cycle="2025")
    telling = standard.rules.not_met[0]
    write_response(old, first, standard=standard, level=telling, level_reason="So it is.")
    new = carry(old, standard=standard)
    assert get_response(new.id, first).carried_level == telling
    assert reasons_of(new, first) == [CarryReason.NOT_MET]


def test_only_those_who_manage_it_may(assessment, service):
    with pytest.raises(NotAllowed):
        carry(assessment, actor=actor_of(make_user(contributes_to=(service,))))


@pytest.mark.parametrize("cycle", ["", "2025", "x" * 101])
def test_a_cycle_that_cannot_be_is_refused(assessment, cycle):
    with pytest.raises(DomainError) as refused:
        carry(assessment, cycle)
    assert refused.value.field == "cycle"


def test_what_breaks_off_half_way_leaves_nothing(assessment, organisation):
    attach(assessment, CODE, make_item(organisation))
    lead = actor_of(make_user(Role.LEAD, organisation))
    values = {"standard": cse(), "cycle": "2026", "visit_on": None}

    def break_off():
        with unit_of_work():
            services.carry_forward(actor=lead, assessment=assessment, **values)
            raise ConnectionError

    with pytest.raises(ConnectionError):
        break_off()
    assert [each.cycle for each in list_all_assessments()] == ["2025"]
    assert session.scalar(select(func.count()).select_from(EvidenceLink)) == 1
    assert session.scalar(select(func.count()).select_from(CarriedPoint)) == 0


def test_of_people_who_carry_at_once_one_does(enter, assessment, url):
    form = {"cycle": "2026", "locks_old": "y"}
    requests = [(enter("lead"), f"{url}/carry-forward", form) for _ in range(3)]
    assert sorted(post_together(requests)) == [200, 200, 302]
    assert [each.cycle for each in list_all_assessments()] == ["2025", "2026"]
    assert verify_chain() == []


def fill(organisation, assessment, pieces):
    """Attach so many items to every element, each with a pin, straight into the database."""
    items = [make_item(organisation) for _ in range(pieces)]
    links = [
        EvidenceLink(response_id=response.id, item_id=item.id)
        for response in assessment.responses
        for item in items
    ]
    session.add_all(links)
    session.flush()
    revisions = {item.id: item.revisions[0].id for item in items}
    session.add_all(
        PassagePin(
            link_id=link.id,
            revision_id=revisions[link.item_id],
            checked_revision_id=revisions[link.item_id],
            page_number=1,
            start=0,
            quotation="What we learned from it",
        )
        for link in links
    )
    session.commit()


def test_a_full_one_is_carried_in_a_few_seconds_and_few_statements(
    assessment, service, organisation, count_queries
):
    small = make_assessment(service, cycle="small")
    fill(organisation, small, 1)
    fill(organisation, assessment, 50)
    with count_queries() as few:
        carry(small, "Small next")
    started = time.monotonic()
    with count_queries() as many:
        new = carry(assessment)
    assert time.monotonic() - started < 20
    assert len(many) <= len(few) + 16
    links = select(func.count()).select_from(EvidenceLink).join(EvidenceLink.response)
    assert session.scalar(links.where(EvidenceLink.response.has(assessment_id=new.id))) == 57 * 50


def test_the_page_carries_locks_the_old_one_and_shows_the_list(enter, assessment, url):
    lead = enter("lead")
    assert "New cycle" in lead.get(f"{url}/carry-forward").text
    on = today() + timedelta(days=300)
    date = {f"visit_on-{part}": getattr(on, part) for part in ("day", "month", "year")}
    answer = lead.post(f"{url}/carry-forward", data={"cycle": "2026", "locks_old": "y", **date})
    page = lead.get(answer.location).text
    assert "The next cycle has begun" in page
    assert "Was exemplary" in page
    session.expire_all()
    old, new = list_all_assessments()
    assert (old.is_locked, new.visit_on) == (True, on)


@pytest.mark.parametrize("cycle", ["", "x" * 30_000, "2025", "<b>2025\x00</b>"])
def test_the_page_says_what_is_wrong_with_the_cycle(enter, url, cycle):
    answer = enter("lead").post(f"{url}/carry-forward", data={"cycle": cycle})
    assert answer.status_code == 200
    assert "There is a problem" in answer.text


def test_a_level_is_confirmed_with_one_press(enter, assessment):
    new = carry(assessment)
    page, contributor = f"/assessments/{new.id}", enter("contributor")
    element = f"{page}/elements/{CODE}"
    shown = contributor.get(element).text
    assert "2025:" in shown
    assert "Confirm this level" in shown
    answer = contributor.post(f"{element}/confirm", data={"version_id": 1})
    assert "is confirmed" in contributor.get(answer.location).text
    session.expire_all()
    assert get_response(new.id, CODE).level == "plus"


def test_a_level_that_somebody_changed_meanwhile_is_not_confirmed(enter, assessment):
    new = carry(assessment)
    write_response(new, CODE, level="partial")
    place = f"/assessments/{new.id}/elements/{CODE}/confirm"
    assert enter("lead").post(place, data={"version_id": 1}).status_code == 409
    session.expire_all()
    assert get_response(new.id, CODE).level == "partial"


def test_people_who_confirm_at_once_leave_one_change(enter, assessment):
    new = carry(assessment)
    place = f"/assessments/{new.id}/elements/{CODE}/confirm"
    statuses = post_together([(enter("lead"), place, {"version_id": 1}) for _ in range(3)])
    assert statuses == [302, 302, 302]
    assert len(queries.list_level_changes(new.id)) == 1


def test_the_overview_counts_and_filters_what_is_to_confirm(enter, assessment):
    new = carry(assessment)
    page = f"/assessments/{new.id}"
    shown = enter("reader").get(f"{page}?to_confirm=y").text
    assert "2 to confirm" in shown
    assert "2 of 57 elements shown" in shown


def test_an_assessor_from_outside_sees_nothing_of_the_cycle_before(app, sign_in, assessment):
    new = carry(assessment)
    outside = sign_in(app.test_client(), make_assessor(new))
    page = f"/assessments/{new.id}"
    for address in (page, f"{page}?to_confirm=y", f"{page}/elements/{CODE}"):
        assert outside.get(address).status_code == 404, address


def test_a_point_is_settled_with_words(enter, assessment):
    new = carry(assessment)
    [point] = queries.list_open_points(new.id, CODE)
    place, writer = f"/assessments/{new.id}/carried", enter("contributor")
    assert "Say how it was settled" in writer.post(f"{place}/{point.id}", data={}).text
    form = {"version_id": point.version_id, "words": "Two <b>libraries</b> came to learn."}
    answer = writer.post(f"{place}/{point.id}", data=form)
    assert "It is settled" in writer.get(answer.location).text
    assert "Two &lt;b&gt;libraries" in writer.get(f"{place}?state=settled").text
    late = writer.post(f"{place}/{point.id}", data=form)
    assert "Somebody else settled this" in late.text


def test_people_who_settle_at_once_do_not_overwrite_one_another(enter, assessment):
    new = carry(assessment)
    [point] = queries.list_open_points(new.id, CODE)
    place, version = f"/assessments/{new.id}/carried/{point.id}", point.version_id
    forms = [{"version_id": version, "words": f"By {n}"} for n in range(3)]
    statuses = post_together([(enter("lead"), place, form) for form in forms])
    assert sorted(statuses) == [200, 200, 302]


def test_what_quotes_confidential_evidence_is_hidden_from_those_who_may_not_open_it(
    enter, assessment, organisation
):
    secret = make_item(organisation, title="Notes on Mrs Tallow", is_confidential=True)
    pin(attach(assessment, CODE, secret), "She cannot read", PinState.LOST)
    new = carry(assessment)
    places = (f"/assessments/{new.id}/carried", f"/assessments/{new.id}/elements/{CODE}")
    for place in places:
        hidden = enter("contributor").get(place).text
        assert "Mrs Tallow" not in hidden
        assert "She cannot read" not in hidden
        assert "Confidential evidence" in hidden
    assert "She cannot read" in enter("lead").get(places[0]).text


def test_the_list_is_paged_and_filtered_in_a_constant_number_of_queries(
    enter, assessment, count_queries
):
    new = carry(assessment)
    place, reader = f"/assessments/{new.id}/carried", enter("reader")
    reader.get(place)
    with count_queries() as few:
        reader.get(place)
    session.add_all(
        CarriedPoint(assessment_id=new.id, element_code=CODE, reason=CarryReason.PARTIAL)
        for _ in range(120)
    )
    session.commit()
    with count_queries() as many:
        page = reader.get(f"{place}?page=2").text
    assert len(few) == len(many)
    assert "122 points" in page
    assert queries.list_points(new.id, PointFilters(), 99).number == 3
    assert "1 point<" in reader.get(f"{place}?reason=exemplary").text
    assert "Nothing matches" in reader.get(f"{place}?state=settled").text
    assert reader.get(f"{place}?state=zzz&reason=zzz&page=-4").status_code == 200


def test_a_cycle_that_began_empty_says_so(enter, url):
    assert "was not carried forward" in enter("reader").get(f"{url}/carried").text
