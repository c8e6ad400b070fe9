"""What a search for private details finds."""

from dataclasses import dataclass
from enum import StrEnum


class PrivacyKind(StrEnum):
    """What sort of private detail something is; the last four are named as `HiddenKind` does."""

    EMAIL_ADDRESS = "email_address"
    TELEPHONE_NUMBER = "telephone_number"
    POSTCODE = "postcode"
    NATIONAL_INSURANCE_NUMBER = "national_insurance_number"
    NHS_NUMBER = "nhs_number"
    AUTHOR = "author"
    TRACKED_CHANGE = "tracked_change"
    COMMENT = "comment"
    COVERED = "covered"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class PrivacyFinding:
    """One private detail, as it is written in the file.

    `page` counts from 1 and is None for what belongs to no page, such as an author's name in the
    properties; `place` is the offset of its first character in the text of the page, None where it
    is not part of that text. It is `certain` where check digits or the way it is written prove
    what it is, and otherwise a guess. `may_be_public` says that it looks like the organisation's
    own, such as the address enquiries@….
    """

    kind: PrivacyKind
    text: str
    page: int | None
    place: int | None = None
    certain: bool = True
    may_be_public: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A private detail in a text, from character `start` up to `end`."""

    kind: PrivacyKind
    start: int
    end: int
    certain: bool = True
    may_be_public: bool = False
