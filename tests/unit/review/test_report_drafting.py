"""Each section of a report as it is drafted from what was found."""

import pytest
from factories.assessments import cse, service_points
from factories.decided import make_facts
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.analysis.verdicts_over_time import PartialState
from cse_assess.review.decision.blocks import Block, list_blocks, split_lead, write_list
from cse_assess.review.decision.drafting import draft_section, hash_draft, name_recommendation
from cse_assess.review.decision.facts import Work
from cse_assess.review.decision.sections import list_sections

WORDS = "The charges are on the web site only."


def test_the_introduction_names_service_submission_and_standard():
    text = draft_section(make_facts(), "introduction")
    assert "Thistlemere Borough Council submitted Libraries (2026)" in text
    assert "submission 2 of 2 November 2026" in text
    assert "Customer Service Excellence" in text


def test_the_method_counts_what_was_done():
    text = draft_section(make_facts(), "method")
    assert "57 of 57 elements were given a level, and 31 of 40 pieces of evidence were op" in text
    assert "6 interviews and 1 observation were planned" in text
    assert "on 1 December 2026 and 2 December 2026." in text
    assert "2 queries were put to the organisation" in text


def test_the_method_is_silent_about_what_there_was_not():
    text = draft_section(make_facts(work=Work(), visit_days=()), "method")
    assert "The submission holds no evidence." in text
    assert "visit" not in text
    assert "quer" not in text


def test_a_single_interview_is_one():
    facts = make_facts(work=Work(interviews=1, queries=1), visit_days=())
    text = draft_section(facts, "method")
    assert "1 interview was planned for the visit." in text
    assert "1 query was put" in text


def test_strengths_name_the_best_elements_and_what_was_noted():
    changes = {"1.1.1": {"level": "plus", "strength": "A model\nfor others."}}
    text = draft_section(make_facts(changes=changes), "strengths")
    assert "Compliance Plus was found in 1 element: 1.1.1." in text
    assert "- 1.1.1 Who our customers are (Compliance Plus): A model for others." in text


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("strengths", "No particular strengths were noted."),
        ("improvements", "No areas for improvement were noted."),
        ("partials", "No element was found to be less than met."),
        ("key_information", ""),
        ("recommendation", ""),
    ],
)
def test_a_section_without_anything_to_tell_says_so(key, said):
    assert draft_section(make_facts(), key) == said


def test_partials_have_their_words_or_the_comment_or_say_that_there_are_none():
    changes = {
        "1.1.1": {"level": "partial", "partial": WORDS, "comment": "A comment."},
        "1.1.2": {"level": "not_compliant", "comment": "A comment."},
        "1.1.3": {"level": "partial"},
    }
    lines = draft_section(make_facts(changes=changes), "partials").splitlines()
    assert [line.rpartition("): ")[2] for line in lines] == [
        WORDS,
        "A comment.",
        "Nothing further was noted.",
    ]


@pytest.mark.parametrize(
    ("state", "said"),
    [(PartialState.RETURNED, "met in between"), (PartialState.STILL, "never met since")],
)
def test_a_partial_that_was_one_before_is_shown_as_such(state, said):
    changes = {"1.1.1": {"level": "partial", "partial": WORDS, "recurrence": state}}
    assert said in draft_section(make_facts(changes=changes), "partials")


def test_findings_of_a_criterion_count_what_applies_and_tell_the_comments_of_its_elements():
    changes = {
        "1.1.1": {"level": "not_applicable", "comment": "There are no premises."},
        "1.1.2": {"level": "partial"},
        "2.1.1": {"comment": "Of another criterion."},
    }
    text = draft_section(make_facts(changes=changes), "criterion-1")
    assert text.startswith("9 of 10 elements that apply are met.")
    assert "1.1.1 Who our customers are (Not applicable): There are no premises." in text
    assert "another criterion" not in text


@pytest.mark.parametrize(
    ("kind", "choice", "said"),
    [
        ("first", "award", "It is recommended that Libraries is awarded Customer Service Excel"),
        ("annual", "award", "It is recommended that Libraries keeps Customer Service Excellence"),
        ("first", "award_with_conditions", "on these conditions:"),
        ("renewal", "not_yet", "It is not recommended that Libraries is awarded"),
    ],
)
def test_the_recommendation_is_worded_by_what_is_decided(kind, choice, said):
    assert said in draft_section(make_facts(kind=kind), "recommendation", choice)


def test_no_award_gives_the_reasons_of_the_pass_rule():
    facts = make_facts(changes={"1.1.1": {"level": "not_compliant"}})
    text = draft_section(facts, "recommendation", "not_yet")
    assert "- Element 1.1.1 is “Not compliant”, which blocks the award." in text


def test_what_is_recommended_has_a_name_for_each_kind_of_review():
    assert name_recommendation("first", "") == "Not decided yet"
    assert name_recommendation("annual", "award") == "Keep the award"
    assert name_recommendation("renewal", "award") == "Award"


def test_every_section_of_a_standard_of_another_shape_can_be_drafted():
    standard = service_points()
    facts = make_facts(standard, level=standard.rules.met[-1])
    keys = [section.key for section in list_sections(standard)]
    assert len(keys) == len(set(keys)) == 7 + len(standard.criteria)
    assert all(isinstance(draft_section(facts, key, "award"), str) for key in keys)


def test_a_draft_is_known_by_its_words():
    assert hash_draft("a") == hash_draft("a") != hash_draft("b")


def test_text_is_read_as_paragraphs_and_lists():
    text = "One line\nand another\n\n- first\n• second\nA line after\n\n-no item"
    assert list_blocks(text) == [
        Block(("One line", "and another")),
        Block(("first", "second"), is_list=True),
        Block(("A line after",)),
        Block(("-no item",)),
    ]


@given(st.lists(st.text("aB9é", min_size=1), max_size=5))
def test_a_list_that_is_written_is_read_as_the_same_list(items):
    expected = [Block(tuple(items), is_list=True)] if items else []
    assert list_blocks(write_list(items)) == expected


@given(st.text())
def test_no_word_of_a_text_is_lost_when_it_is_read(text):
    said = "".join("".join(block.lines) for block in list_blocks(text))
    assert set("".join(text.split())) - set(said) <= set("-•*")


@pytest.mark.parametrize(
    ("line", "lead"),
    [
        ("1.1.1 Who we serve (Partly met): The map is old.", "1.1.1 Who we serve (Partly met):"),
        ("S1.2 Opening hours (Met): They are kept (all).", "S1.2 Opening hours (Met):"),
        ("We met staff (five people): they knew it.", ""),
        ("1.1.1 is met.", ""),
        ("", ""),
    ],
)
def test_what_a_line_is_about_is_told_from_what_it_says(line, lead):
    assert split_lead(line) == (lead, line.removeprefix(lead))


def test_drafted_findings_begin_with_their_element():
    standard = cse()
    facts = make_facts(changes={"1.1.2": {"level": "partial", "comment": "Ask more often."}})
    text = draft_section(facts, "criterion-1")
    leads = [split_lead(line)[0] for block in list_blocks(text) for line in block.lines]
    assert leads == ["", f"1.1.2 {standard.get_element('1.1.2').title} (Partially compliant):"]
