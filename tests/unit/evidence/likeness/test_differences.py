"""What differs between two files that are nearly the same is said in a few words."""

from cse_assess.evidence.likeness.differences import describe_difference
from cse_assess.evidence.likeness.signatures import LikenessKind, Signature

WORDS = Signature(LikenessKind.WORDS, {"numbers": []})


def compare(mine, theirs):
    return describe_difference(WORDS, WORDS, mine, theirs)


def picture(width, height):
    return Signature(LikenessKind.PICTURE, {"width": width, "height": height, "frames": []})


def test_dates_and_sentences_are_named():
    mine = "Minutes of 5 May 2026. We met. All agreed."
    theirs = "Minutes of 3 March 2026. We met. Some agreed. Nobody left."
    assert compare(mine, theirs) == [
        "Dates: 5 May 2026 here, 3 March 2026 there.",
        "Only here: “Minutes of 5 May 2026.” “All agreed.”",
        "Only there: “Minutes of 3 March 2026.” “Some agreed.” “Nobody left.”",
    ]


def test_the_same_words_in_another_layout_are_said_to_be_the_same():
    [said] = compare("We met.  All\tagreed.", "We met. All agreed.")
    assert said.startswith("The words are the same")


def test_much_is_cut_short():
    [added] = compare("Same. " + "New one. " * 9 + "x" * 500 + ".", "Same.")
    assert added.endswith("and 7 more")
    [added] = compare("Same. " + "x" * 500 + ".", "Same.")
    assert len(added) < 170


def test_texts_without_an_end_take_no_time():
    assert compare("a. " * 90_000, "b. " * 90_000)


def test_pictures_are_told_apart_by_their_size():
    assert describe_difference(picture(600, 450), picture(1200, 900), "", "") == [
        "This one has 600 × 450 pixels, the other 1200 × 900."
    ]
    [said] = describe_difference(picture(9, 9), picture(9, 9), "", "")
    assert said.startswith("The same size (9 × 9 pixels)")
