"""Searching the library: what is found, by whom, in which order, and what is never told."""

import pytest
from factories.accounts import actor_of, make_organisation, make_service, make_user
from factories.evidence import make_checked_file, make_item

from cse_assess.accounts.models import Role
from cse_assess.db import session
from cse_assess.evidence import queries, services
from cse_assess.evidence.queries import ItemFilters, Order
from cse_assess.evidence.queries.listing import PAGE_SIZE
from cse_assess.evidence.search.index import current_index
from cse_assess.evidence.search.services import bring_in_step, index_content
from cse_assess.evidence.study.models import StepState
from cse_assess.evidence.study.services import save_document, save_step
from cse_assess.reading.document import Document, Page


@pytest.fixture
def actor(lead):
    return actor_of(lead)


def read(item, *texts, title=""):
    """Give the current file of `item` these pages, as its study does."""
    sha256 = queries.get_current_revision(item).sha256
    pages = tuple(Page(number, text) for number, text in enumerate(texts, start=1))
    save_document(sha256=sha256, document=Document("pdf", pages, title))
    index_content(sha256=sha256)
    session.commit()


def search(actor, words, **filters):
    filters = ItemFilters(search=words, **filters)
    return queries.list_items(actor.organisation_id, filters, viewer=actor)


def titles(actor, words, **filters):
    return [listed.title for listed in search(actor, words, **filters).items]


def words_of(passage):
    return "".join(piece.text for piece in passage.pieces)


def hits_of(pieces):
    return [piece.text for piece in pieces if piece.is_hit]


def test_words_are_found_in_the_text_of_the_file_at_their_page(actor, lead):
    item = make_item(lead.organisation, title="Minutes")
    read(item, "Welcome", "Waiting times\nfell to nine minutes.", "Any other business")
    [listed] = search(actor, "waiting times").items
    assert listed.found.passage.page_number == 2
    assert words_of(listed.found.passage) == "Waiting times fell to nine minutes."
    assert hits_of(listed.found.passage.pieces) == ["Waiting", "times"]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("complaint", "Complaints"),
        ("surveys", "the survey"),
        ("organised", "organising"),
        ("organised", "organized"),
        ("café", "CAFE"),
        ("customer's", "customers’"),
        ("follow-up", "follow up"),
        ("policies", "a policy"),
        ("Umwelt", "UMWELT"),
        ("4.1.2", "see 4.1.2 for more"),
        ("satisf", "satisfaction"),
    ],
)
def test_the_form_of_a_word_does_not_count(actor, lead, words, text):
    make_item(lead.organisation, title="This one", description=text)
    make_item(lead.organisation, title="Another")
    assert titles(actor, words) == ["This one"]


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ('"nine days"', True),
        ('"days nine"', False),
        ('"nine days" charter', True),
        ("charter -nine", False),
        ('charter -"days nine"', True),
        ("charter -absent", True),
        ("-absent", True),
        ("-charter", False),
        ("the charter", True),
        ("char", True),
        ("char ter", False),
        ("char answer", False),
        ("“nine days”", True),
        ('"nine da', False),
        ("answer AND charter NOT nine OR days", True),
    ],
)
def test_words_phrases_and_exclusions(actor, lead, words, is_found):
    make_item(lead.organisation, title="Charter", description="We answer within nine days.")
    assert bool(titles(actor, words)) is is_found


@pytest.mark.parametrize(
    "words",
    [
        '"',
        '"" -',
        "'",
        "* ( ) : ^ { } [ ] & | ! <-> \\ % _ ; --",
        "title:charter",
        "NEAR(charter days)",
        "charter*",
        "a" * 10_000,
        "word " * 2_000,
        '"' + "word " * 2_000,
        "🙂",
        "👩‍👧 charter",
        "\u202echarter",
        "٣ ߁ 数字 テスト",
        "½ ﬁ ß İ",
        "-" * 300,
        "kept1 open 1",
        "';DROP TABLE evidence_item;--",
        "\\",
        "x\\' y",
    ],
)
def test_any_input_is_safe(actor, lead, words):
    make_item(lead.organisation, title="Charter ½ ﬁ ß İ 数字")
    assert search(actor, words).number == 1


def test_marks_are_no_words(actor, lead):
    make_item(lead.organisation, title="Charter", owner=lead)
    for mark in (f"kept{lead.organisation_id}", f"owner{lead.id}", "kindpolicy"):
        assert titles(actor, mark) == []


def test_a_search_without_words_finds_nothing(actor, lead):
    make_item(lead.organisation)
    assert titles(actor, "🙂 !") == []


def test_the_title_counts_double(actor, lead):
    in_title = make_item(lead.organisation, title="Complaints", description="x")
    make_item(lead.organisation, title="x", description="Complaints")
    newest = make_item(lead.organisation, title="Nothing of it")
    read(newest, "complaints")
    assert titles(actor, "complaints")[0] == in_title.title


def test_more_hits_rank_higher_and_equal_ones_newest_first(actor, lead):
    for title, text in (("Twice", "wait and wait"), ("Once", "wait"), ("Ever", "wait")):
        read(make_item(lead.organisation, title=title), text)
    assert titles(actor, "waiting") == ["Twice", "Ever", "Once"]


def test_whole_words_rank_before_longer_ones(actor, lead):
    make_item(lead.organisation, title="Care of customers")
    make_item(lead.organisation, title="Careers")
    make_item(lead.organisation, title="Careless")
    assert titles(actor, "care")[0] == "Care of customers"


def test_a_search_can_be_sorted_otherwise(actor, lead):
    for title in ("Survey b", "Survey a", "Survey survey c"):
        make_item(lead.organisation, title=title)
    assert titles(actor, "survey", order=Order.TITLE) == ["Survey a", "Survey b", "Survey survey c"]
    assert titles(actor, "survey", order=Order.NEWEST)[0] == "Survey survey c"


def test_only_the_current_revision_is_searched(actor, lead):
    item = make_item(lead.organisation, title="Minutes", created_by=lead)
    read(item, "an old decision")
    services.replace_file(
        actor=actor, item=item, file=make_checked_file(b"new", "newer.pdf"), reason="New"
    )
    assert titles(actor, "decision") == []
    read(item, "a fresh resolution")
    assert titles(actor, "resolution") == ["Minutes"]
    assert titles(actor, "newer") == ["Minutes"]


def test_the_same_file_in_two_items_is_found_in_both(actor, lead):
    first = make_item(lead.organisation, title="First", content=b"same")
    read(first, "a rare word")
    make_item(lead.organisation, title="Second", content=b"same")
    assert titles(actor, "rare") == ["Second", "First"]


def test_an_edit_is_found_at_once(actor, lead):
    item = make_item(lead.organisation, title="Old", created_by=lead)
    services.edit_item(actor=actor, item=item, version_id=item.version_id, title="Fresh")
    assert titles(actor, "fresh") == ["Fresh"]
    assert titles(actor, "old") == []


def test_withdrawn_evidence_is_found_only_where_it_is_asked_for(actor, lead):
    item = make_item(lead.organisation, title="Charter", created_by=lead)
    services.withdraw_item(actor=actor, item=item, reason="Outdated")
    assert titles(actor, "charter") == []
    assert titles(actor, "charter", is_withdrawn=True) == ["Charter"]
    services.restore_item(actor=actor, item=item)
    assert titles(actor, "charter") == ["Charter"]
    assert titles(actor, "charter", is_withdrawn=True) == []


def test_another_organisation_is_not_searched(actor, lead):
    make_item(make_organisation(), title="Charter of others")
    assert titles(actor, "charter") == []


def test_confidential_evidence_is_found_by_those_who_may_open_it(lead):
    service = make_service(lead.organisation)
    owner, other = make_user(contributes_to=(service,)), make_user(contributes_to=(service,))
    make_item(lead.organisation, title="Owned grievance", is_confidential=True, owner=owner)
    make_item(lead.organisation, title="Added grievance", is_confidential=True, created_by=owner)
    assert len(titles(actor_of(lead), "grievance")) == 2
    assert len(titles(actor_of(owner), "grievance")) == 2
    for person in (other, make_user(Role.READER, lead.organisation)):
        page = search(actor_of(person), "grievance")
        assert (page.items, page.total, page.is_cut) == ([], 0, False)


def test_what_is_confidential_moves_nothing_in_the_order_of_others(lead):
    reader = actor_of(make_user(Role.READER, lead.organisation))
    for title, text in (("A", "panel of panel"), ("B", "grievance panel"), ("C", "grievance")):
        read(make_item(lead.organisation, title=title), text)
    before = titles(reader, "grievance panel"), titles(reader, "panel")
    for number in range(30):
        item = make_item(lead.organisation, title=f"{number} grievance", is_confidential=True)
        read(item, "grievance " * 50)
    assert (titles(reader, "grievance panel"), titles(reader, "panel")) == before


def test_filters_narrow_a_search(actor, lead):
    make_item(lead.organisation, title="Charter plan", kind="plan", owner=lead)
    make_item(lead.organisation, title="Charter policy")
    make_item(lead.organisation, title="Charter secret", is_confidential=True)
    assert titles(actor, "charter", kind="plan") == ["Charter plan"]
    assert titles(actor, "charter", owner_id=lead.id) == ["Charter plan"]
    assert titles(actor, "charter", is_confidential=True) == ["Charter secret"]


def test_what_could_not_be_read_needs_attention(actor, lead):
    make_item(lead.organisation, title="Fine")
    item = make_item(lead.organisation, title="Odd")
    sha256 = queries.get_current_revision(item).sha256
    save_step(sha256=sha256, step="text", version=1, state=StepState.REFUSED, message="Damaged")
    session.commit()
    page = queries.list_items(
        actor.organisation_id, ItemFilters(needs_attention=True), viewer=actor
    )
    assert [listed.title for listed in page.items] == ["Odd"]


def test_a_very_long_text_is_found_at_its_end(actor, lead):
    item = make_item(lead.organisation, title="Long")
    read(item, *(f"page {number} " + "filler " * 400 for number in range(90)), "zebra crossing")
    assert titles(actor, "zebra crossing") == ["Long"]
    assert titles(actor, '"zebra crossing" filler') == ["Long"]
    [listed] = search(actor, "zebra crossing").items
    assert listed.found.passage.page_number == 91


def test_a_table_of_nothing_but_different_words_can_be_indexed(actor, lead):
    item = make_item(lead.organisation, title="Table")
    read(item, " ".join(f"{number:x}{'k' * 60}" for number in range(30_000)))
    assert titles(actor, f"{29_999:x}{'k' * 60}") == ["Table"]


def test_a_search_takes_the_same_queries_however_much_it_finds(actor, lead, count_queries):
    def count():
        session.commit()
        with count_queries() as counted:
            search(actor, "survey")
        return len(counted)

    read(make_item(lead.organisation, title="Survey"), "survey")
    few = count()
    for number in range(PAGE_SIZE + 5):
        read(make_item(lead.organisation, title=f"Survey {number}"), "survey", "survey")
    assert count() == few == 3


def test_an_index_that_is_out_of_step_is_seen_and_mended(actor, lead):
    item, other = make_item(lead.organisation, title="Charter"), make_item(lead.organisation)
    current_index().remove_items([item.id])
    session.commit()
    assert titles(actor, "charter") == []
    assert bring_in_step(after_id=0, is_repaired=False).out_of_step == (item.id,)
    progress = bring_in_step(after_id=0, is_repaired=True)
    assert (progress.last_id, progress.checked) == (other.id, 2)
    session.commit()
    assert titles(actor, "charter") == ["Charter"]
    assert bring_in_step(after_id=0, is_repaired=False).out_of_step == ()
    assert bring_in_step(after_id=progress.last_id, is_repaired=False) is None


def test_an_index_out_of_step_never_shows_what_is_closed(lead):
    reader = actor_of(make_user(Role.READER, lead.organisation))
    item = make_item(lead.organisation, title="Grievance")
    item.is_confidential = True
    session.commit()
    assert titles(reader, "grievance") == []


def test_the_index_itself_can_be_checked_and_made_anew(actor, lead):
    make_item(lead.organisation, title="Charter")
    assert current_index().find_fault() == ""
    current_index().mend()
    session.commit()
    assert titles(actor, "charter") == ["Charter"]
