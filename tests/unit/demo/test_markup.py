"""The markup of the sample papers."""

import pytest

from cse_assess.demo.markup import Bullets, Heading, Paragraph, Table, read_blocks

TEXT = """
One line
and the next of the same paragraph.

# A heading

- first
- second, which goes on
  in the next line

Table: Waits
| Where | Minutes |
| Old Quay | 2 |
"""


def test_each_block_is_read_in_order():
    assert read_blocks(TEXT) == (
        Paragraph("One line and the next of the same paragraph."),
        Heading("A heading"),
        Bullets(("first", "second, which goes on in the next line")),
        Table("Waits", ("Where", "Minutes"), (("Old Quay", "2"),)),
    )


def test_a_ragged_row_is_refused():
    with pytest.raises(ValueError, match="expected 2 cells"):
        read_blocks("| a | b |\n| 1 |")
