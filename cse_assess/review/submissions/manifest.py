"""The manifest of a submission: one line for each content, as `sha256sum` writes and checks them.

The first line is that of the submitted self-assessment itself, as JSON (`past.content`); then comes
one for each file of its evidence. What was withdrawn from the library before does not belong to it,
and a web address has no content that could be proven.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from cse_assess.assessments.past.content import Content, hash_content, list_pieces

CONTENT_NAME = "self-assessment.json"
LONGEST_ENDING = 10


def write_manifest(content: Content) -> str:
    """Return the manifest of a submitted content (see `write_lines`)."""
    return write_lines(content, CONTENT_NAME, list_files(content))


def write_lines(content: Content, name: str, files: Iterable[Content]) -> str:
    """Return lines of hash, two spaces and path, each ended by a newline.

    The first is that of `content` under its `name`, then come the pieces `files`, each once.
    """
    lines = {f"{piece['sha256']}  {name_file(piece)}" for piece in files}
    return "".join(f"{line}\n" for line in [f"{hash_content(content)}  {name}", *sorted(lines)])


def list_files(content: Content) -> Iterator[Content]:
    """Yield each submitted piece that is a file, as often as it is attached."""
    return (piece for piece in list_submitted(content) if piece["sha256"])


def list_submitted(content: Content) -> Iterator[Content]:
    """Yield each piece of evidence that belongs to the submission, as often as it is attached."""
    return (piece for piece in list_pieces(content) if not piece["withdrawn"])


def name_file(piece: Content) -> str:
    """Return the path of a piece's file: its item and revision, and the ending of its name."""
    ending = PurePath(piece["file_name"]).suffix.lower()
    kept = ending if ending[1:].isascii() and ending[1:].isalnum() else ""
    return f"evidence/{piece['item']}-{piece['revision']}{kept[:LONGEST_ENDING]}"


def hash_manifest(manifest: str) -> str:
    """Return the SHA-256 of a manifest, in hexadecimal: the fingerprint of the submission."""
    return hashlib.sha256(manifest.encode()).hexdigest()


def list_lines(manifest: str) -> list[tuple[str, str]]:
    """Return hash and path of each file that a manifest names, without the line of the content."""
    lines = (line.partition("  ") for line in manifest.splitlines()[1:])
    return [(sha256, path) for sha256, _, path in lines]


def count_files(manifest: str) -> int:
    """Return how many files of evidence a manifest names."""
    return len(list_lines(manifest))
