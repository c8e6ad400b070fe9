"""Names and text from outside, made fit to keep and to show."""

import pytest

from cse_assess.evidence.names import clean_file_name, clean_line, clean_text, suffix_of


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Minutes March.pdf", "Minutes March.pdf"),
        ("Prüfung “A”.pdf", "Prüfung “A”.pdf"),
        ("Pru\u0308fung.pdf", "Prüfung.pdf"),
        ("C:\\Users\\someone\\plan.docx", "plan.docx"),
        ("../../etc/passwd", "passwd"),
        ("folder/../plan.pdf", "plan.pdf"),
        ("report\u202efdp.exe", "reportfdp.exe"),
        ("re\u200bport\u2066.pdf", "report.pdf"),
        ("report.pdf\0.exe", "report.pdf.exe"),
        ("line\r\nSet-Cookie: x.pdf", "lineSet-Cookie_ x.pdf"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        ("  .hidden.pdf. ", "hidden.pdf"),
        ("many    spaces.pdf", "many spaces.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("nul", "_nul"),
        ("..", ""),
        ("/", ""),
        ("\u202e\u200f", ""),
        ("\ud800.pdf", "pdf"),
    ],
)
def test_a_file_name_is_shown_as_what_it_is(raw, clean):
    assert clean_file_name(raw) == clean


@pytest.mark.parametrize("letter", ["x", "ü", "☃", "😀"])
def test_a_long_name_is_cut_before_its_suffix_and_between_characters(letter):
    name = clean_file_name(letter * 300 + ".pdf")
    assert name.endswith(f"{letter}.pdf")
    assert 190 < len(name.encode()) <= 200


def test_a_suffix_that_is_all_of_a_long_name_is_cut_as_well():
    assert len(clean_file_name("a." + "x" * 400)) == 200


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("README", ""), ("a.", ""), ("a.b c", "b c")],
)
def test_the_suffix_is_the_last_in_lower_case(name, suffix):
    assert suffix_of(name) == suffix


def test_a_line_has_no_line_ends_and_nothing_unseen():
    assert clean_line(" Plan\r\nfor\t2026\u202e \0") == "Plan for 2026"


def test_a_text_keeps_its_lines_and_loses_what_is_unseen():
    assert clean_text("one\r\n\r\ntwo\rthree\u200b \0\n") == "one\n\ntwo\nthree"
