"""Which numbers can be the id of a row, on both databases."""

LARGEST_ID = 2**31 - 1
MOST_DIGITS = len(str(LARGEST_ID))


def is_possible_id(number: int) -> bool:
    """Tell whether a number can be the id of a row."""
    return 0 < number <= LARGEST_ID


def read_possible_id(text: str) -> int:
    """Return the id that a text writes in digits, or 0, which no row has, for any other text."""
    is_number = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    number = int(text) if is_number else 0
    return number if is_possible_id(number) else 0
