"""What differs between two texts."""

from hypothesis import given
from hypothesis import strategies as st

from cse_assess.web.comparison import Span, compare_texts


def test_a_changed_word_is_marked_and_nothing_else():
    assert compare_texts("asked each year", "asked every year") == [
        Span("same", "asked "),
        Span("removed", "each"),
        Span("added", "every"),
        Span("same", " year"),
    ]


def test_texts_with_little_in_common_are_shown_whole():
    assert compare_texts("Not scored", "Partially compliant") == [
        Span("removed", "Not scored"),
        Span("added", "Partially compliant"),
    ]


def test_half_a_name_in_common_is_little():
    assert compare_texts("Not scored", "Not compliant") == [
        Span("removed", "Not scored"),
        Span("added", "Not compliant"),
    ]


@given(st.text(), st.text())
def test_both_texts_can_be_read_back_whole(before, after):
    spans = compare_texts(before, after)
    assert "".join(span.text for span in spans if span.kind != "added") == before
    assert "".join(span.text for span in spans if span.kind != "removed") == after


def test_long_texts_are_compared_by_lines():
    before = "".join(f"line {number}\n" for number in range(3000))
    spans = compare_texts(before, before.replace("line 7\n", "line seven\n"))
    assert [(span.kind, span.text) for span in spans if span.kind != "same"] == [
        ("removed", "line 7\n"),
        ("added", "line seven\n"),
    ]
