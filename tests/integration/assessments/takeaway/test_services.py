"""Making, receiving and merging take-away sheets: what is kept, and who is first."""

from threading import Barrier, Thread

import pytest
from factories.accounts import actor_of, make_user
from factories.assessments import cse, write_response
from factories.takeaway import CODES, come_back, make_take_away

from cse_assess.accounts.models import Role
from cse_assess.accounts.queries import get_actor
from cse_assess.assessments.queries import get_response, load_tree
from cse_assess.assessments.takeaway import queries, services
from cse_assess.assessments.takeaway.lines import list_known_evidence, make_lines
from cse_assess.assessments.takeaway.merging import Choice, Decision
from cse_assess.assessments.takeaway.models import TakeAwayReturn
from cse_assess.audit.models import AuditEvent
from cse_assess.clock import today
from cse_assess.db import session, unit_of_work
from cse_assess.errors import Conflict, DomainError, NotAllowed, NotFound
from cse_assess.jobs.own_context import call_in_own_context

PARTIAL = {"1.1.2": {"Level": "partial", "Justification": "Half of it."}}


def compare(returned):
    session.expire_all()
    tree = load_tree(returned.take_away.assessment_id)
    return services.compare_return(returned=returned, tree=tree)


def merge(lead, returned, decisions=None):
    services.begin_merging(actor=actor_of(lead), returned=returned)
    compared = compare(returned)
    changed = services.merge_return(
        actor=actor_of(lead),
        returned=returned,
        standard=cse(),
        decisions=decisions or services.take_theirs(compared),
        fingerprint=compared.fingerprint,
    )
    session.commit()
    return changed


def state_of(take_away):
    session.expire_all()
    return make_lines([take_away], today())[0].state


def test_the_base_is_what_stood_there(take_away):
    assert list(take_away.base) == list(CODES)
    assert take_away.base["1.1.1"] == {
        "level": "compliant",
        "level_reason": "",
        "justification": "We know them.",
        "tell": "",
    }


def test_every_deed_is_on_record(lead, take_away):
    merge(lead, come_back(take_away, PARTIAL))
    services.end_take_away(actor=actor_of(lead), take_away=take_away)
    told = [event.action for event in session.query(AuditEvent).order_by(AuditEvent.id)]
    assert [action for action in told if action.startswith("take_away.")] == [
        "take_away.made",
        "take_away.received",
        "take_away.merged",
        "take_away.ended",
    ]


def test_a_sheet_is_out_then_back_then_merged_then_ended(lead, take_away):
    assert state_of(take_away) == "out"
    returned = come_back(take_away, PARTIAL)
    assert state_of(take_away) == "back"
    merge(lead, returned)
    assert state_of(take_away) == "merged"
    services.end_take_away(actor=actor_of(lead), take_away=take_away)
    assert state_of(take_away) == "ended"


def test_a_level_and_its_reason_are_taken_over_together(lead, take_away):
    cells = {"1.1.1": {"Level": "N/A", "Reason": "We have no desk."}}
    assert merge(lead, come_back(take_away, cells)) == 1
    response = get_response(take_away.assessment_id, "1.1.1")
    assert (response.level, response.level_reason) == ("not_applicable", "We have no desk.")


def test_what_changed_here_only_stays(lead, assessment, take_away):
    write_response(assessment, "1.1.1", tell="The map in the hall.")
    returned = come_back(take_away, PARTIAL)
    assert compare(returned).kept == 1
    merge(lead, returned)
    assert get_response(assessment.id, "1.1.1").tell == "The map in the hall."


def test_an_owner_who_was_set_meanwhile_stays(lead, assessment, take_away):
    write_response(assessment, "1.1.2", owner_id=lead.id)
    merge(lead, come_back(take_away, PARTIAL))
    assert get_response(assessment.id, "1.1.2").owner_id == lead.id


def test_a_second_copy_never_overwrites_what_the_first_brought(lead, take_away):
    merge(lead, come_back(take_away, PARTIAL))
    other = come_back(take_away, {"1.1.2": {"Level": "plus", "Justification": "Half of it."}})
    [part] = compare(other).conflicts
    assert (part.part, part.theirs, part.ours) == ("level", ("plus", ""), ("partial", ""))


def test_what_was_declined_is_not_offered_again(lead, take_away):
    returned = come_back(take_away, PARTIAL)
    keep = Decision(Choice.OURS)
    merge(lead, returned, {("1.1.2", "level"): keep, ("1.1.2", "justification"): keep})
    newer = come_back(take_away, {**PARTIAL, "1.1.3": {"Level": "plus"}})
    assert [(part.code, part.part) for part in compare(newer).open_parts] == [("1.1.3", "level")]


def test_known_evidence_stays_with_the_sheet_each_once(lead, take_away):
    note = {"Evidence you know of": "Ask Kim."}
    merge(lead, come_back(take_away, {"1.1.2": note}))
    come_back(take_away, {"1.1.2": note, "1.1.1": {"Evidence you know of": "The map."}})
    session.expire_all()
    told = [(known.code, known.words) for known in list_known_evidence(take_away)]
    assert told == [("1.1.1", "The map."), ("1.1.2", "Ask Kim.")]


def test_a_file_is_merged_once(lead, take_away):
    returned = come_back(take_away, PARTIAL)
    merge(lead, returned)
    with pytest.raises(Conflict):
        merge(lead, returned)


def test_nothing_of_an_ended_sheet_is_merged(lead, take_away):
    returned = come_back(take_away, PARTIAL)
    services.end_take_away(actor=actor_of(lead), take_away=take_away)
    with pytest.raises(NotAllowed):
        merge(lead, returned)


def test_a_dropped_file_cannot_be_merged(lead, take_away):
    returned = come_back(take_away, PARTIAL)
    services.drop_return(actor=actor_of(lead), returned=returned)
    session.commit()
    with pytest.raises(NotFound):
        queries.get_return(returned.id)


def test_a_reader_makes_and_merges_nothing(assessment, take_away):
    reader = make_user(Role.READER, assessment.organisation)
    returned = come_back(take_away, PARTIAL)
    with pytest.raises(NotAllowed):
        make_take_away(assessment, actor=actor_of(reader))
    with pytest.raises(NotAllowed):
        merge(reader, returned)
    with pytest.raises(NotAllowed):
        services.drop_return(actor=actor_of(reader), returned=returned)


def test_a_text_that_cannot_be_kept_undoes_the_whole_merge(app, lead, take_away):
    returned = come_back(take_away, {**PARTIAL, "1.1.3": {"Justification": "Fine."}})
    decisions = services.take_theirs(compare(returned)) | {
        ("1.1.3", "justification"): Decision(Choice.NEW, "x" * 20_001)
    }
    with pytest.raises(DomainError, match=r"^1\.1\.3: "):
        merge(lead, returned, decisions)
    session.rollback()
    assert get_response(take_away.assessment_id, "1.1.2").level is None


def test_of_two_who_merge_at_once_one_is_first(app, lead, take_away):
    returned = come_back(take_away, PARTIAL)
    return_id, lead_id = returned.id, lead.id
    compared = compare(returned)
    decisions, fingerprint = services.take_theirs(compared), compared.fingerprint
    together, answers = Barrier(2), []
    session.remove()

    def decide():
        together.wait()
        try:
            with unit_of_work():
                found, actor = queries.get_return(return_id), get_actor(lead_id, today())
                services.begin_merging(actor=actor, returned=found)
                services.merge_return(
                    actor=actor,
                    returned=found,
                    standard=cse(),
                    decisions=decisions,
                    fingerprint=fingerprint,
                )
            answers.append("done")
        except Conflict:
            answers.append("too late")

    threads = [Thread(target=call_in_own_context, args=(app, decide)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["done", "too late"]
    assert session.get(TakeAwayReturn, return_id).merged_at
