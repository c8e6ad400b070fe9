"""How often the right element is suggested: the floors below which nobody may fall unnoticed.

The counts are exact, so a change of weights, of stemming or of the standard's words shows here.
`bench/suggestions.py` sets them beside a plain full-text search.
"""

import pytest
from factories.labelled import HELD_OUT, TUNING, Hits, read_labelled

from cse_assess.analysis.suggestions import Example, suggest_elements


def hits_of(items, standard, *, examples=(), text=lambda item: item.as_evidence):
    rankings = [
        [each.code for each in suggest_elements(text(item), standard, examples=examples)]
        for item in items
    ]
    return Hits.of(items, rankings)


@pytest.mark.parametrize("half", [TUNING, HELD_OUT])
def test_the_labelled_set_has_every_element(cse, half):
    labelled = {code for item in read_labelled(half) for code in item.elements}

    assert labelled == {element.code for element in cse.elements}


def test_the_halves_share_no_piece():
    titles = [{item.title for item in read_labelled(half)} for half in (TUNING, HELD_OUT)]

    assert titles[0].isdisjoint(titles[1])


@pytest.mark.parametrize("half", [TUNING, HELD_OUT])
def test_every_piece_reads_like_evidence(half):
    lengths = [len(item.text.split()) for item in read_labelled(half)]

    assert min(lengths) >= 60
    assert max(lengths) <= 250


def test_the_tuning_half_is_ranked_as_well_as_it_was(cse):
    hits = hits_of(read_labelled(TUNING), cse)

    assert hits.first >= 51
    assert hits.third >= 54
    assert hits.fifth >= 56


def test_pieces_that_tuning_never_saw_are_ranked_as_well_as_they_were(cse):
    hits = hits_of(read_labelled(HELD_OUT), cse)

    assert hits.first >= 42
    assert hits.third >= 52
    assert hits.fifth >= 53


def test_evidence_that_people_attached_makes_suggestions_better(cse):
    attached = [
        Example(code, item.as_evidence) for item in read_labelled(TUNING) for code in item.elements
    ]

    hits = hits_of(read_labelled(HELD_OUT), cse, examples=attached)

    assert hits.first >= 48
    assert hits.third >= 54
    assert hits.fifth >= 55


def test_a_title_alone_is_enough_for_most(cse):
    hits = hits_of(read_labelled(HELD_OUT), cse, text=lambda item: item.as_heading)

    assert hits.first >= 33
    assert hits.third >= 47
    assert hits.fifth >= 49
