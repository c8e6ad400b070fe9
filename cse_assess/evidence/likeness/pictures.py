"""Pictures that are nearly the same: resized, saved again, brightened, or cropped a little.

A difference hash (dHash) keeps, for a small grey copy of the picture, whether each point is darker
than its neighbour: that survives scaling and compression. It is taken of the whole picture and of
two slightly smaller frames in it, so that a cropped copy of one meets a frame of the other. The
coarse hashes are cut into bands that are looked up; the fine ones decide.
"""

from collections.abc import Sequence
from itertools import product

SIGN = "cse_assess.evidence.likeness.frames:sign_picture"
ALL_BITS = 256
BAND_BITS = (11, 11, 11, 11, 10, 10)
Frames = Sequence[dict[str, str]]
# Measured on tests/unit/evidence/likeness/test_pictures.py; of all bits.
MOST_DIFFERENT_BITS = 33


def cut_bands(coarse: str) -> list[int]:
    """Return the parts of a coarse hash by which pictures are looked up."""
    rest, bands = int(coarse, 16), []
    for bits in BAND_BITS:
        bands.append(rest & ((1 << bits) - 1))
        rest >>= bits
    return bands


def count_different_bits(mine: Frames, theirs: Frames) -> int:
    """Return in how many of 256 bits the two most similar frames of two pictures differ."""
    return min(
        (
            (int(one["fine"], 16) ^ int(other["fine"], 16)).bit_count()
            for one, other in product(mine, theirs)
        ),
        default=ALL_BITS,
    )
