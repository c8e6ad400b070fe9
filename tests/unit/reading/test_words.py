"""The form in which words are looked for."""

import pytest

from cse_assess.reading.words import LONGEST_WORD, list_stems, stem_word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Customers", "customer"),
        ("customer’s", "customers"),
        ("organisation", "organise"),
        ("organization", "organisation"),
        ("prioritized", "prioritise"),
        ("CAFÉ", "cafe"),
        ("İstanbul", "istanbul"),
        ("ﬁles", "file"),
        ("complaints", "complaint"),
    ],
)
def test_forms_of_a_word_are_one(one, other):
    assert stem_word(one) == stem_word(other)


@pytest.mark.parametrize(("one", "other"), [("care", "car"), ("police", "policy"), ("1", "11")])
def test_different_words_stay_apart(one, other):
    assert stem_word(one) != stem_word(other)


def test_a_form_has_only_letters_and_digits_and_an_end():
    for stem in list_stems("don't ½ x' " + "k" * 500):
        assert stem.isalnum()
        assert len(stem) <= LONGEST_WORD
