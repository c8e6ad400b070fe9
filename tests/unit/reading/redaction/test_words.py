"""How words are found, whatever their spacing, and blacked out."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.reading.redaction.words import BLOCK, Words, squeeze


@pytest.mark.parametrize(
    ("word", "text", "left"),
    [
        ("01632 960123", "Ring (01632) 960-123.", "Ring (██████ ███████."),
        ("01632 960123", "Ring 01632960123.", "Ring ███████████."),
        ("jane@example.org", "JANE@Example.org!", "████████████████!"),
        ("jane@example.org", "jane@\nexample.org", "█████\n███████████"),
        ("Jane Farrow", "Jane\u00a0Far\u00adrow", "████\u00a0███████"),
        ("office", "the oﬃce", "the ████"),
        ("José", "Jose\u0301, JOSÉ, Jose", "█████, ████, ████"),
        ("Jose\u0301", "José", "████"),
        ("LS7 9QX", "ls79qx", "██████"),
        ("Llŷn", "LLŶN", "████"),
        ("Ann", "Ann Annual Joann Ann", "███ Annual Joann ███"),
        ("0123", "01234 x0123", "01234 x████"),
    ],
)
def test_words_are_found_however_they_are_written(word, text, left):
    assert Words([word]).black_out(text) == left


def test_overlapping_words_all_go():
    assert Words(["Jane Farrow", "Farrow House"]).black_out("Jane Farrow House") == (
        "████ ██████ █████"
    )


@pytest.mark.parametrize("nothing", ["", " ", "…", "a", "-!-"])
def test_what_says_nothing_is_no_word(nothing):
    assert not Words([nothing])


def test_a_long_text_takes_seconds():
    line = "Row 14: Ashby, T, 01632 960321, näher\n"
    started = time.perf_counter()
    left = Words(["01632 960321"]).black_out(line * 100_000)
    assert left.count(BLOCK) == 1_100_000
    assert time.perf_counter() - started < 30


@given(st.text(max_size=40), st.text(max_size=10), st.text(max_size=40))
def test_what_is_blacked_out_is_never_found_again(before, word, after):
    words = Words([word])
    left = words.black_out(f"{before} {word} {after}")
    assert not words.are_in(left)
    assert len(left) == len(before) + len(word) + len(after) + 2


@given(st.text(min_size=1, max_size=60))
def test_nothing_else_is_blacked_out(text):
    words = Words(["jane@example.org"])
    if BLOCK not in text and "jane@exampleorg" not in squeeze(text):
        assert words.black_out(text) == text
