"""Which numbers and texts can be the id of a row."""

import pytest

from cse_assess.ids import LARGEST_ID, is_possible_id, read_possible_id


@pytest.mark.parametrize("text", ["1", "007", str(LARGEST_ID)])
def test_digits_that_a_row_can_have_are_read(text):
    assert read_possible_id(text) == int(text)


@pytest.mark.parametrize(
    "text", ["", "0", "-1", "²", "٣", "1e3", " 1", str(LARGEST_ID + 1), "9" * 500, "9" * 5_000]
)
def test_anything_else_is_the_id_of_no_row(text):
    assert read_possible_id(text) == 0
    assert not is_possible_id(read_possible_id(text))
