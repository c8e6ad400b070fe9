"""Typed text is trimmed and refused only for what nobody can see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.web.cleaning import (
    clean_text,
    has_refused_characters,
    replace_refused_characters,
)


def test_outer_white_space_and_foreign_line_ends_go():
    assert clean_text("  one\r\ntwo\rthree \n") == "one\ntwo\nthree"


def test_what_is_no_text_counts_as_empty():
    assert clean_text(["a"]) == ""


@pytest.mark.parametrize("text", ["a\0b", "a\x1bb", "a\x7fb", "a\x85b", "a\ud800b"])
def test_control_characters_and_half_surrogates_are_refused(text):
    assert has_refused_characters(text)
    assert replace_refused_characters(text) == "a\N{REPLACEMENT CHARACTER}b"


@pytest.mark.parametrize("text", ["naïve £5 — 100%", "line\nline\ttab", "日本語 🎉", ""])
def test_what_people_write_is_kept(text):
    assert not has_refused_characters(text)


@given(st.text())
def test_text_that_was_mended_can_be_stored(text):
    mended = replace_refused_characters(text)
    assert not has_refused_characters(mended)
    assert "\0" not in mended
    mended.encode()
