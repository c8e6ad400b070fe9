"""The importer against a whole booklet, as text and as PDF."""

from cse_assess.standards.importing.reader import read_official_wording


def _differences(report, booklet):
    """What the report has otherwise than the booklet."""
    return {
        row.code: (row.notes, row.statement, row.guidance)
        for row, element in zip(report.rows, booklet.standard.elements, strict=True)
        if row.statement != booklet.statement(element)
        or list(row.guidance) != booklet.points(element)
    }


def test_every_word_of_the_text_booklet_is_kept_verbatim(booklet, booklet_text):
    report = read_official_wording(booklet_text.encode(), booklet.standard)

    assert _differences(report, booklet) == {}
    assert report.is_complete


def test_every_word_of_a_pdf_with_a_table_is_kept_verbatim(booklet, table_pdf):
    report = read_official_wording(table_pdf, booklet.standard)

    assert _differences(report, booklet) == {}
    assert report.is_complete


def test_every_word_of_a_pdf_of_running_text_is_kept_verbatim(booklet, running_pdf):
    report = read_official_wording(running_pdf, booklet.standard)

    assert _differences(report, booklet) == {}
    assert report.is_complete
