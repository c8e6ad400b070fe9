"""What a file may be called, dated and filed as, proposed from what it says of itself.

Only proposals: a person sees each with where it came from, and decides.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from cse_assess.evidence.details import EARLIEST, TITLE_LENGTH
from cse_assess.evidence.models import EvidenceKind
from cse_assess.evidence.names import clean_line
from cse_assess.evidence.written_dates import find_dates

HEAD_CHARACTERS = 800
PAGE_CHARACTERS = 4000
LONGEST_HEADING = 120
SHORTEST_HEADING = 5
TITLE_WEIGHT = 4

_NO_TITLE = re.compile(
    r"(microsoft \w+ - .*|untitled.*|document\d*|presentation\d*|book\d*|scan.*|slide \d+"
    r"|.*\.(docx?|xlsx?|pptx?|pdf|indd|odt|rtf|txt))",
    re.IGNORECASE,
)
_KIND_WORDS: dict[EvidenceKind, tuple[str, ...]] = {
    EvidenceKind.MINUTES: ("minutes", "apologies", "attendees", "action points", "matters arising"),
    EvidenceKind.SURVEY: ("survey", "questionnaire", "respondents", "research", "mystery shop"),
    EvidenceKind.PERFORMANCE: ("performance", "key indicators", "kpi", "figures", "dashboard"),
    EvidenceKind.FEEDBACK: (
        "complaint",
        "compliment",
        "feedback",
        "comments received",
        "thank you",
    ),
    EvidenceKind.TRAINING: ("training", "induction", "course", "learning objectives", "workshop"),
    EvidenceKind.CASE_STUDY: ("case study", "customer story"),
    EvidenceKind.PLAN: ("plan", "action plan", "milestones", "roadmap"),
    EvidenceKind.PROCEDURE: ("procedure", "process", "guidance", "how to", "step 1"),
    EvidenceKind.POLICY: ("policy", "strategy", "charter", "commitment"),
    EvidenceKind.PUBLICATION: ("leaflet", "newsletter", "brochure", "poster", "press release"),
}


@dataclass(frozen=True, slots=True)
class FileWords:
    """What is known of a file: its name, what its properties say, and the text of its first page.

    `is_picture` is true for pictures, which have no text.
    """

    file_name: str
    title: str = ""
    written_on: date | None = None
    text: str = ""
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class ProposedDate:
    """A day, and where it was found, in words; no day where none was found."""

    day: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one file."""

    title: str
    dated: ProposedDate
    kind: EvidenceKind


def propose(words: FileWords, today: date) -> Proposal:
    """Return title, date and kind for a file; a day after `today` is never proposed."""
    title = _propose_title(words)
    return Proposal(title, _propose_date(words, today), _propose_kind(words, title))


def _propose_title(words: FileWords) -> str:
    stated = clean_line(words.title)
    if _is_title(stated):
        return stated[:TITLE_LENGTH]
    lines = (clean_line(line) for line in words.text[:HEAD_CHARACTERS].splitlines())
    heading = next((line for line in lines if line), "").partition(". ")[0]
    return heading if _is_heading(heading) else name_after_file(words.file_name)


def name_after_file(file_name: str) -> str:
    """Return the file's name as a title: without its ending, with spaces."""
    stem = PurePosixPath(file_name).stem
    return clean_line(re.sub(r"[_]+|(?<=\w)-(?=[A-Za-z])", " ", stem))[:TITLE_LENGTH] or file_name


def _is_title(text: str) -> bool:
    return len(text) >= SHORTEST_HEADING and not _NO_TITLE.fullmatch(text)


def _is_heading(line: str) -> bool:
    """Tell whether a document's first line reads like a heading rather than like a sentence."""
    letters = sum(character.isalpha() or character.isspace() for character in line)
    is_short = SHORTEST_HEADING <= len(line) <= LONGEST_HEADING
    ends_a_sentence = line.endswith((".", ",", ";", ":"))
    return is_short and not ends_a_sentence and letters >= len(line) * 0.6


def _propose_date(words: FileWords, today: date) -> ProposedDate:
    """Look where dates mean most: the head of the text, the file's name, the rest of the page."""
    head, rest = words.text[:HEAD_CHARACTERS], words.text[HEAD_CHARACTERS:PAGE_CHARACTERS]
    for text, source in (
        (head, "from the text: “{}”"),
        (PurePosixPath(words.file_name).stem, "from the file name"),
        (rest, "from the text: “{}”"),
    ):
        for written, day in find_dates(text):
            if EARLIEST <= day <= today:
                return ProposedDate(day, source.format(written))
    if words.written_on and EARLIEST <= words.written_on <= today:
        return ProposedDate(words.written_on, "from the file’s properties")
    return ProposedDate()


def _propose_kind(words: FileWords, title: str) -> EvidenceKind:
    """Return the kind whose words occur most; words of the title and name weigh more."""
    name = f"{title}\n{name_after_file(words.file_name)}".lower()
    text = words.text[:PAGE_CHARACTERS].lower()
    scores = {
        kind: TITLE_WEIGHT * _count(cues, name) + _count(cues, text)
        for kind, cues in _KIND_WORDS.items()
    }
    best = max(scores, key=lambda kind: scores[kind])
    if scores[best]:
        return best
    return EvidenceKind.PHOTOGRAPH if words.is_picture else EvidenceKind.OTHER


def _count(cues: Iterable[str], text: str) -> int:
    """Return how many of the cues occur in `text`, as words of their own or their plural."""
    return sum(bool(re.search(rf"\b{re.escape(cue)}(?:s|es)?\b", text)) for cue in cues)
