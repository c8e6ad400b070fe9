"""Finding a quotation again in a new edition: measured on labelled cases, and the edges by hand."""

import re
from collections import Counter
from random import Random

import pytest
from factories.passages import Case, make_cases

from cse_assess.analysis.passages import Fate, Match, PagedText, Passage
from cse_assess.analysis.plain_text import PlainText, fold_text
from cse_assess.reading.document import Page

CASES = list(make_cases())
UNTOUCHED = {"unchanged", "paged anew", "over two pages", "hyphenated", "other marks"}


def find(case: Case) -> Match:
    return PagedText(case.pages).find(Passage(case.quotation, case.page_number))


def words_of(text: str) -> Counter:
    return Counter(re.findall(r"\w+", fold_text(text).lower()))


def is_same_place(found: str, wanted: str) -> bool:
    shared = (words_of(found) & words_of(wanted)).total()
    return 2 * shared >= 0.9 * (words_of(found).total() + words_of(wanted).total())


def judge(case: Case, match: Match) -> str:
    if match.fate not in case.fates:
        return "missed" if match.fate is Fate.LOST else "false alarm" if case.text else "false find"
    return "right" if not case.text or is_same_place(match.text, case.text) else "wrong place"


def test_the_labelled_cases_are_found_as_measured():
    assert len(CASES) == 96
    verdicts = Counter((case.change, judge(case, find(case))) for case in CASES)
    assert verdicts == {
        **{(change, "right"): 12 for change in UNTOUCHED},
        ("other numbers", "right"): 12,
        ("reworded", "right"): 12,
        ("taken out", "right"): 12,
    }


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case.change == "other numbers"],
    ids=lambda c: c.quotation[:20],
)
def test_changed_numbers_never_count_as_the_words_and_are_pointed_out(case):
    match = find(case)
    assert not match.is_certain
    assert match.numbers_differ


def test_words_that_were_only_turned_are_not_blamed_for_their_numbers():
    reworded = [find(case) for case in CASES if case.change == "reworded"]
    assert [match.numbers_differ for match in reworded] == [False] * 12


def only(text: str, quotation: str, **passage) -> Match:
    return PagedText([Page(1, text)]).find(Passage(quotation, 1, **passage))


@pytest.mark.parametrize(
    ("text", "quotation"),
    [
        ("We answer within 15 days.", "5 days"),
        ("We answer within 5.2 days at most", "within 5"),
        ("We answer within 2.5 days at most", "5 days at most"),
        ("It changed by -5 points", "5 points"),
        ("Unhappy customers wrote", "happy customers"),
        ("Waiting Times fell", "waiting times fell"),
        ("It costs 1,500 pounds", "500 pounds"),
        ("seen at 10:30 daily", "30 daily"),
    ],
)
def test_words_within_longer_words_or_numbers_are_not_the_words(text, quotation):
    assert not only(text, quotation).is_certain


@pytest.mark.parametrize(
    ("text", "quotation"),
    [
        ("the cus-\ntomer panel met", "customer panel"),
        ("the cus\u00ad\ntomer panel met", "customer panel"),
        ("a self-\nassessment of ours", "self-assessment of ours"),
        ("a self\u2011assessment of ours", "self-assessment of ours"),
        ("“We care” – they said…", '"We care" - they said...'),
        ("the ﬁrst oﬃce", "the first office"),
        ("cafe\u0301 talks", "café talks"),
        ("two\u00a0\n  spaces\there", "two spaces here"),
        ("zero\u200bwidth", "zerowidth"),
        ("open 10–12 daily", "open 10-12 daily"),
    ],
)
def test_what_only_the_making_of_a_file_changes_does_not_matter(text, quotation):
    match = only(text, quotation)
    assert match.fate is Fate.EXACT
    assert match.text in text
    assert fold_text(match.text) == fold_text(quotation)


def test_of_several_places_the_one_with_the_old_surroundings_is_taken():
    text = "North: we met the target. Nobody left. South: we met the target. Two left."
    match = only(text, "we met the target", prefix="South: ", suffix=". Two left.")
    assert match.start == text.rindex("we met")


def test_of_several_pages_the_old_one_is_taken():
    pages = [Page(number, "We met the target.") for number in range(1, 6)]
    match = PagedText(pages).find(Passage("We met the target.", 4))
    assert (match.fate, match.page_number) == (Fate.EXACT, 4)


def test_a_match_tells_its_page_its_start_and_its_surroundings():
    document = PagedText([Page(1, "Nothing here."), Page(7, "First. The words. Last.")])
    match = document.find(Passage("The  words.", 1))
    assert match == Match(Fate.MOVED, 7, 7, "The words.", 1.0)
    assert document.read_context(match) == ("First. ", " Last.")


@pytest.mark.parametrize("pages", [[], [Page(1, "")], [Page(1, " \n "), Page(2, "…")]])
@pytest.mark.parametrize("quotation", ["", " ", "…?", "Anything at all"])
def test_empty_documents_and_quotations_lose_everything_and_break_nothing(pages, quotation):
    match = PagedText(pages).find(Passage(quotation, 1))
    assert match.fate in {Fate.LOST, Fate.MOVED}


def test_every_character_of_a_folded_text_leads_back_to_where_it_came_from():
    random = Random(3)  # noqa: S311 -- any texts will do
    parts = ["a", "Be", " ", "\n", "-", "\u00ad", "ﬁ", "“", "’", "–", "5", ".", "e\u0301", "\u200b"]
    for _ in range(300):
        text = PlainText("".join(random.choices(parts, k=30)))
        starts = [text.original_start(place) for place in range(len(text.plain))]
        assert starts == sorted(starts)
        assert all(0 <= start < len(text.original) for start in starts)
        for place, character in enumerate(text.plain):
            if character.isascii() and character.isalnum() and character not in "fie":
                assert text.original[starts[place]] == character


def test_two_hundred_pages_are_searched_in_about_a_second():
    from time import process_time

    random = Random(1)  # noqa: S311 -- any words will do
    words = ["".join(random.choices("abcdefghij", k=random.randint(2, 9))) for _ in range(5000)]
    pages = [
        Page(n, "\n".join(" ".join(random.choices(words, k=12)) for _ in range(45)))
        for n in range(1, 201)
    ]
    began = process_time()
    document = PagedText(pages)
    for _ in range(3):
        document.find(Passage("waiting times fell from nine minutes to five in the new hall", 9))
    assert process_time() - began < 5
