"""Stores blobs without end and prints the hash of each one that is kept, until it is killed."""

import random
import sys
from pathlib import Path

from cse_assess.blobs import FileBlobStore


def store_without_end(root: Path, seed: int) -> None:
    """Every other blob is one that earlier runs have stored too."""
    store = FileBlobStore(root)
    fresh, repeated = random.Random(seed), random.Random(0)  # noqa: S311 -- no secret
    while True:
        for source in (fresh, repeated):
            with store.receive() as incoming:
                for _ in range(source.randrange(1, 6)):
                    incoming.write(source.randbytes(source.randrange(60_000)))
                print(incoming.keep().sha256, flush=True)  # noqa: T201 -- the test reads it


store_without_end(Path(sys.argv[1]), int(sys.argv[2]))
