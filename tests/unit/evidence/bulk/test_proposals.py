"""Titles, dates and kinds are proposed from what files say of themselves."""

from datetime import date

import pytest

from cse_assess.evidence.bulk.proposals import FileWords, propose
from cse_assess.evidence.models import EvidenceKind
from cse_assess.evidence.written_dates import find_dates

TODAY = date(2026, 11, 22)


def propose_for(file_name="scan0001.pdf", **words):
    return propose(FileWords(file_name, **words), TODAY)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ({"title": "Customer charter 2026"}, "Customer charter 2026"),
        ({"title": "Microsoft Word - charter_v3.doc", "text": "Our promise\n\nWe"}, "Our promise"),
        ({"title": "charter.docx", "text": "Our promise"}, "Our promise"),
        ({"title": "Untitled", "file_name": "staff_survey-results.pdf"}, "staff survey results"),
        ({"text": "\n\n  Minutes of the panel  \n3 March"}, "Minutes of the panel"),
        ({"text": "This is a sentence that goes on.", "file_name": "a_note.txt"}, "a note"),
        ({"text": "01/02 17:30 99% £4", "file_name": "log.txt"}, "log"),
        ({"text": "Our promise. What you can expect from us when you"}, "Our promise"),
        ({"text": "x" * 500, "file_name": "wide.txt"}, "wide"),
        ({"file_name": "Panel 2026-03-03.pdf"}, "Panel 2026-03-03"),
    ],
)
def test_the_title_is_what_the_file_calls_itself(words, title):
    assert propose_for(**words).title == title


@pytest.mark.parametrize(
    ("words", "day", "source"),
    [
        ({"text": "Minutes\n3 March 2026"}, date(2026, 3, 3), "from the text: “3 March 2026”"),
        ({"text": "held on the 3rd of March 2026"}, date(2026, 3, 3), "“3rd of March 2026”"),
        ({"text": "March 3, 2026"}, date(2026, 3, 3), "“March 3, 2026”"),
        ({"text": "Date: 03/04/2026"}, date(2026, 4, 3), "“03/04/2026”"),
        ({"text": "2026-04-03"}, date(2026, 4, 3), "“2026-04-03”"),
        ({"file_name": "minutes 20260403.pdf"}, date(2026, 4, 3), "from the file name"),
        ({"file_name": "minutes_03.04.2026.pdf"}, date(2026, 4, 3), "from the file name"),
        ({"file_name": "minutes_3 Apr 2026.pdf"}, date(2026, 4, 3), "from the file name"),
        ({"written_on": date(2025, 5, 5)}, date(2025, 5, 5), "from the file’s properties"),
        (
            {"text": "Report\n" + "word " * 200 + "1 May 2020", "file_name": "r 2026-02-01.pdf"},
            date(2026, 2, 1),
            "from the file name",
        ),
        ({"text": "valid until 1 May 2031, made 1 May 2021"}, date(2021, 5, 1), "“1 May 2021”"),
        ({"text": "31 February 2026 and 45/45/2026"}, None, ""),
        ({"text": "call 020 2026 0101 2026"}, None, ""),
        ({"file_name": "IMG_12345678.jpg"}, None, ""),
    ],
)
def test_the_date_is_found_and_says_where(words, day, source):
    dated = propose_for(**words).dated
    assert dated.day == day
    assert source in dated.source


def test_dates_are_found_in_their_order():
    text = "from 1 May 2025 to 2025-06-02, and on 3/7/2025"
    assert [day.month for _, day in find_dates(text)] == [5, 6, 7]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ({"text": "Minutes of the meeting\nApologies: none"}, EvidenceKind.MINUTES),
        ({"title": "Customer satisfaction survey"}, EvidenceKind.SURVEY),
        ({"title": "Customer care policy"}, EvidenceKind.POLICY),
        ({"title": "Improvement plan 2026"}, EvidenceKind.PLAN),
        ({"file_name": "front desk.jpg", "is_picture": True}, EvidenceKind.PHOTOGRAPH),
        ({"file_name": "survey poster board.jpg", "is_picture": True}, EvidenceKind.SURVEY),
        ({"title": "Something of our own"}, EvidenceKind.OTHER),
    ],
)
def test_the_kind_follows_the_words(words, kind):
    assert propose_for(**words).kind == kind


def test_odd_text_breaks_nothing():
    for text in ("\0" * 50, "é" * 9000, "9" * 9000, "\n" * 5000, "1/" * 4000):
        assert propose_for(text=text).title == "scan0001"
