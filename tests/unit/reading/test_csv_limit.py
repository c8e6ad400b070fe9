"""Reading a table changes nothing for whatever else reads tables in the same process."""

import csv
from io import BytesIO

from cse_assess.reading.formats.plain import read_table


def test_the_limit_of_a_cell_is_put_back():
    before = csv.field_size_limit()
    document = read_table(BytesIO(b"code,text\n1.1.1," + b"x" * 200_000), "csv")
    assert len(document.text) > 200_000
    assert csv.field_size_limit() == before
