"""Where the wanted words stand in a text, and the passage that shows them."""

from hypothesis import given
from hypothesis import strategies as st

from cse_assess.evidence.search.passages import (
    PASSAGE_LENGTH,
    find_passage,
    find_spans,
    mark_hits,
    show_text,
)
from cse_assess.evidence.search.wanted import read_phrase, read_search
from cse_assess.reading.document import Page


def hits(text, words):
    return [text[span.start : span.end] for span in find_spans(text, read_search(words))]


def test_every_form_of_a_word_is_marked():
    assert hits("Complaints, a COMPLAINT, complained", "complaint ") == ["Complaints", "COMPLAINT"]


def test_a_phrase_is_marked_only_where_its_words_follow_one_another():
    text = "waiting in times of waiting\ntimes, and waiting-times"
    assert hits(text, '"waiting times"') == ["waiting\ntimes", "waiting-times"]


def test_the_last_word_may_be_a_beginning():
    assert hits("satisfaction", "satisf") == ["satisfaction"]
    assert hits("satisfaction survey", "satisf survey") == ["survey"]


def test_a_beginning_inside_a_word_is_no_hit():
    assert hits("start party art", "art") == ["art"]


def test_a_quotation_is_found_across_lines_and_marks():
    quotation = "“Nobody waits,” she said;  it was true"
    text = f"Before. {quotation.replace('  ', chr(10))}. After."
    [span] = find_spans(text, read_phrase(quotation))
    assert text[span.start : span.end].startswith("Nobody waits")


def test_the_page_with_most_different_words_is_shown():
    pages = [Page(1, "wait wait wait"), Page(2, "wait at the desk"), Page(3, "desk")]
    assert find_passage(pages, read_search("wait desk")).page_number == 2
    assert find_passage(pages, read_search("absent")) is None


def test_a_passage_of_a_long_text_is_cut_at_words_around_the_hit():
    text = "filler " * 500 + "the rare word " + "filler " * 500
    pieces = show_text(text, read_search("rare"))
    shown = "".join(piece.text for piece in pieces)
    assert shown.startswith("… filler")
    assert shown.endswith("filler …")
    assert len(shown) < PASSAGE_LENGTH + 100
    assert [piece.text for piece in pieces if piece.is_hit] == ["rare"]


def test_a_text_without_a_hit_shows_nothing():
    assert show_text("nothing", read_search("rare")) == ()


@given(st.text(max_size=300), st.text(max_size=60))
def test_pieces_make_up_the_text_whatever_is_looked_for(text, words):
    assert "".join(piece.text for piece in mark_hits(text, read_search(words))) == text


@given(st.text(max_size=600), st.text(max_size=60))
def test_a_passage_can_be_made_of_any_text(text, words):
    show_text(text, read_search(words))
