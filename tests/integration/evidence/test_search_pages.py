"""The pages to search on: the library and the chooser of an element."""

import html5lib
import pytest
from factories.accounts import make_service, make_user
from factories.assessments import make_assessment
from factories.evidence import make_item
from factories.evidence_pages import text_of

from cse_assess.accounts.models import Role
from cse_assess.assessments.models import EvidenceLink
from cse_assess.db import session
from cse_assess.evidence import queries
from cse_assess.evidence.search.services import index_content
from cse_assess.evidence.study.services import save_document
from cse_assess.reading.document import Document, Page


@pytest.fixture
def item(lead):
    item = make_item(lead.organisation, title="Minutes", created_by=lead, kind="minutes")
    sha256 = queries.get_current_revision(item).sha256
    pages = (Page(1, "Welcome"), Page(2, "Waiting times <b>fell</b> at the desk."))
    save_document(sha256=sha256, document=Document("pdf", pages))
    index_content(sha256=sha256)
    session.commit()
    return item


def links_of(response):
    tree = html5lib.parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    return [link.get("href") for link in tree.iter("a")]


def link_to_element(item, lead, code="1.1.1"):
    assessment = make_assessment(make_service(lead.organisation))
    response = next(each for each in assessment.responses if each.element_code == code)
    session.add(EvidenceLink(response_id=response.id, item_id=item.id))
    session.commit()
    return assessment


def test_a_result_shows_the_passage_and_opens_at_its_page(library, item):
    response = library.get("/evidence?search=waiting times")
    assert "Waiting times <b>fell</b> at the desk." in text_of(response)
    [address] = [link for link in links_of(response) if "/pages/" in link]
    assert address == f"/evidence/{item.id}/pages/2?find=waiting+times#hit"
    assert 'id="hit"' in library.get(address).get_data(as_text=True)


def test_a_search_without_a_result_says_what_to_try(library, item):
    text = text_of(library.get("/evidence?search=zebra"))
    assert "Nothing matches" in text
    assert "Try fewer or other words" in text


def test_a_search_that_is_too_long_says_what_was_left_out(library, item):
    assert "only its first 300 characters" in text_of(library.get(f"/evidence?search={'w ' * 200}"))


def test_the_library_can_be_narrowed_to_what_an_element_uses(library, item, lead):
    make_item(lead.organisation, title="Elsewhere")
    link_to_element(item, lead)
    for query in ("place=cse:1.1.1", "place=cse:1.1.1&search=waiting"):
        text = text_of(library.get(f"/evidence?{query}"))
        assert "Minutes" in text
        assert "Elsewhere" not in text
    assert "Nothing matches" in text_of(library.get("/evidence?place=cse:1.1.2"))


def test_what_a_contributor_may_not_see_used_is_not_told(client, sign_in, item, lead):
    link_to_element(item, lead)
    contributor = make_user(contributes_to=(make_service(lead.organisation),))
    sign_in(client, contributor)
    text = text_of(client.get("/evidence?place=cse:1.1.1"))
    assert "1.1.1 " not in text.split("Filters and order")[1].split("Kind")[0]


def test_the_dates_of_evidence_bound_a_list(library, lead):
    from datetime import date

    make_item(lead.organisation, title="In March", evidence_on=date(2026, 3, 5))
    make_item(lead.organisation, title="In May", evidence_on=date(2026, 5, 5))
    query = "dated_from-day=1&dated_from-month=3&dated_from-year=2026"
    query += "&dated_to-day=5&dated_to-month=3&dated_to-year=2026"
    text = text_of(library.get(f"/evidence?{query}"))
    assert "In March" in text
    assert "In May" not in text


def test_a_result_of_a_reader_never_names_what_is_closed(client, sign_in, item, lead):
    item.is_confidential = True
    session.commit()
    sign_in(client, make_user(Role.READER, lead.organisation))
    text = text_of(client.get("/evidence?search=waiting"))
    assert "Nothing matches" in text
    assert "Minutes" not in text.replace("Minutes or notes", "")


def test_the_chooser_of_an_element_searches_texts_too(library, item, lead):
    assessment = make_assessment(make_service(lead.organisation))
    address = f"/assessments/{assessment.id}/elements/1.1.1/evidence/library"
    text = text_of(library.get(f"{address}?search=waiting"))
    assert "Minutes" in text
    assert "Waiting times" in text


def test_a_list_takes_the_same_queries_at_two_sizes(library, lead, count_queries):
    addresses = ("/evidence", "/evidence?search=paper", "/evidence?order=valid_until")
    make_item(lead.organisation, title="Paper")
    few = [count(library, address, count_queries) for address in addresses]
    for number in range(60):
        make_item(lead.organisation, title=f"Paper {number}")
    assert [count(library, address, count_queries) for address in addresses] == few


def count(library, address, count_queries):
    library.get(address)
    with count_queries() as counted:
        library.get(address)
    return len(counted)
