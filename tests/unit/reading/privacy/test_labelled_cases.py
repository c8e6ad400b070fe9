"""Private details on labelled cases: found, missed and false alarms, counted."""

from collections import Counter
from pathlib import Path

import pytest
from factories.privacy import Label, read_clean_lines, read_private_cases

from cse_assess.reading.document import Document, Page
from cse_assess.reading.privacy import find_private

CASES = read_private_cases()
CLEAN = read_clean_lines()
DOCS = Path(__file__).parents[4] / "docs" / "privacy.md"
NAMES = {
    "email_address": "E-mail addresses",
    "telephone_number": "Telephone numbers",
    "postcode": "Postcodes",
    "national_insurance_number": "National Insurance numbers",
    "nhs_number": "NHS numbers",
}


def find_labels(text):
    findings = find_private(Document("txt", (Page(1, text),)))
    return {Label(found.kind.value, found.text, found.certain) for found in findings}


@pytest.mark.parametrize("case", [case for case in CASES if not case.is_hard], ids=repr)
def test_everything_private_is_found_and_nothing_else(case):
    assert find_labels(case.text) == set(case.labels)


@pytest.mark.parametrize("text", CLEAN)
def test_what_is_not_private_raises_no_alarm(text):
    assert find_labels(text) == set()


def test_the_set_is_large_enough_to_measure_on():
    assert sum(len(case.labels) for case in CASES) >= 150
    assert len(CLEAN) >= 150


def test_the_documentation_says_what_is_found_and_missed():
    told = DOCS.read_text("utf-8")
    labels = [label for case in CASES for label in case.labels]
    found = [label for case in CASES for label in case.labels if label in find_labels(case.text)]
    in_all, known = Counter(label.kind for label in labels), Counter(label.kind for label in found)
    for kind, name in NAMES.items():
        assert f"| {name} | {known[kind]} | {in_all[kind] - known[kind]} |" in told
    assert f"| Together | {len(found)} | {len(labels) - len(found)} |" in told
    assert f"no false alarms in {len(CLEAN)} lines" in told
