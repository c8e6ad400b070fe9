"""The pages of requests, as the people on both sides use them."""

import pytest
from factories.accounts import make_assessor, make_user
from factories.evidence import make_item, upload
from factories.requests import CODE, make_request, send_in

from cse_assess.accounts.models import Role
from cse_assess.assessments.queries import list_evidence
from cse_assess.assessments.requests import queries
from cse_assess.assessments.requests.models import EvidenceRequest
from cse_assess.clock import today
from cse_assess.db import session


@pytest.fixture
def url(request_):
    return f"/requests/{request_.id}"


@pytest.fixture
def as_colleague(app, sign_in, colleague):
    return sign_in(app.test_client(), colleague)


def follow(client, answer) -> str:
    assert answer.status_code == 302, answer.text
    return client.get(answer.location).text


def fresh(request) -> EvidenceRequest:
    session.expire_all()
    return queries.get_request(request.id)


def asking(asked, **values):
    on = today()
    return {
        "asked_id": asked.id,
        "wanted": "The charter",
        "due_on-day": on.day,
        "due_on-month": on.month,
        "due_on-year": on.year,
        **values,
    }


def test_a_lead_asks_from_the_page_of_the_element(as_lead, assessment, colleague):
    element = f"/assessments/{assessment.id}/elements/{CODE}"
    assert "Ask a colleague for evidence" in as_lead.get(element).text
    answer = as_lead.post(f"{element}/requests/new", data=asking(colleague))
    assert f"{colleague.name} is asked" in follow(as_lead, answer)
    assert colleague.name in as_lead.get(element).text


def test_what_is_missing_is_named_at_its_field(as_lead, assessment, colleague):
    answer = as_lead.post(
        f"/assessments/{assessment.id}/elements/{CODE}/requests/new",
        data=asking(colleague, wanted=" ", asked_id=""),
    )
    assert "Say what evidence you need" in answer.text
    assert "Choose whom to ask" in answer.text


def test_somebody_who_is_not_offered_cannot_be_asked(as_lead, assessment):
    reader = make_user(Role.READER, assessment.organisation)
    answer = as_lead.post(
        f"/assessments/{assessment.id}/elements/{CODE}/requests/new", data=asking(reader)
    )
    assert "Choose one of the answers" in answer.text
    assert session.query(EvidenceRequest).count() == 0


def test_where_nobody_can_be_asked_the_page_says_what_to_do(as_lead, assessment):
    page = as_lead.get(f"/assessments/{assessment.id}/elements/{CODE}/requests/new").text
    assert "There is nobody to ask" in page


def test_the_first_page_of_the_colleague_shows_what_is_asked(as_colleague, request_, url):
    page = as_colleague.get("/").text
    assert "Asked of you" in page
    assert url in page


def test_a_file_is_uploaded_into_the_request(as_colleague, request_, url):
    answer = as_colleague.post(
        f"{url}/files",
        data={"files": upload(b"Opening times: nine to five.", "times.txt"), "kind": "other"},
    )
    assert "1 piece of evidence is added" in follow(as_colleague, answer)
    assert [item.title for item in queries.list_items(request_.id)] == ["times"]


def test_of_two_files_the_good_one_is_added_and_the_other_named(as_colleague, request_, url):
    files = [upload(b"Fine.", "fine.txt"), upload(b"MZ", "bad.exe")]
    answer = as_colleague.post(f"{url}/files", data={"files": files, "kind": "other"})
    assert "bad.exe: " in answer.text
    assert [item.title for item in queries.list_items(request_.id)] == ["fine"]


def test_a_web_address_is_added(as_colleague, request_, url):
    data = {"url": "https://example.org/x", "title": "Charter", "kind": "web_page"}
    assert as_colleague.post(f"{url}/link", data=data).status_code == 302
    assert len(queries.list_items(request_.id)) == 1


def test_evidence_is_chosen_from_the_library(as_colleague, request_, url, lead):
    item, hidden = (
        make_item(lead.organisation),
        make_item(lead.organisation, is_confidential=True, title="Secret plan"),
    )
    page = as_colleague.get(f"{url}/library").text
    assert item.title in page
    assert "Secret plan" not in page
    as_colleague.post(f"{url}/library", data={"items": [item.id]})
    assert queries.list_items(request_.id) == [item]
    assert as_colleague.post(f"{url}/library", data={"items": [hidden.id]}).status_code == 200
    session.expire_all()
    assert queries.list_items(request_.id) == [item]


def test_the_whole_way_from_request_to_element(as_colleague, as_lead, request_, url, lead):
    item = make_item(lead.organisation)
    as_colleague.post(f"{url}/library", data={"items": [item.id]})
    as_colleague.post(f"{url}/send", data={"version_id": 1, "words": "Have a look."})
    assert "Have a look." in as_lead.get(url).text
    as_lead.post(f"{url}/return", data={"version_id": 2, "words": "The dates are missing."})
    assert f"{lead.name} still needs something" in as_colleague.get(url).text
    assert "The dates are missing." in as_colleague.get(url).text
    as_colleague.post(f"{url}/send", data={"version_id": 3})
    answer = as_lead.post(f"{url}/accept", data={"version_id": 4, "note": "Page 2."})
    assert f"accepted and attached to {CODE}" in follow(as_lead, answer)
    [linked] = list_evidence(fresh(request_).response)
    assert (linked.item.id, linked.link.note) == (item.id, "Page 2.")


def test_a_declined_request_can_be_asked_again(as_colleague, as_lead, request_, url):
    as_colleague.post(f"{url}/decline", data={"version_id": 1, "words": "We have none."})
    assert "Ask again" in as_lead.get(url).text
    as_lead.post(f"{url}/return", data={"version_id": 2, "words": "Then write one."})
    assert fresh(request_).state == "returned"


def test_a_reason_is_asked_for_where_one_is_needed(as_colleague, request_, url):
    answer = as_colleague.post(f"{url}/decline", data={"version_id": 1, "words": ""})
    assert "Say why" in answer.text
    assert fresh(request_).state == "asked"


def test_a_stale_page_moves_nothing(as_lead, request_, url):
    answer = as_lead.post(f"{url}/cancel", data={"version_id": 99})
    assert "Somebody moved this request on" in answer.text
    assert fresh(request_).state == "asked"


def test_a_step_that_is_not_due_is_refused(as_lead, as_colleague, url):
    assert as_lead.get(f"{url}/accept").status_code == 403
    assert as_lead.post(f"{url}/send", data={"version_id": 1}).status_code == 403
    assert as_colleague.post(f"{url}/cancel", data={"version_id": 1}).status_code == 403


def test_the_title_of_a_confidential_piece_is_hidden_from_a_reader(
    app, sign_in, request_, url, colleague
):
    item = make_item(
        colleague.organisation, is_confidential=True, owner=colleague, title="Secret plan"
    )
    send_in(request_, item)
    reader = sign_in(app.test_client(), make_user(Role.READER, colleague.organisation))
    assert "Secret plan" not in reader.get(url).text
    assert "Confidential evidence" in reader.get(url).text


def test_an_assessor_sees_no_requests(app, sign_in, assessment, url):
    client = sign_in(app.test_client(), make_assessor(assessment))
    assert client.get(url).status_code == 403


def test_the_list_is_narrowed_by_state_person_and_lateness(as_lead, assessment, lead, colleague):
    late = make_request(assessment, asked=colleague, asked_by=lead, code="1.1.2", due_in=-2)
    make_request(assessment, asked_by=lead, code="1.1.3", wanted="Soon enough")
    listed = f"/assessments/{assessment.id}/requests"
    assert "2 requests" in as_lead.get(listed).text
    only_late = as_lead.get(f"{listed}?is_overdue=y").text
    assert "1 request<" in only_late
    assert f"/requests/{late.id}" in only_late
    assert "1 request<" in as_lead.get(f"{listed}?asked_id={colleague.id}").text
    assert "Nothing matches" in as_lead.get(f"{listed}?state=accepted").text
    assert "2 requests" in as_lead.get(f"{listed}?state=nonsense&asked_id=x").text


def test_lists_take_as_many_queries_for_many_requests(
    as_lead, as_colleague, assessment, colleague, count_queries
):
    def count(client, address):
        with count_queries() as queries_made:
            assert client.get(address).status_code == 200
        return len(queries_made)

    listed = f"/assessments/{assessment.id}/requests"
    pages = [(as_lead, listed), (as_colleague, "/requests"), (as_colleague, "/")]
    make_request(assessment, asked=colleague)
    few = [count(*page) for page in pages]
    for code in ("1.1.2", "1.1.3", "1.2.1", "1.2.2", "1.2.3"):
        make_request(assessment, asked=colleague, code=code)
    assert [count(*page) for page in pages] == few


def test_hostile_words_are_shown_as_text(as_lead, assessment, lead, colleague):
    words = "<script>alert(1)</script> & more"
    request = make_request(assessment, asked=colleague, asked_by=lead, wanted=words)
    for address in (f"/requests/{request.id}", f"/assessments/{assessment.id}/requests"):
        page = as_lead.get(address).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("number", ["0", "99999999999999999999"])
def test_a_request_that_never_was_is_not_found(as_lead, number):
    assert as_lead.get(f"/requests/{number}").status_code == 404
