"""Which elements are suggested for a text, and what is said about why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.analysis.suggestions import (
    EvidenceText,
    Example,
    get_suggester,
    suggest_elements,
)
from cse_assess.reading.document import Page


def text_of(*pages, title="", file_name=""):
    numbered = tuple(Page(number, text) for number, text in enumerate(pages, start=1))
    return EvidenceText(title, file_name, numbered)


def codes_of(suggestions):
    return [suggestion.code for suggestion in suggestions]


def words_of(suggestion):
    return [reason.words for reason in suggestion.because]


def test_a_keyword_in_the_text_leads_to_its_element(service_points):
    found = suggest_elements(text_of("We put the opening hours on a notice."), service_points)

    assert found[0].code == "A.1"


def test_the_words_that_say_so_are_quoted_as_they_stand(service_points):
    found = suggest_elements(text_of("See the Opening  Hours\nof the counter."), service_points)

    assert words_of(found[0])[0] == "Opening Hours"


def test_the_page_of_the_words_is_said(service_points):
    found = suggest_elements(text_of("Nothing here.", "The opening hours."), service_points)

    assert found[0].because[0].page == 2


def test_words_of_the_title_have_no_page(service_points):
    found = suggest_elements(text_of(title="Opening hours"), service_points)

    assert [reason.page for reason in found[0].because] == [None]


def test_the_file_name_counts_where_there_is_no_title(service_points):
    found = suggest_elements(text_of(file_name="opening_hours-2026.pdf"), service_points)

    assert found[0].code == "A.1"


def test_the_ending_of_a_file_name_is_no_word(cse):
    assert suggest_elements(text_of(file_name="scan.mosaic"), cse) == []


def test_other_forms_of_a_word_are_recognised(cse):
    found = suggest_elements(text_of(title="Were the complainants satisfied?"), cse)

    assert "4.3.6" in codes_of(found)


def test_the_words_of_a_phrase_may_stand_apart(cse):
    found = suggest_elements(text_of("An article for the trade journal."), cse)

    assert found[0].code == "4.2.4"
    assert words_of(found[0])[0] == "article for the trade journal"


def test_a_word_of_a_phrase_is_not_given_again(cse):
    found = suggest_elements(text_of("Our complaints log for the year."), cse)

    words = words_of(found[0])
    assert "complaints log" in words
    assert "log" not in words


def test_the_title_counts_for_more_than_a_mention(cse):
    text = text_of("The survey was discussed.", title="Staff awards")

    assert suggest_elements(text, cse)[0].code == "2.2.5"


@pytest.mark.parametrize(
    "text",
    ["", "asdf qwer", "14 27 2026", "the and of", "Whisk two eggs and fry until golden."],
)
def test_nothing_is_suggested_for_a_text_that_says_nothing(cse, text):
    assert suggest_elements(text_of(text, title=text), cse) == []


def test_at_most_as_many_are_suggested_as_asked_for(cse):
    text = text_of("Complaints, surveys, staff training and the website.")

    assert len(suggest_elements(text, cse, limit=2)) == 2


def test_scores_fall_and_stay_between_nought_and_one(cse):
    text = text_of("Complaints, surveys, staff training and the website.")

    scores = [suggestion.score for suggestion in suggest_elements(text, cse, limit=57)]

    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[-1] <= scores[0] < 1


def test_what_people_attached_teaches_new_words(service_points):
    scan = text_of(title="The zeppelin at noon")
    attached = [Example("B.1", text_of("Zeppelin timetable", title="Zeppelin arrivals"))]

    assert suggest_elements(scan, service_points) == []
    found = suggest_elements(scan, service_points, examples=attached)

    assert codes_of(found) == ["B.1"]
    assert [(reason.words, reason.is_learnt) for reason in found[0].because] == [("zeppelin", True)]


def test_words_of_the_element_itself_are_not_called_learnt(service_points):
    found = suggest_elements(
        text_of("Opening hours"), service_points, examples=[Example("A.1", text_of("Hours"))]
    )

    assert not any(reason.is_learnt for reason in found[0].because)


def test_examples_of_elements_that_the_standard_lacks_are_passed_over(service_points):
    examples = [Example("9.9.9", text_of("Opening hours"))]

    found = suggest_elements(text_of("Opening hours"), service_points, examples=examples)

    assert found[0].code == "A.1"


def test_a_long_text_does_not_drown_what_it_is_about(cse):
    other = "Alder, birch and chestnut grow by the river. " * 60
    about = "The complaints log lists upheld complaints and lessons learnt from complaints. "

    found = suggest_elements(text_of(*[other] * 9, about, *[other] * 9), cse)

    assert found[0].code.startswith("4.3")
    assert found[0].because[0].page == 10


def test_american_spelling_is_understood(cse):
    found = suggest_elements(text_of(title="Recognizing staff: organization awards"), cse)

    assert found[0].code == "2.2.5"


def test_an_element_without_keywords_is_found_by_its_statement(service_points):
    found = suggest_elements(text_of("A list of papers to bring with you"), service_points)

    assert found[0].code == "A.2"


def test_the_same_text_gets_the_same_answer(cse):
    text = text_of("Complaints, surveys, staff training and the website.")

    assert suggest_elements(text, cse) == suggest_elements(text, cse)


@given(st.text(max_size=300), st.text(max_size=40))
def test_any_text_gets_an_answer_whose_words_it_holds(cse, body, title):
    text = text_of(body, title=title)

    for suggestion in suggest_elements(text, cse):
        assert suggestion.because
        for reason in suggestion.because:
            source = title if reason.page is None else body
            assert reason.words in " ".join(source.split())


def test_the_most_telling_words_of_an_element_are_those_it_uses_most_and_others_do_not(cse):
    stems = get_suggester(cse).list_telling_stems("4.3.4", 3)

    assert stems[0] == "complaint"


def test_elements_that_are_passed_over_make_room_for_others(cse):
    text = text_of("Complaints, surveys, staff training and the website.")
    first = suggest_elements(text, cse, limit=1)[0].code

    others = get_suggester(cse).suggest(text, without={first})

    assert first not in codes_of(others)
    assert len(others) == 5
