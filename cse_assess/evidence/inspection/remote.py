"""Tells whether a document would fetch something from the network when it is opened."""

import re
from urllib.parse import unquote

FETCHES = (
    "The file fetches “{target}” from the network each time it is opened, so what people see could "
    "change later. Put that content into the file itself (break the link), save, and upload the "
    "copy."
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):")
_DRIVE = re.compile(r"[a-z][:|]")


def is_remote(target: str) -> bool:
    """Tell whether `target` lies on the internet or on a server outside the local network.

    A path of the author's own computer, or of a file server known by a single name, is not: house
    templates and linked pictures leave such paths in very many honest documents, and to anybody
    else they lead nowhere.
    """
    path = unquote(target).strip().lower().replace("\\", "/")
    scheme = _SCHEME.match(path)
    if scheme and scheme[1] != "file":
        return True
    path = path.removeprefix("file:")
    slashes = len(path) - len(path.lstrip("/"))
    host = path.strip("/").split("/")[0]
    if slashes in {0, 1, 3} or _DRIVE.fullmatch(host):
        return False
    return bool(set(host) & set(".@?:")) or not host
