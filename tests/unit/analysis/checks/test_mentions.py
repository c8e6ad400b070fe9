"""Figures and days are read by value, in whatever form they are written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.analysis.checks.mentions import Amount, Day, Years, list_mentions

AMOUNTS = [
    ("87%", 87),
    ("87 per cent", 87),
    ("87 percent", 87),
    ("eighty-seven per cent", 87),
    ("99.5%.", "99.5"),
    ("1,200", 1200),
    ("1200 people", 1200),
    ("£3.5m", 3_500_000),
    ("£3.5 million", 3_500_000),
    ("3,500,000 pounds", 3_500_000),
    ("€2bn", 2_000_000_000),
    ("12k", 12_000),
    ("two million", 2_000_000),
    ("twelve", 12),
    ("Twenty", 20),
    ("thirty-one", 31),
    ("a 20-minute wait", 20),
    ("12km", 12),
    ("£12,345.67", "12345.67"),
    ("it was 5.", 5),
]
DAYS = [
    ("27 March 2026", Day(2026, 3, 27)),
    ("27th of March 2026", Day(2026, 3, 27)),
    ("March 27, 2026", Day(2026, 3, 27)),
    ("27 Mar. 2026", Day(2026, 3, 27)),
    ("2026-03-27", Day(2026, 3, 27)),
    ("27/03/2026.", Day(2026, 3, 27)),
    ("27/3/26", Day(2026, 3, 27)),
    ("06.10.2025", Day(2025, 10, 6)),
    ("March 2026", Day(2026, 3)),
    ("Sept 2025", Day(2025, 9)),
    ("by 31 March", Day(None, 3, 31)),
    ("29 February", Day(None, 2, 29)),
    ("in 2025,", Day(2025)),
    ("2025/26", Years(2025, 2026)),
    ("2025-2027", Years(2025, 2027)),
    ("1999-00", None),
]
NOTHING = [
    "0161 496 0000",
    "+44 161 496 0000",
    "(0161) 496 0000",
    "1.1.1",
    "1. First\n2) Second\n(3) Third",
    "9.30am and 10:30",
    "open 24/7",
    "ISO 9001",
    "the Equality Act 2010",
    "M1 4AB",
    "the 3rd and 21st",
    "page 3 of 10",
    "https://example.org/2025/12",
    "A4 and Q3",
    "one of us, one or two, two thirds",
    "31/02/2025",
    "9" * 40,
    "",
]


def values(text):
    return [mention.value for mention in list_mentions(text)]


@pytest.mark.parametrize(("text", "value"), AMOUNTS)
def test_an_amount_is_read_in_every_usual_form(text, value):
    [found] = values(text)
    assert isinstance(found, Amount)
    assert found.value == Decimal(value)


@pytest.mark.parametrize(("text", "value"), DAYS)
def test_a_day_is_read_in_british_forms_and_iso(text, value):
    assert values(text) == ([value] if value else [])


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_a_figure_is_passed_over(text):
    assert values(text) == []


def test_a_mention_knows_where_it_stands():
    text = "In May 2025, 87% said so."
    assert [text[each.start : each.end] for each in list_mentions(text)] == ["May 2025", "87%"]


@given(st.integers(21, 10**12))
def test_thousands_with_and_without_commas_are_one_value(number):
    written = Amount(Decimal(number), Decimal(1), is_bare=True)
    assert values(f"{number:,} visits") in ([written], [Day(number)])
    assert values(f"{number} visits") in ([written], [Day(number)])


@given(st.dates())
def test_a_date_is_one_value_in_words_in_figures_and_in_iso(day):
    wanted = [Day(day.year, day.month, day.day)]
    year = f"{day.year:04}"
    assert values(f"{day.day} {day:%B} {year}") == wanted
    assert values(f"{day.day}/{day.month}/{year}") == wanted
    assert values(day.isoformat()) == wanted


@given(st.text(alphabet="0123456789 .,/-£%()\nmarch:", max_size=200))
def test_any_text_is_read_without_a_fault(text):
    for mention in list_mentions(text):
        assert text[mention.start : mention.end].strip()
