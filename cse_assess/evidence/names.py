"""Text that came from outside, made fit to keep and to show."""

import re
import unicodedata
from pathlib import PurePosixPath

FILE_NAME_BYTES = 200
_SUFFIX_CHARACTERS = 10
_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NOT_IN_FILE_NAMES = re.compile(r'[<>:"|?*]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def clean_file_name(raw: str) -> str:
    """Return the name to show and to offer for a download; empty where nothing is left.

    Folders go, and with them characters that cannot be seen or that turn the reading direction
    (a name that reads "annexe.pdf" may end in "exe"), and those that a file system refuses. A
    name longer than 200 bytes is cut before its suffix.
    """
    name = remove_unshown(re.split(r"[/\\]", raw.replace("\0", ""))[-1])
    name = _NOT_IN_FILE_NAMES.sub("_", name)
    name = re.sub(r"\s+", " ", name).strip(" .")
    if _DEVICE.fullmatch(name):
        name = f"_{name}"
    return _shorten(name)


def remove_unshown(text: str) -> str:
    """Return `text` composed, without control, format and unassigned characters."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if unicodedata.category(c) not in _UNSHOWN)


def clean_line(raw: str) -> str:
    """Return `raw` as one line: line ends and tabs become spaces, unshown characters go."""
    return re.sub(r"\s+", " ", remove_unshown(re.sub(r"\s", " ", raw))).strip()


def clean_text(raw: str) -> str:
    """Return `raw` with its lines kept and everything else that cannot be seen removed."""
    lines = raw.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(remove_unshown(line.replace("\t", " ")).rstrip() for line in lines).strip()


def suffix_of(file_name: str) -> str:
    """Return the last suffix in lower case without its dot; empty where there is none."""
    return PurePosixPath(file_name).suffix.removeprefix(".").lower()


def _shorten(name: str) -> str:
    if len(name.encode()) <= FILE_NAME_BYTES:
        return name
    suffix = PurePosixPath(name).suffix
    suffix = suffix if len(suffix) <= _SUFFIX_CHARACTERS else ""
    room = FILE_NAME_BYTES - len(suffix.encode())
    stem = name.removesuffix(suffix).encode()[:room].decode(errors="ignore")
    return stem.rstrip(" .") + suffix
