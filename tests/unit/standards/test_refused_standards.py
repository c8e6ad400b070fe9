"""Each fault of a standard's file, with the place and the words that its author is given."""

import pytest
from factories.standards import SOUND, faults_of

from cse_assess.standards.loader import parse_standard


def changed(*changes: tuple[str, str]) -> str:
    text = SOUND
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return text


def test_the_file_that_all_faults_start_from_is_sound():
    assert parse_standard(SOUND.encode(), "x.yaml").id == "small"


CASES = {
    "a key that nothing knows": (
        ("title: A small", "tilte: A small"),
        ["1:1: “title” is missing", "2:1: unknown key “tilte”: did you mean “title”?"],
    ),
    "a key that resembles nothing": (
        ("    title: Two\n", "    title: Two\n    zzz: 1\n"),
        [
            (
                "48:5: unknown key “zzz”: expected one of code, title, description, counts, "
                "subcriteria, elements"
            )
        ],
    ),
    "a missing key": (
        ("            statement: The first is done.\n", ""),
        ["38:13: “statement” is missing"],
    ),
    "a key twice": (
        ("language: en-GB", "language: en-GB\nlanguage: cy"),
        ["6:1: “language” occurs twice: first in line 5"],
    ),
    "a figure where text is expected": (
        ('code: "1"', "code: 1"),
        ["30:11: “code” is the number 1: expected text in quotes"],
    ),
    "a truth value where text is expected": (
        ("title: First", "title: true"),
        ["39:20: “title” is the truth value true: expected text in quotes"],
    ),
    "text where a figure is expected": (
        ("threshold_percent: 80", 'threshold_percent: "80"'),
        ["25:22: “threshold_percent” is “80”: expected a whole number"],
    ),
    "a fraction where a whole number is expected": (
        ("threshold_percent: 80", "threshold_percent: 79.5"),
        ["25:22: “threshold_percent” is the number 79.5: expected a whole number"],
    ),
    "text where a list is expected": (
        ("guidance: [A list., A plan.]", "guidance: A list."),
        [
            "10:63: “guidance” is 4, but the file has 2",
            "33:37: “guidance” is 3, but the criterion has 1",
            "41:23: “guidance” is “A list.”: expected a list",
        ],
    ),
    "a list where a mapping is expected": (
        ("terms:\n  criterion: {one: criterion, many: criteria}", "terms:\n  criterion: []"),
        ["7:14: “criterion” is a list: expected a mapping of keys and values"],
    ),
    "an empty text": (
        ("statement: The first is done.", 'statement: ""'),
        ["40:24: “statement” is empty: expected some text"],
    ),
    "a text of spaces": (
        ("statement: The first is done.", 'statement: "  "'),
        ["40:24: “statement” is empty: expected some text; found “  ”"],
    ),
    "a value that was forgotten": (
        ("statement: The first is done.", "statement:"),
        ["40:23: “statement” is empty: expected text"],
    ),
    "an empty guidance point": (
        ("[A list., A plan.]", '[A list., ""]'),
        ["41:33: entry 2 of “guidance” is empty: expected some text"],
    ),
    "a label that is too long": (
        ("title: First", "title: " + "x" * 61),
        ["39:20: “title” has 61 characters: expected at most 60"],
    ),
    "a code that is none": (
        ('code: "2.1"', 'code: "2-1"'),
        [
            (
                "50:15: “code” is not a code: expected letters or figures with full stops, "
                "like “1.2.3”; found “2-1”"
            )
        ],
    ),
    "a code twice": (
        ('code: "1.1.2"', 'code: "1.1.1"'),
        ["42:19: the code “1.1.1” occurs twice: expected each code once"],
    ),
    "a code under another parent": (
        ('code: "1.1.2"', 'code: "1.2.2"'),
        ["42:19: “1.2.2” stands under “1.1”: expected “1.1.…”"],
    ),
    "a code two steps below its parent": (
        ('code: "2.1"', 'code: "2.1.1"'),
        ["50:15: “2.1.1” stands under “2”: expected “2.…”"],
    ),
    "a threshold for a code that does not exist": (
        ('thresholds: {"2": 90}', 'thresholds: {"3": 90}'),
        ["26:16: “thresholds” names “3”: expected one of 1, 2"],
    ),
    "a threshold above 100": (
        ('thresholds: {"2": 90}', 'thresholds: {"2": 101}'),
        ["26:21: “2” is the number 101: expected at most 100"],
    ),
    "a threshold below 0": (
        ("threshold_percent: 80", "threshold_percent: -1"),
        ["25:22: “threshold_percent” is the number -1: expected at least 0"],
    ),
    "a wrong count of the whole": (
        ("elements: 3, guidance: 4", "elements: 4, guidance: 4"),
        ["10:50: “elements” is 4, but the file has 3"],
    ),
    "a wrong count of a criterion": (
        ("counts: {elements: 2, guidance: 3}", "counts: {elements: 2, guidance: 4}"),
        ["33:37: “guidance” is 4, but the criterion has 3"],
    ),
    "a level that no rule knows": (
        ("partial: [part]", "partial: []"),
        [
            (
                "13:10: no rule knows the level “part”: expected it in one of met, partial, "
                "not_met, not_applicable"
            )
        ],
    ),
    "a rule with an unknown level": (
        ("reason_required: [na]", "reason_required: [none]"),
        [
            (
                "23:21: “reason_required” names an unknown level “none”: expected one of yes_, "
                "part, no_, na"
            )
        ],
    ),
    "a level of two kinds": (
        ("not_met: [no_]", "not_met: [no_, part]"),
        ["13:10: the level “part” is in partial and not_met: expected it in one only"],
    ),
    "levels out of order": (
        ("met: [yes_]\n  partial: [part]", "met: [part]\n  partial: [yes_]"),
        [
            (
                "13:10: the level “part” is out of order: expected met levels first, then partial, "
                "not met and not applicable"
            )
        ],
    ),
    "a level twice": (
        ("{id: part, title: Part", "{id: yes_, title: Part"),
        [
            "13:10: the level “yes_” occurs twice: expected each id once",
            "19:13: “partial” names an unknown level “part”: expected one of yes_, yes_, no_, na",
        ],
    ),
    "a blocking level that is met": (
        ("blocking: [no_]", "blocking: [yes_]"),
        ["22:14: the level “yes_” cannot block: expected one that is partial or not met"],
    ),
    "an exemplary level that is not there": (
        ("evidence_required: [yes_]", "exemplary: [best]"),
        ["24:15: “exemplary” names an unknown level “best”: expected one of yes_, part, no_, na"],
    ),
    "a claim that falls to a level that is met": (
        ("evidence_required: [yes_]", "unproven: yes_"),
        [("24:13: “unproven” is “yes_”: expected a level that is partial or not met: part, no_")],
    ),
    "a scale on which nothing is met": (
        ("met: [yes_]\n  partial: [part]", "met: []\n  partial: [yes_, part]"),
        ["18:8: “met” has too few entries: expected at least 1"],
    ),
    "an unknown tone": (
        ("tone: best", "tone: gold"),
        [
            "12:57: “tone” is “gold”: expected 'best', 'good', 'middling', 'bad' or 'none'",
        ],
    ),
    "a partial allowance that is none": (
        ("partial_allowance: remainder", "partial_allowance: some"),
        [
            (
                "27:22: “partial_allowance” is “some”: expected remainder, unlimited or a whole "
                "number of at least 0"
            )
        ],
    ),
    "other official guidance than our own": (
        (
            "            guidance: [A list., A plan.]",
            "            guidance: [A list., A plan.]\n            official_guidance: [One.]",
        ),
        ["42:32: “official_guidance” has 1 points: expected 2, as many as “guidance”"],
    ),
    "a criterion with both tiers": (
        (
            '    elements:\n      - code: "2.1"',
            '    subcriteria: []\n    elements:\n      - code: "2.1"',
        ),
        ["51:7: expected either “subcriteria” or “elements”, not both"],
    ),
    "groups by a tier that is not there": (
        ("group: criterion", "group: subcriterion"),
        [
            "17:10: “group” is subcriterion, but some criterion has no sub-criteria",
            "26:16: “thresholds” names “2”: expected one of 1.1",
        ],
    ),
    "an anchor": (
        ("title: First", "title: &a First"),
        ["39:20: the anchor &a: expected plain values, without anchors, aliases and tags"],
    ),
    "an alias": (
        ("title: First", "title: *a"),
        ["39:20: the alias *a: expected plain values, without anchors, aliases and tags"],
    ),
    "a tag that would make an object": (
        ("title: First", "title: !!python/name:os.system First"),
        [
            (
                "39:20: the tag tag:yaml.org,2002:python/name:os.system: expected plain values, "
                "without anchors, aliases and tags"
            )
        ],
    ),
    "a tab for indentation": (
        ("            title: First", "\ttitle: First"),
        ["39:1: not YAML: a tab is used for indentation: expected spaces"],
    ),
    "indentation that fits nothing": (
        ("            title: First", "           title: First"),
        [
            (
                "39:12: not YAML: the indentation does not fit: expected “- ” in line with the "
                "items above"
            )
        ],
    ),
    "a quotation mark that is never closed": (
        ("title: Third", 'title: "Third'),
        ["51:16: not YAML: a quotation mark is never closed"],
    ),
    "a list that is never closed": (
        ("met: [yes_]", "met: [yes_"),
        ["19:10: not YAML: a list in square brackets is not closed: expected “,” or “]”"],
    ),
    "a second colon in a line": (
        ("title: Two", "title: Two: three"),
        ["47:15: not YAML: a second “: ” stands in this line: put the text in quotes"],
    ),
    "a value that begins with a sign": (
        ("title: Two", "title: @two"),
        [
            (
                "47:12: not YAML: this character cannot begin a value: put the text in quotes, and "
                "indent with spaces, never with tabs"
            )
        ],
    ),
    "a key that is a list": (
        ("  thresholds: {", "  ? [a]\n  : b\n  thresholds: {"),
        ["26:5: a key that is not plain text: expected “key: value”"],
    ),
    "two documents": (
        ("criteria:\n", "---\ncriteria:\n"),
        ["29:1: a second document begins: expected only one"],
    ),
    "a zero byte": (
        ("title: Two", "title: T\x00wo"),
        ["47:13: the control character U+0000: expected readable text"],
    ),
    "a zero byte written as an escape": (
        ("title: Two", 'title: "T\\0wo"'),
        ["47:12: a control character written as an escape: expected text"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_told_with_its_place_and_what_was_expected(name):
    change, expected = CASES[name]

    assert faults_of(changed(change)) == [f"x.yaml:{fault}" for fault in expected]


def test_all_faults_are_told_in_one_run_in_the_order_of_the_file():
    text = changed(
        ("id: small", "id: Small!"),
        ("tone: bad", "tone: awful"),
        ('code: "1.1.2"', 'code: "1.1.1"'),
        ("statement: The third is done.", "statment: The third is done."),
    )

    places = [fault.split(": ")[0] for fault in faults_of(text)]

    assert places == ["x.yaml:1:5", "x.yaml:14:60", "x.yaml:42:19", "x.yaml:50:9", "x.yaml:52:9"]
