"""The pages of actions, as people use them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from factories.accounts import actor_of, make_assessor, make_user
from factories.actions import TITLE, make_action, move
from factories.assessments import lock, write_response
from factories.evidence import make_item

from cse_assess.accounts.models import Role
from cse_assess.assessments.actions import queries
from cse_assess.assessments.actions.models import ActionStatus, ImprovementAction
from cse_assess.assessments.actions.services import add_closing_evidence
from cse_assess.assessments.actions.values import ActionValues
from cse_assess.assessments.queries import get_response, list_evidence
from cse_assess.clock import today
from cse_assess.db import session


@pytest.fixture
def url(action):
    return f"/actions/{action.id}"


@pytest.fixture
def listed(assessment):
    return f"/assessments/{assessment.id}/actions"


def follow(client, answer) -> str:
    assert answer.status_code == 302, answer.text
    return client.get(answer.location).text


def fresh(action) -> ImprovementAction:
    session.expire_all()
    return queries.get_action(action.id)


def filled(**values):
    on = today() + timedelta(days=20)
    return {
        "title": "Ask twelve complainants",
        "due_on-day": on.day,
        "due_on-month": on.month,
        "due_on-year": on.year,
        "effort_days": "1.5",
        "effects-0-code": "1.1.2",
        "effects-0-to_level": "compliant",
        "effects-0-points": "2, 1",
        **values,
    }


def test_a_lead_adds_an_action(as_lead, listed, colleague):
    page = follow(as_lead, as_lead.post(f"{listed}/new", data=filled(owner_id=colleague.id)))
    assert "The action is on the list. They are told." in page
    assert "1.5 days" in page
    action = session.query(ImprovementAction).one()
    [effect] = ActionValues.of(action).effects
    assert (effect.code, effect.to_level, effect.guidance_points) == ("1.1.2", "compliant", (1, 2))


def test_an_action_that_begins_from_a_gap_is_filled_in(as_lead, assessment, listed):
    write_response(assessment, "1.1.2", level="partial")
    gaps = as_lead.get(f"/assessments/{assessment.id}/readiness").text
    assert f"{listed}/new?code=1.1.2" in gaps
    page = as_lead.get(f"{listed}/new?code=1.1.2").text
    assert 'value="1.1.2: ' in page
    assert '<option value="1.1.2" selected' in page
    assert '<option value="compliant" selected' in page


def test_what_is_wrong_is_named_at_its_field_and_nothing_is_lost(as_lead, listed):
    wrong = filled(title=" ", effort_days="much", notes="Kept.")
    wrong |= {"effects-0-points": "one", "effects-1-code": "1.1.2", "due_on-month": "13"}
    page = as_lead.post(f"{listed}/new", data=wrong).text
    for words in (
        "Enter what is to be done",
        "Enter the effort as a number of days",
        "Give the numbers, such as 1, 3",
        "This is named twice",
        "Due must be a real date",
        "Kept.",
    ):
        assert words in page
    assert session.query(ImprovementAction).count() == 0


def test_a_level_or_points_without_an_element_are_refused(as_lead, listed):
    page = as_lead.post(f"{listed}/new", data=filled(**{"effects-0-code": ""})).text
    assert "Choose the element that comes to this level" in page
    assert "Choose the element to which these numbers belong" in page


def test_points_that_the_element_does_not_have_are_refused(as_lead, listed):
    page = as_lead.post(f"{listed}/new", data=filled(**{"effects-0-points": "99"})).text
    assert "1.1.2 has" in page
    assert session.query(ImprovementAction).count() == 0


def test_more_rows_can_be_asked_for_without_a_script(as_lead, listed):
    page = as_lead.post(f"{listed}/new", data=filled(then="more")).text
    assert 'name="effects-2-code"' in page
    assert "Ask twelve complainants" in page
    assert session.query(ImprovementAction).count() == 0


def test_an_action_is_changed(as_colleague, action, url):
    version = action.version_id
    answer = as_colleague.post(f"{url}/edit", data=filled(version_id=version))
    assert "The action is saved." in follow(as_colleague, answer)
    assert fresh(action).title == "Ask twelve complainants"


def test_of_two_who_write_at_once_the_second_sees_both_texts(as_lead, as_colleague, action, url):
    seen = action.version_id
    as_colleague.post(f"{url}/edit", data=filled(version_id=seen, title="Theirs"))
    answer = as_lead.post(f"{url}/edit", data=filled(version_id=seen, title="Mine"))
    assert answer.status_code == 409
    assert "Somebody else saved this while you were writing" in answer.text
    assert "Theirs" in answer.text
    assert "Mine" in answer.text
    assert fresh(action).title == "Theirs"
    again = as_lead.post(
        f"{url}/edit", data=filled(version_id=fresh(action).version_id, title="Both")
    )
    assert "The action is saved." in follow(as_lead, again)


def test_a_form_that_is_sent_after_the_lock_keeps_its_text(as_lead, action, url, assessment):
    version = action.version_id
    lock(assessment)
    answer = as_lead.post(f"{url}/edit", data=filled(version_id=version, title="Too late"))
    assert answer.status_code == 403
    assert "Too late" in answer.text
    assert "is locked" in answer.text


def test_a_card_is_moved_on_the_board(as_lead, action, url, listed):
    data = {"to": "under_way", "version_id": action.version_id, "back": "board"}
    page = follow(as_lead, as_lead.post(f"{url}/move", data=data))
    assert "Under way (1)" in page
    assert fresh(action).status == "under_way"


def test_what_needs_words_leads_to_its_page(as_lead, action, url):
    for to, page in (("done", "done"), ("dropped", "drop")):
        answer = as_lead.post(f"{url}/move", data={"to": to, "version_id": action.version_id})
        assert answer.location == f"{url}/{page}"
    assert fresh(action).status == "planned"


def test_dropping_asks_why(as_lead, action, url):
    form = {"version_id": action.version_id}
    assert "Say why" in as_lead.post(f"{url}/drop", data=form).text
    answer = as_lead.post(f"{url}/drop", data={**form, "words": "No money."})
    assert "It stays on record" in follow(as_lead, answer)
    assert fresh(action).status == "dropped"


def test_done_offers_to_attach_and_to_raise_and_does_neither_unasked(as_lead, lead, action, url):
    item = make_item(lead.organisation, title="Minutes of two evenings")
    actor_adds(lead, action, item)
    page = as_lead.get(f"{url}/done").text
    assert "Minutes of two evenings" in page
    assert "from not scored to Compliant" in page
    assert '" checked' not in page
    answer = as_lead.post(f"{url}/done", data={"version_id": fresh(action).version_id})
    assert "A person still confirms each level" in follow(as_lead, answer)
    assert get_response(action.assessment_id, "1.1.1").level is None


def actor_adds(person, action, item):
    add_closing_evidence(actor=actor_of(person), action=action, item=item)
    session.commit()


def test_what_is_ticked_is_attached_and_raised(as_lead, lead, action, url):
    item = make_item(lead.organisation)
    actor_adds(lead, action, item)
    response = get_response(action.assessment_id, "1.1.1")
    data = {
        "version_id": action.version_id,
        "attaches_evidence": "y",
        "raised": f"1.1.1:{response.version_id}",
        "words": "It is done.",
    }
    follow(as_lead, as_lead.post(f"{url}/done", data=data))
    session.expire_all()
    assert get_response(action.assessment_id, "1.1.1").level == "compliant"
    assert [linked.item.id for linked in list_evidence(response)] == [item.id]


def test_an_element_that_was_changed_meanwhile_stops_the_whole(as_lead, action, url, assessment):
    seen = get_response(assessment.id, "1.1.1").version_id
    data = {"version_id": action.version_id, "raised": f"1.1.1:{seen}"}
    write_response(assessment, "1.1.1", justification="Somebody wrote this.")
    page = as_lead.post(f"{url}/done", data=data).text
    assert "Somebody changed 1.1.1 while you had this page open" in page
    assert fresh(action).status == "planned"


def test_hostile_ticks_raise_nothing(as_lead, action, url):
    for raised in ("1.1.1:999999999999", "1.1.1", ":", "9.9.9:1", "<b>:1"):
        data = {"version_id": fresh(action).version_id, "raised": raised}
        assert as_lead.post(f"{url}/done", data=data).status_code in {200, 302}
        assert get_response(action.assessment_id, "1.1.1").level is None
        session.rollback()


def test_evidence_is_chosen_from_the_library(as_lead, lead, action, url):
    item = make_item(lead.organisation, title="Minutes of two evenings")
    assert "Minutes of two evenings" in as_lead.get(f"{url}/evidence").text
    answer = as_lead.post(f"{url}/evidence", data={"items": [item.id]})
    assert "Minutes of two evenings" in follow(as_lead, answer)
    answer = as_lead.post(f"{url}/evidence/{item.id}/remove")
    assert "Evidence that closes it (0)" in follow(as_lead, answer)


def test_a_confidential_title_is_hidden_from_who_may_not_open_it(as_colleague, lead, action, url):
    actor_adds(
        lead, action, make_item(lead.organisation, is_confidential=True, title="Secret plan")
    )
    assert "Secret plan" not in as_colleague.get(url).text


def test_a_note_is_kept(as_colleague, url):
    assert "Write the note" in as_colleague.post(f"{url}/notes", data={}).text
    answer = as_colleague.post(f"{url}/notes", data={"words": "Half of it."})
    assert "Half of it." in follow(as_colleague, answer)


def test_the_list_can_be_narrowed(as_lead, listed, assessment, action, colleague):
    late = make_action(assessment, title="Late", due_in=-3)
    make_action(assessment, "1.1.3", title="Nobody sees to this")
    move(make_action(assessment, title="Over"), ActionStatus.DONE)
    assert "3 actions<" in as_lead.get(listed).text
    assert "4 actions<" in as_lead.get(f"{listed}?status=all").text
    overdue = as_lead.get(f"{listed}?is_overdue=y").text
    assert "1 action<" in overdue
    assert f"/actions/{late.id}" in overdue
    assert "2 actions<" in as_lead.get(f"{listed}?owner=nobody").text
    assert "1 action<" in as_lead.get(f"{listed}?owner={colleague.id}").text
    assert "1 action<" in as_lead.get(f"{listed}?code=1.1.3").text
    assert "Nothing matches" in as_lead.get(f"{listed}?status=dropped").text
    assert "3 actions<" in as_lead.get(f"{listed}?status=x&owner=x&code=x&order=x&page=99").text


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        ("due", ["Soon", "Later", "Some day"]),
        ("effort", ["Later", "Soon", "Some day"]),
        ("newest", ["Some day", "Soon", "Later"]),
    ],
)
def test_the_list_can_be_put_in_order(as_lead, listed, assessment, order, titles):
    make_action(assessment, title="Later", due_in=9, effort_days=Decimal(5))
    make_action(assessment, title="Soon", due_in=2, effort_days=Decimal(1))
    make_action(assessment, title="Some day")
    page = as_lead.get(f"{listed}?order={order}").text
    assert sorted(titles, key=lambda title: page.index(f">{title}<")) == titles


def test_overdue_and_unowned_stand_out_in_words(as_lead, listed, assessment):
    make_action(assessment, title="Late", due_in=-3)
    for page in (listed, f"{listed}/board"):
        text = as_lead.get(page).text
        assert ">Overdue<" in text
        assert ">Nobody owns it<" in text


def test_the_calendar_shows_what_is_due_on_its_day(as_lead, listed, assessment, action):
    on = action.due_on
    page = as_lead.get(f"{listed}/calendar?month={on:%Y-%m}").text
    assert TITLE in page.split(f'datetime="{on.isoformat()}"')[1][:1500]
    assert "Nothing is due in January 1999" in as_lead.get(f"{listed}/calendar?month=1999-01").text
    assert as_lead.get(f"{listed}/calendar?month=nonsense").status_code == 200


def test_the_page_of_the_element_shows_its_open_actions(as_lead, assessment, action):
    page = as_lead.get(f"/assessments/{assessment.id}/elements/1.1.1").text
    assert TITLE in page
    assert f"/assessments/{assessment.id}/actions/new?code=1.1.1" in page
    move(action, ActionStatus.DONE)
    assert TITLE not in as_lead.get(f"/assessments/{assessment.id}/elements/1.1.1").text


def test_the_assessor_from_outside_sees_nothing_of_them(app, sign_in, assessment, action):
    assessor = sign_in(app.test_client(), make_assessor(assessment))
    assert assessor.get(f"/assessments/{assessment.id}/elements/1.1.1").status_code == 404
    assert assessor.get(f"/actions/{action.id}").status_code == 403


def test_a_reader_reads_and_is_offered_no_change(app, sign_in, action, url, listed):
    reader = sign_in(app.test_client(), make_user(Role.READER, action.assessment.organisation))
    for page in (url, listed, f"{listed}/board"):
        text = reader.get(page).text
        assert TITLE in text
        assert '<form method="post" action="/a' not in text
        assert "Add an action" not in text


def test_a_locked_assessment_is_read_only(as_lead, assessment, action, url, listed):
    lock(assessment)
    assert "can only be read" in as_lead.get(url).text
    assert "Mark it as done" not in as_lead.get(url).text
    assert as_lead.get(f"{url}/done").status_code == 403
    assert "Add an action" not in as_lead.get(listed).text


def test_lists_take_as_many_queries_for_many_actions(as_lead, listed, assessment, count_queries):
    pages = (listed, f"{listed}/board", f"{listed}/calendar", f"{listed}.csv")
    pages += (f"/assessments/{assessment.id}/elements/1.1.1",)

    def count(address):
        with count_queries() as made:
            assert as_lead.get(address).status_code == 200
        return len(made)

    for number in range(10):
        make_action(assessment, "1.1.1", title=f"Few {number}", due_in=0)
    few = [count(page) for page in pages]
    for number in range(60):
        make_action(assessment, "1.1.1", ("1.1.2", "plus"), title=f"Many {number}", due_in=0)
    assert [count(page) for page in pages] == few


def test_hostile_and_very_long_words_are_shown_as_text(as_lead, assessment, listed):
    words = "<script>alert(1)</script>" + "x" * 170
    action = make_action(assessment, "1.1.1", title=words, notes="<img onerror=x>", due_in=0)
    for page in (f"/actions/{action.id}", listed, f"{listed}/board", f"{listed}/calendar"):
        text = as_lead.get(page).text
        assert "<script>alert" not in text
        assert "<img onerror" not in text
        assert "&lt;script&gt;alert" in text


@pytest.mark.parametrize("number", ["0", "99999999999999999999"])
def test_an_action_that_never_was_is_not_found(as_lead, number):
    assert as_lead.get(f"/actions/{number}").status_code == 404
