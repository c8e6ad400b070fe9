"""How high a row of a workbook has to be for its texts.

Programs do not agree on making a row as high as its text, so its height is written.
"""

from collections.abc import Iterable

LINE_HEIGHT, HIGHEST_ROW = 15, 409
"""In points; no row of Excel is higher."""


def measure_row(texts: Iterable[str], widths: Iterable[int]) -> int:
    """Return a height, in points, at which a row shows its texts in columns of these widths."""
    lines = max(
        sum(len(line) // width + 1 for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(lines * LINE_HEIGHT, HIGHEST_ROW)
