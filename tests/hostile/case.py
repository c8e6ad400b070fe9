"""One hostile file, and the sentences that refuse such files."""

from collections.abc import Callable
from dataclasses import dataclass

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
PROGRAM = b"MZ\x90\x00\x03" + b"\0" * 200 + b"PE\0\0" + b"\0" * 400
NOT_WHAT_ITS_NAME_SAYS = "is not what its name says"
NOT_ACCEPTED = "are not accepted"
DAMAGED = "damaged or incomplete"
TWO_THINGS = "two things at once"
TOO_LARGE_WITHIN = "grows far beyond a sensible size"
ODDLY_BUILT = "is not built as the program that its name speaks of"
MACROS = "holds macros"
FETCHES = "from the network each time it is opened"
EMBEDDED = "embedded object or control"
RUNS = "starts another program or refreshes"
SCRIPT = "holds script (JavaScript) or starts another program"
CARRIES_FILES = "carries other files inside it"
ACTIVE_PAGE = "holds script, a form or another page"
NOT_TEXT = "not readable as text"


@dataclass(frozen=True)
class Case:
    """A hostile file: how it is made, the name it is sent under, what its refusal says."""

    id: str
    name: str
    make: Callable[[], bytes]
    says: str
