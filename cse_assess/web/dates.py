"""Reads a date from three boxes, in the words of the GOV.UK date input."""

from datetime import date

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
PARTS = ("day", "month", "year")
EARLIEST_YEAR = 1900
LATEST_YEAR = 2200


def read_date(day: str, month: str, year: str, *, label: str) -> date | None:
    """Return the date that three boxes hold, or None where all are empty.

    Months may be numbers, names or their first three letters. Raises `ValueError` with a message
    for the user, beginning with `label`, for a part that is missing or a date that is not real.
    """
    boxes = (day.strip(), month.strip(), year.strip())
    if not any(boxes):
        return None
    missing = [f"a {name}" for name, box in zip(PARTS, boxes, strict=True) if not box]
    if missing:
        raise ValueError(f"{label} must include {' and '.join(missing)}")
    return _compose(*boxes, label=label)


def _compose(day: str, month: str, year: str, *, label: str) -> date:
    numbers = (_read_number(day), _read_month(month), _read_number(year))
    if not EARLIEST_YEAR <= numbers[2] <= LATEST_YEAR:
        raise ValueError(f"{label} must have a year of 4 numbers, like 2026")
    try:
        return date(numbers[2], numbers[1], numbers[0])
    except ValueError:
        raise ValueError(f"{label} must be a real date, like 27 3 2026") from None


def _read_number(text: str) -> int:
    """Return a short whole number, or 0, which no part of a date may be."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("2026") else 0


def _read_month(text: str) -> int:
    for number, name in enumerate(MONTHS, start=1):
        if text.lower() in (name, name[:3]):
            return number
    return _read_number(text)
