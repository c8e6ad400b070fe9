"""Elements suggested for an item, items for an element, and what a person answers."""

import pytest
from factories.accounts import make_organisation, make_service, make_user
from factories.assessments import attach, install_service_points, lock, make_assessment
from factories.evidence import make_item
from factories.evidence_pages import text_of
from factories.pins import give_text

from cse_assess.assessments.models import EvidenceLink
from cse_assess.assessments.suggestions.models import SuggestionRefusal
from cse_assess.audit.queries import list_events, verify_chain
from cse_assess.db import session
from cse_assess.evidence.search.services import index_item

CODE = "4.3.4"
HEADING = "Elements that this may prove"


@pytest.fixture
def log(organisation, assessment):
    return make_item(organisation, title="Complaints log", description="Trends and lessons learnt")


def page_of(client, item, **query):
    return client.get(f"/evidence/{item.id}", query_string=query)


def suggested(client, assessment, code=CODE):
    return client.get(f"/assessments/{assessment.id}/elements/{code}/evidence/suggested")


def answer(client, assessment, item, verb, code=CODE, **data):
    address = f"/assessments/{assessment.id}/elements/{code}/suggestions/{item.id}/{verb}"
    return client.post(address, data=data)


def live_links():
    session.expire_all()
    links = session.query(EvidenceLink).filter_by(removed_at=None)
    return [(link.response.element_code, link.item.title) for link in links]


def read(item, *pages):
    """Let the item's file have been read, and be found by its words."""
    give_text(item, *pages)
    index_item(item=item)
    session.commit()
    return item


def test_the_page_of_an_item_suggests_elements_with_the_words_that_say_so(enter, log):
    page = text_of(page_of(enter("lead"), log))

    assert HEADING in page
    assert "4.3.4 Learning from complaints and comments" in page
    assert "“Complaints log”" in page


def test_words_of_the_file_are_quoted_with_their_page(enter, organisation):
    item = make_item(organisation, title="Paper 7")
    read(item, "Nothing.", "Fees and charges for the year. By direct debit too.")

    response = page_of(enter("lead"), item)

    assert "Page 2 : “Fees and charges”, “direct debit”" in text_of(response)
    assert f"/evidence/{item.id}/pages/2?find=%22Fees+and+charges%22" in response.text


def test_it_says_when_only_the_details_are_known(enter, log):
    assert "title, description and file name only" in text_of(page_of(enter("lead"), log))


def test_a_suggestion_is_attached_by_one_button_and_then_gone(enter, assessment, log):
    client = enter("lead")

    response = answer(client, assessment, log, "attach")

    assert response.status_code == 302
    assert live_links() == [(CODE, "Complaints log")]
    page = text_of(client.get(response.location))
    assert "“Complaints log” is attached to 4.3.4" in page
    assert "Attach to 4.3.4" not in page


def test_attaching_twice_makes_one_link(enter, assessment, log):
    client = enter("lead")

    answer(client, assessment, log, "attach")
    answer(client, assessment, log, "attach")

    assert live_links() == [(CODE, "Complaints log")]


def test_looking_attaches_nothing(enter, assessment, log):
    client = enter("lead")

    page_of(client, log)
    suggested(client, assessment)

    assert live_links() == []


def test_a_refused_suggestion_stays_away_for_everybody(enter, assessment, log):
    answer(enter("lead"), assessment, log, "refuse")

    page = text_of(page_of(enter("contributor"), log))
    assert "Attach to 4.3.4" not in page
    assert "Refused suggestions (1)" in page
    assert "Complaints log" not in text_of(suggested(enter("lead"), assessment))


def test_a_refused_suggestion_can_be_asked_for_again(enter, assessment, log):
    client = enter("lead")
    answer(client, assessment, log, "refuse")

    answer(client, assessment, log, "restore")

    assert "Attach to 4.3.4" in text_of(page_of(client, log))
    assert session.query(SuggestionRefusal).count() == 0


def test_answers_are_on_record_once_however_often_they_are_sent(enter, assessment, log):
    client = enter("lead")

    for verb in ("refuse", "refuse", "restore", "restore"):
        assert answer(client, assessment, log, verb).status_code == 302

    events = list_events(object_type="evidence_item", object_id=log.id)
    assert sorted(event.action for event in events) == ["suggestion.refused", "suggestion.restored"]
    assert events[0].details == {"standard": "cse", "element": CODE}
    assert verify_chain() == []


def test_the_element_suggests_items_that_are_not_attached(enter, assessment, organisation, log):
    other = make_item(organisation, title="Complaints analysis, informal complaints too")
    attach(assessment, CODE, other)

    page = text_of(suggested(enter("lead"), assessment))

    assert "Complaints log" in page
    assert "Complaints analysis" not in page


def test_items_are_suggested_by_the_words_of_their_files(enter, assessment, organisation):
    read(make_item(organisation, title="Paper 9"), "The complaints log, trends in complaints.")

    assert "Paper 9" in text_of(suggested(enter("lead"), assessment))


def test_from_the_element_one_comes_back_to_the_element(enter, assessment, log):
    client = enter("lead")

    response = answer(client, assessment, log, "attach", **{"from": "element"})

    assert response.location.endswith(f"/elements/{CODE}/evidence/suggested")
    assert "Nothing to suggest" in text_of(client.get(response.location))


def test_what_others_attached_teaches_words(enter, assessment, organisation):
    for number in (1, 2, 3):
        attach(assessment, "5.3.1", make_item(organisation, title=f"Zeppelin ledger {number}"))
    new = make_item(organisation, title="Zeppelin ledger of this year")

    page = text_of(page_of(enter("lead"), new))

    assert "Attach to 5.3.1" in page
    assert "as in evidence attached there: “ledger”, “Zeppelin”" in page


def test_confidential_evidence_teaches_nothing(enter, assessment, organisation):
    secret = make_item(organisation, title="Zeppelin ledger", is_confidential=True)
    attach(assessment, "5.3.1", secret)
    new = make_item(organisation, title="Zeppelin ledger of this year")

    assert "Attach to 5.3.1" not in text_of(page_of(enter("lead"), new))


def test_confidential_items_are_suggested_only_to_those_who_may_open_them(
    enter, assessment, organisation
):
    make_item(organisation, title="Complaints log of names", is_confidential=True)

    assert "Complaints log of names" in text_of(suggested(enter("lead"), assessment))
    assert "Complaints log of names" not in text_of(suggested(enter("contributor"), assessment))


@pytest.mark.parametrize("verb", ["attach", "refuse", "restore"])
def test_nobody_answers_for_an_item_that_they_may_not_open(enter, assessment, organisation, verb):
    secret = make_item(organisation, title="Complaints log", is_confidential=True)

    assert answer(enter("contributor"), assessment, secret, verb).status_code == 403


@pytest.mark.parametrize("verb", ["attach", "refuse", "restore"])
def test_an_item_of_another_organisation_is_not_there(enter, assessment, verb):
    foreign = make_item(make_organisation(), title="Complaints log")

    assert answer(enter("lead"), assessment, foreign, verb).status_code == 404


@pytest.mark.parametrize("verb", ["attach", "refuse", "restore"])
def test_an_element_that_the_standard_lacks_is_not_there(enter, assessment, log, verb):
    assert answer(enter("lead"), assessment, log, verb, code="9.9.9").status_code == 404


def test_nothing_is_answered_in_a_locked_self_assessment(enter, assessment, log):
    lock(assessment)

    assert answer(enter("lead"), assessment, log, "refuse").status_code == 403
    assert HEADING not in text_of(page_of(enter("lead"), log))


@pytest.mark.parametrize("kind", ["reader", "administrator"])
def test_who_may_not_attach_is_not_asked(enter, log, kind):
    assert HEADING not in text_of(page_of(enter(kind), log))


def test_a_withdrawn_item_is_suggested_nowhere(enter, assessment, organisation, log):
    client = enter("lead")
    client.post(f"/evidence/{log.id}/withdraw", data={"reason": "Out of date", "version_id": 1})

    assert HEADING not in text_of(page_of(client, log))
    assert "Complaints log" not in text_of(suggested(client, assessment))


def test_the_self_assessment_can_be_chosen(enter, assessment, organisation, log):
    other = make_assessment(make_service(organisation, name="Parks"), cycle="Autumn")

    page = page_of(enter("lead"), log, place=assessment.id)

    assert "Parks, Autumn" in text_of(page)
    assert f"/assessments/{assessment.id}/elements/{CODE}/suggestions/{log.id}/attach" in page.text
    assert f"/assessments/{other.id}/elements/{CODE}/suggestions" not in page.text


def test_a_self_assessment_that_uses_the_item_is_chosen_first(enter, organisation, assessment):
    item = make_item(organisation, title="Complaints log")
    attach(assessment, "4.3.5", item)
    make_assessment(make_service(organisation, name="Parks"))

    page = page_of(enter("lead"), item)

    assert f"/assessments/{assessment.id}/elements/{CODE}/suggestions/{item.id}/attach" in page.text


@pytest.mark.parametrize("place", ["0", "999999999999999999999", "-1", "x", "'"])
def test_a_self_assessment_that_is_not_there_is_passed_over(enter, log, place):
    assert HEADING in text_of(page_of(enter("lead"), log, place=place))


def test_another_standard_is_suggested_from_in_its_own_words(
    app, settings, enter, organisation, assessment
):
    points = install_service_points(settings)
    other = make_assessment(make_service(organisation), points)
    item = make_item(organisation, title="Opening hours on the door")

    page = text_of(page_of(enter("lead"), item, place=other.id))

    assert "Points that this may prove" in page
    assert "Attach to A.1" in page


def test_a_refusal_of_one_organisation_holds_for_none_other(enter, sign_in, app, assessment, log):
    answer(enter("lead"), assessment, log, "refuse")
    elsewhere = make_assessment()
    own = make_item(elsewhere.organisation, title="Complaints log")
    client = sign_in(app.test_client(), make_user("lead", elsewhere.organisation))

    assert "Attach to 4.3.4" in text_of(page_of(client, own))


def test_long_and_hostile_titles_are_shown_as_text(enter, organisation, assessment):
    item = make_item(organisation, title="<script>alert(1)</script> complaints log " + "x" * 240)

    page = suggested(enter("lead"), assessment)

    assert "<script>alert(1)" not in page.text
    assert f"/evidence/{item.id}" in page.text


@pytest.mark.parametrize("size", [1, 40])
def test_both_pages_take_as_many_queries_whatever_the_library_holds(
    enter, assessment, organisation, count_queries, size
):
    for number in range(size):
        attached = make_item(organisation, title=f"Complaints log {number}")
        attach(assessment, "4.3.5", attached)
        item = read(make_item(organisation, title=f"Complaints trends {number}"), "Complaints")
    client = enter("lead")

    with count_queries() as for_element:
        assert "Complaints trends" in text_of(suggested(client, assessment))
    with count_queries() as for_item:
        assert HEADING in text_of(page_of(client, item))

    assert len(for_element) <= 15, for_element.statements
    assert len(for_item) <= 20, for_item.statements
