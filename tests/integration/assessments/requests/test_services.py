"""Asking for evidence, answering, and deciding: what moves on, who is told, what is attached."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from factories.accounts import actor_of, make_organisation, make_service, make_user
from factories.evidence import make_checked_file, make_item
from factories.requests import CODE, make_request, send_in

from cse_assess.accounts.models import Role
from cse_assess.assessments.queries import get_response, list_evidence
from cse_assess.assessments.requests import queries, services
from cse_assess.assessments.requests.models import EvidenceRequest
from cse_assess.assessments.services import lock_assessment
from cse_assess.audit.models import AuditEvent
from cse_assess.clock import now, today
from cse_assess.db import session, unit_of_work
from cse_assess.errors import Conflict, DomainError, NotAllowed, NotFound
from cse_assess.evidence.details import ItemDetails
from cse_assess.evidence.models import EvidenceItem
from cse_assess.jobs.own_context import call_in_own_context
from cse_assess.notices.models import Notice, NoticeKind
from cse_assess.notices.queries import list_notices


@pytest.fixture
def item(lead):
    return make_item(lead.organisation)


def told(person):
    return [notice.text for notice in list_notices(person.id).rows]


def attached(request):
    return [linked.item for linked in list_evidence(request.response)]


def take(service, person, request, **more):
    values = {"words": "Because."} if service is not services.accept_request else {}
    service(
        actor=actor_of(person), request=request, version_id=request.version_id, **values, **more
    )
    session.commit()


def test_the_colleague_is_told_what_is_wanted_and_by_when(request_, colleague, lead):
    [text] = told(colleague)
    assert text.startswith(f"{lead.name} asks you for evidence for {CODE}")
    assert told(lead) == []


def test_asking_is_on_record(request_):
    event = session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
    assert (event.action, event.object_id) == ("evidence_request.made", request_.id)
    assert [step.step for step in queries.list_events(request_.id)] == ["ask"]


def ask(lead, assessment, asked, **values):
    return services.ask_for_evidence(
        **{
            "actor": actor_of(lead),
            "response": get_response(assessment.id, CODE),
            "asked": asked,
            "wanted": "The charter",
            "due_on": today(),
            **values,
        }
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"wanted": "  "}, "wanted"),
        ({"wanted": "x" * 2001}, "wanted"),
        ({"due_on": today() - timedelta(days=1)}, "due_on"),
    ],
)
def test_a_request_that_cannot_be_right_is_refused(lead, assessment, colleague, values, field):
    with pytest.raises(DomainError) as refused:
        ask(lead, assessment, colleague, **values)
    assert refused.value.field == field


def test_only_leads_and_contributors_of_the_service_can_be_asked(lead, assessment):
    other_service = make_service(lead.organisation)
    for person in (
        make_user(Role.READER, lead.organisation),
        make_user(contributes_to=(other_service,)),
        make_user(Role.LEAD),
        make_user(contributes_to=(assessment.service,), deactivated_at=now()),
        lead,
    ):
        with pytest.raises(DomainError):
            ask(lead, assessment, person)
    assert ask(lead, assessment, make_user(Role.LEAD, lead.organisation))


def test_the_same_person_is_not_asked_twice_for_the_same(request_, lead, assessment, colleague):
    with pytest.raises(DomainError, match="has an open request for this already"):
        ask(lead, assessment, colleague)


def test_a_reader_cannot_ask(assessment, colleague):
    reader = make_user(Role.READER, assessment.organisation)
    with pytest.raises(NotAllowed):
        ask(reader, assessment, colleague)


def test_what_is_sent_is_not_attached_before_it_is_accepted(request_, item, lead):
    send_in(request_, item)
    assert attached(request_) == []
    take(services.accept_request, lead, request_, note="The whole of it.")
    assert attached(request_) == [item]
    assert list_evidence(request_.response)[0].link.note == "The whole of it."


def test_each_step_tells_the_other_side(request_, item, lead, colleague):
    send_in(request_, item)
    assert "has sent you" in told(lead)[0]
    take(services.return_request, lead, request_)
    assert "still needs" in told(colleague)[0]
    take(services.decline_request, colleague, request_)
    assert "cannot provide" in told(lead)[0]
    take(services.cancel_request, lead, request_)
    assert "any more" in told(colleague)[0]


def test_an_uploaded_file_goes_into_the_library_and_the_request(request_, colleague):
    services.add_file(
        actor=actor_of(colleague),
        request=request_,
        file=make_checked_file(),
        details=ItemDetails(title="Minutes"),
    )
    [added] = queries.list_items(request_.id)
    assert (added.title, added.created_by_id) == ("Minutes", colleague.id)


def test_a_file_that_the_library_has_is_taken_from_there(request_, colleague, lead):
    known = make_item(lead.organisation, content=b"%PDF-1.7 minutes")
    services.add_file(
        actor=actor_of(colleague),
        request=request_,
        file=make_checked_file(),
        details=ItemDetails(title="Minutes"),
    )
    assert queries.list_items(request_.id) == [known]


def test_a_file_that_only_others_may_open_becomes_an_item_of_its_own(request_, colleague, lead):
    make_item(lead.organisation, content=b"%PDF-1.7 minutes", is_confidential=True)
    services.add_file(
        actor=actor_of(colleague),
        request=request_,
        file=make_checked_file(),
        details=ItemDetails(title="Minutes"),
    )
    assert [each.title for each in queries.list_items(request_.id)] == ["Minutes"]


def test_a_web_address_is_added(request_, colleague):
    for _ in range(2):
        services.add_address(
            actor=actor_of(colleague),
            request=request_,
            url="https://example.org/charter",
            details=ItemDetails(title="Charter"),
        )
    assert [each.title for each in queries.list_items(request_.id)] == ["Charter"]


def test_what_the_person_may_not_open_cannot_be_sent(request_, colleague, lead):
    hidden = make_item(lead.organisation, is_confidential=True)
    stranger = make_item(make_organisation())
    for item in (hidden, stranger):
        with pytest.raises(NotFound):
            services.add_item(actor=actor_of(colleague), request=request_, item=item)


def test_a_piece_can_be_taken_out_again(request_, colleague, item):
    actor = actor_of(colleague)
    services.add_item(actor=actor, request=request_, item=item)
    services.remove_item(actor=actor, request=request_, item_id=item.id)
    services.remove_item(actor=actor, request=request_, item_id=item.id)
    assert queries.list_items(request_.id) == []
    assert session.get(EvidenceItem, item.id)


def test_an_empty_answer_cannot_be_sent(request_, colleague):
    with pytest.raises(DomainError, match="at least one piece"):
        take(services.send_answer, colleague, request_)


def test_nothing_can_be_added_once_it_is_sent(request_, colleague, item):
    send_in(request_, item)
    with pytest.raises(NotAllowed):
        services.remove_item(actor=actor_of(colleague), request=request_, item_id=item.id)


def test_nobody_accepts_what_they_were_asked_for(assessment, lead, item):
    other_lead = make_user(Role.LEAD, lead.organisation)
    request = send_in(make_request(assessment, asked=other_lead, asked_by=lead), item)
    with pytest.raises(NotAllowed):
        take(services.accept_request, other_lead, request, note="")


def test_a_contributor_who_asked_decides(assessment, colleague, lead, item):
    request = send_in(make_request(assessment, asked=lead, asked_by=colleague), item)
    take(services.accept_request, colleague, request, note="")
    assert request.state == "accepted"


def test_another_contributor_does_not_decide(request_, assessment, item):
    send_in(request_, item)
    third = make_user(contributes_to=(assessment.service,))
    with pytest.raises(NotAllowed):
        take(services.accept_request, third, request_, note="")


def test_a_page_that_is_out_of_date_decides_nothing(request_, lead, item):
    send_in(request_, item)
    seen = request_.version_id
    take(services.return_request, lead, request_)
    send_in(request_, make_item(lead.organisation))
    with pytest.raises(Conflict):
        services.accept_request(actor=actor_of(lead), request=request_, version_id=seen, note="")


def test_evidence_that_was_withdrawn_meanwhile_is_not_attached(request_, lead, item):
    send_in(request_, item)
    item.withdrawn_at = now()
    session.commit()
    with pytest.raises(DomainError, match="withdrawn"):
        take(services.accept_request, lead, request_, note="")


def test_a_locked_assessment_lets_nothing_move(request_, lead, colleague, assessment):
    lock_assessment(actor=actor_of(lead), assessment=assessment)
    with pytest.raises(NotAllowed):
        take(services.cancel_request, lead, request_)
    assert queries.list_asked_of(colleague.id) == []


def test_a_person_who_left_the_service_can_answer_no_more(request_, colleague, item):
    colleague.role_assignments = []
    session.commit()
    with pytest.raises(NotAllowed):
        services.add_item(actor=actor_of(colleague), request=request_, item=item)


def test_of_two_who_decide_at_once_one_is_first(app, request_, lead, item):
    send_in(request_, item)
    request_id, seen, lead_id = request_.id, request_.version_id, lead.id
    together, answers = Barrier(2), []
    session.remove()

    def decide(service, values):
        from cse_assess.accounts.queries import get_actor

        together.wait()
        try:
            with unit_of_work():
                service(
                    actor=get_actor(lead_id, today()),
                    request=queries.get_request(request_id),
                    version_id=seen,
                    **values,
                )
            answers.append("done")
        except Conflict:
            answers.append("too late")

    threads = [
        Thread(target=call_in_own_context, args=(app, decide, *arguments))
        for arguments in (
            (services.accept_request, {"note": ""}),
            (services.return_request, {"words": "More."}),
        )
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["done", "too late"]
    decided = session.get(EvidenceRequest, request_id)
    assert decided.state in {"accepted", "returned"}
    assert bool(attached(decided)) == (decided.state == "accepted")


def test_a_request_is_mailed_at_once_and_an_answer_is_not(request_, item, lead, colleague):
    send_in(request_, item)
    kinds = {notice.user_id: notice.kind for notice in session.query(Notice)}
    assert kinds == {
        colleague.id: NoticeKind.REQUEST_MADE,
        lead.id: NoticeKind.REQUEST_ANSWERED,
    }
