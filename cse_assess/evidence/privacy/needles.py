"""Which words are to be blacked out for the details that somebody ticked."""

from collections.abc import Iterable

from cse_assess.evidence.privacy.models import FoundDetail
from cse_assess.reading.privacy import PrivacyKind
from cse_assess.reading.redaction.words import squeeze

SHORTEST_LINE = 6
_NEVER_IN_A_COPY = frozenset({PrivacyKind.COMMENT, PrivacyKind.TRACKED_CHANGE})
_WHOLE_PASSAGES = frozenset({PrivacyKind.COVERED, PrivacyKind.HIDDEN})


def list_words(details: Iterable[FoundDetail]) -> list[str]:
    """Return the words to look for, each once.

    Comments and tracked changes never come into a copy, so their words are not looked for: "yes"
    in a comment would black out every yes. Of hidden passages each line is looked for, unless it
    is as short as that.
    """
    words: dict[str, None] = {}
    for detail in details:
        if detail.kind in _WHOLE_PASSAGES:
            lines = detail.text.splitlines()
            words |= dict.fromkeys(line for line in lines if len(squeeze(line)) >= SHORTEST_LINE)
        elif detail.kind not in _NEVER_IN_A_COPY:
            words[detail.text] = None
    return list(words)
