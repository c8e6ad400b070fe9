"""What an import says of sources that are partly or wholly unusable."""

import io
import time

import pikepdf
import pytest

from cse_assess.standards.importing.reader import LARGEST_SOURCE, read_official_wording
from cse_assess.standards.importing.report import (
    RowState,
    WordingError,
    report_to_json,
    write_report,
)

LIST = "<ul><li>The hours on the door, official.</li> <li>The hours on the web.</li></ul>"


def import_text(text, standard):
    return read_official_wording(text.encode(), standard)


def row_of(report, code):
    return next(row for row in report.rows if row.code == code)


def test_a_row_that_is_in_order_is_found(service_points):
    row = row_of(import_text(f"A.1\tOfficial words.\t{LIST}\n", service_points), "A.1")

    assert (row.state, row.notes, row.where) == (RowState.FOUND, (), "line 1")
    assert row.statement == "Official words."
    assert row.guidance == ("The hours on the door, official.", "The hours on the web.")


def test_an_element_that_the_source_lacks_is_missed(service_points):
    row = row_of(import_text(f"A.1\tOfficial words.\t{LIST}\n", service_points), "A.2")

    assert (row.state, row.statement) == (RowState.MISSED, None)
    assert row.notes == ("its code does not occur in the source",)


def test_roman_figures_and_literal_bullets_are_mended_and_said(cse, booklet_text):
    row = row_of(import_text(booklet_text, cse), "1.1.1")

    assert row.state is RowState.MENDED
    assert row.notes == (
        "bullet characters inside the list items were left out",
        "its code is printed as “I.1.1”",
    )


def test_tags_without_spaces_between_them_are_no_obstacle(cse, booklet_text, booklet):
    row = row_of(import_text(booklet_text, cse), "4.3.5")

    assert list(row.guidance) == booklet.points(cse.get_element("4.3.5"))


def test_rows_behind_a_continued_heading_are_found(cse, booklet_text):
    report = import_text(booklet_text, cse)

    assert all(row_of(report, code).is_imported for code in ("4.3.4", "5.2.3"))


def test_a_heading_that_repeats_another_is_said_and_the_codes_decide(cse, booklet_text):
    report = import_text(booklet_text, cse)

    (note,) = report.notes
    assert "the heading of 4.2 reads “Staff Professionalism and Attitude”" in note
    assert "the standard has “Achieved Delivery and Outcomes”" in note


def test_slips_of_the_source_stay_as_they_are(cse, booklet_text):
    assert "and is are checked" in row_of(import_text(booklet_text, cse), "2.2.4").statement


def test_front_matter_and_licence_footer_are_in_no_element(cse, booklet_text):
    report = import_text(booklet_text, cse)

    words = " ".join(text for row in report.rows for text in (row.statement, *row.guidance))
    assert "licence" not in words
    assert "X1234" not in words
    assert "Excellence | A booklet" not in words
    assert "licence number" in report.left_out[-1]
    assert report.left_out[-1].endswith("(lines after it: 3)")


def test_the_same_holds_for_a_pdf(cse, table_pdf):
    report = read_official_wording(table_pdf, cse)

    words = " ".join(text for row in report.rows for text in (row.statement, *row.guidance))
    assert "X1234" not in words
    assert "A booklet" not in words
    assert "This chapter asks" not in words


def test_a_code_that_the_standard_does_not_have_is_reported(service_points):
    report = import_text(f"A.9\tNobody knows this.\t{LIST}\n", service_points)

    assert report.unknown_codes == ("line 1: A.9",)


def test_another_number_of_guidance_points_keeps_the_element_out(service_points):
    report = import_text("A.1\tOfficial words.\t<ul><li>Only one.</li></ul>\n", service_points)

    row = row_of(report, "A.1")
    assert row.state is RowState.MISSED
    assert row.notes == ("2 guidance points were expected and 1 found",)
    assert row.guidance == ("Only one.",)


def test_a_code_twice_with_other_words_is_not_chosen_between(service_points):
    text = f"A.1\tOfficial words.\t{LIST}\nA.1\tOther words.\t{LIST}\n"

    row = row_of(import_text(text, service_points), "A.1")

    assert row.state is RowState.MISSED
    assert row.notes == ("its code occurs several times with different text (line 1, line 2)",)


def test_a_code_twice_with_the_same_words_is_mended(service_points):
    row = row_of(import_text(f"A.1\tOfficial words.\t{LIST}\n" * 2, service_points), "A.1")

    assert row.state is RowState.MENDED
    assert "occurs several times (line 1, line 2)" in row.notes[0]


def test_contents_lines_with_element_codes_are_passed_over(service_points):
    text = f"A.1 Opening hours ........ 7\nA.1\tOfficial words.\t{LIST}\n"

    assert row_of(import_text(text, service_points), "A.1").state is RowState.FOUND


def test_entities_and_inner_tags_become_plain_words(service_points):
    text = "A.2\tPapers &amp; cards are <b>known</b>.\t<ul><li>Lists &amp; notes.</ul>\n"

    row = row_of(import_text(text, service_points), "A.2")

    assert row.statement == "Papers & cards are known ."
    assert row.guidance == ("Lists & notes.",)
    assert row.notes == ("formatting tags were left out",)


def test_text_between_list_items_keeps_the_element_out(service_points):
    text = "A.2\tWords.\t<ul>Stray words <li>Lists.</li></ul>\n"

    row = row_of(import_text(text, service_points), "A.2")

    assert row.state is RowState.MISSED
    assert row.notes == ("text stands outside the list items: “Stray words”",)


def test_wrapped_running_text_with_bullets_is_read(service_points):
    text = """\
Part A Before the visit

A.1 People find the opening
hours, officially.

Signs
• The hours on
the door.
• The hours on the web.

A paragraph that belongs to nothing.
• Nor does this.

A.2. Which papers to bring
is known.
- A list of papers.
"""
    report = import_text(text, service_points)

    assert row_of(report, "A.1").statement == "People find the opening hours, officially."
    assert row_of(report, "A.1").guidance == ("The hours on the door.", "The hours on the web.")
    assert row_of(report, "A.2").statement == "Which papers to bring is known."
    assert row_of(report, "A.2").guidance == ("A list of papers.",)
    assert report.left_out == ("line 11: A paragraph that belongs to nothing. (lines after it: 1)",)


def test_a_word_that_was_split_at_a_line_end_is_said(service_points):
    text = "A.2 Which customer-\nfacing papers to bring.\n• A list.\n"

    row = row_of(import_text(text, service_points), "A.2")

    assert row.statement == "Which customer-facing papers to bring."
    assert row.notes == ("“customer-facing” was split at a line end: check its hyphen",)


@pytest.mark.parametrize("hyphen", ["\u2010", "\u00ad"])
def test_a_hyphen_that_only_hyphenation_sets_goes(service_points, hyphen):
    text = f"A.2 Which pa{hyphen}\npers to bring.\n• A list.\n"

    row = row_of(import_text(text, service_points), "A.2")

    assert row.statement == "Which papers to bring."
    assert row.notes == ("“papers” was split at a line end",)


def test_a_dash_at_the_beginning_of_a_line_is_no_bullet_among_bullets(service_points):
    text = "A.1 Hours are known.\n• The hours\n– on the door – today.\n• The hours on the web.\n"

    row = row_of(import_text(text, service_points), "A.1")

    assert row.guidance == ("The hours – on the door – today.", "The hours on the web.")


def test_dashes_inside_a_list_item_stay(service_points):
    text = "A.2\tWords.\t<ul><li>• A list – or a plan - of papers.</li></ul>\n"

    assert row_of(import_text(text, service_points), "A.2").guidance == (
        "A list – or a plan - of papers.",
    )


def test_a_hyphenated_and_justified_pdf_is_read_with_every_mended_word_noted(
    booklet, print_pdf, cse
):
    element = cse.get_element("1.1.1")
    style = "<style>td, li { text-align: justify; hyphens: auto }</style>"
    row = (
        f"<tr><td>1.1.1</td><td>{booklet.statement(element)}</td><td><ul>"
        + "".join(f"<li>{point}</li>" for point in booklet.points(element))
        + "</ul></td></tr>"
    )
    columns = '<col class="code"><col style="width: 30mm"><col>'
    pdf = print_pdf(f'{style}<div lang="en"><table>{columns}{row}</table></div>')

    found = row_of(read_official_wording(pdf, cse), "1.1.1")

    assert found.statement == booklet.statement(element)
    assert list(found.guidance) == booklet.points(element)
    assert any("was split at a line end" in note for note in found.notes)


def test_running_text_without_bullets_is_missed_rather_than_guessed(service_points):
    row = row_of(import_text("A.1 A statement.\nA point.\nA point.\n", service_points), "A.1")

    assert row.state is RowState.MISSED


def test_a_table_whose_cells_are_centred_gives_no_wrong_words(booklet, print_pdf, cse):
    rows = "".join(
        f"<tr><td>{element.code}</td><td>{booklet.statement(element)}</td><td><ul>"
        + "".join(f"<li>{point}</li>" for point in booklet.points(element))
        + "</ul></td></tr>"
        for element in cse.criteria[2].elements
    )
    style = "<style>td { vertical-align: middle !important }</style>"
    columns = '<col class="code"><col class="statement"><col>'
    pdf = print_pdf(f"{style}<table>{columns}{rows}</table>")

    report = read_official_wording(pdf, cse)

    for row in report.imported:
        assert row.statement == booklet.statement(cse.get_element(row.code))
        assert list(row.guidance) == booklet.points(cse.get_element(row.code))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty."),
        (b" \n\t ", "The file is empty."),
        (b"x" * (LARGEST_SOURCE + 1), "The file is larger than 20 MiB."),
        (b"x\n" * 1024**2, "The text is larger than 1 MiB."),
        (b"x\n" + b"." * 10_001, "Line 2 is longer than 10000 characters."),
        ("A.1".encode("utf-16"), "The text is saved as UTF-16."),
        (b"A.1\tcaf\xe9", "Line 1 is not UTF-8."),
        (b"\x7fELF\x00\x01\x02", "This is neither a PDF nor a text file."),
        (b"%PDF-1.7\nnothing more", "The PDF is damaged or not a PDF"),
    ],
)
def test_a_file_without_readable_text_is_refused(data, message, service_points):
    with pytest.raises(WordingError, match=message):
        read_official_wording(data, service_points)


def test_a_pdf_with_a_password_is_refused(table_pdf, cse):
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(table_pdf)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))

    with pytest.raises(WordingError, match="protected by a password"):
        read_official_wording(locked.getvalue(), cse)


def test_a_pdf_without_a_text_layer_is_refused(cse):
    pdf, file = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.save(file)

    with pytest.raises(WordingError, match="no text layer"):
        read_official_wording(file.getvalue(), cse)


def test_a_pdf_with_too_many_pages_is_refused(cse):
    pdf, file = pikepdf.new(), io.BytesIO()
    for _ in range(201):
        pdf.add_blank_page()
    pdf.save(file)

    with pytest.raises(WordingError, match="more than 200 pages"):
        read_official_wording(file.getvalue(), cse)


@pytest.mark.parametrize("cut", [20, 500, 5_000, 10_000, 40_000])
def test_a_pdf_that_was_cut_off_is_refused_or_read_truthfully(table_pdf, cse, booklet, cut):
    try:
        report = read_official_wording(table_pdf[:cut], cse)
    except WordingError:
        return
    for row in report.imported:
        assert row.statement == booklet.statement(cse.get_element(row.code))


def test_text_without_any_code_misses_everything(cse):
    report = import_text("Dear all,\nnothing to see here.\n", cse)

    assert report.count(RowState.MISSED) == 57
    assert not report.is_complete


def test_the_report_can_be_read_and_sent_as_json(service_points):
    report = import_text(f"A.1\tOfficial words.\t{LIST}\n", service_points)

    lines, document = write_report(report), report_to_json(report)

    assert lines[0] == "A.1 found (line 1)"
    assert lines[1] == "A.2 missed: its code does not occur in the source"
    assert lines[-1] == "14 in all: 1 found, 0 mended, 13 missed"
    assert (document["found"], document["mended"], document["missed"]) == (1, 0, 13)
    assert document["elements"][0]["statement"] == "Official words."


@pytest.mark.parametrize(
    "line",
    [
        "." * 10_000,
        "A.1 " + "<a" * 4_500,
        "A.1\tx\t<li>" + "<!" * 4_500,
        "A.1 " + "\u00ad " * 4_500,
    ],
)
def test_hostile_lines_take_no_longer_than_others(line, service_points):
    started = time.process_time()
    read_official_wording("\n".join([line] * 20).encode(), service_points)

    assert time.process_time() - started < 5
