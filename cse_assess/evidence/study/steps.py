"""The steps of the study of a stored file, in their order."""

from cse_assess.evidence.likeness.study import LIKENESS
from cse_assess.evidence.previews.jobs import PREVIEWS
from cse_assess.evidence.privacy.study import PRIVACY
from cse_assess.evidence.search.services import index_content
from cse_assess.evidence.study.jobs import Save, Step, StudiedFile
from cse_assess.evidence.study.queries import TEXT_STEP
from cse_assess.evidence.study.services import save_document
from cse_assess.reading.reader import read_document


def read_text(file: StudiedFile) -> Save:
    """Read the words of every page."""
    document = read_document(file.path, file.suffix)
    return lambda: save_document(sha256=file.sha256, document=document)


def index_words(file: StudiedFile) -> Save:
    """Let every item that has this file now be found by its words."""
    return lambda: index_content(sha256=file.sha256)


TEXT = Step(TEXT_STEP, 1, read_text)
SEARCH = Step("search", 1, index_words)

STEPS = (TEXT, LIKENESS, SEARCH, PRIVACY, PREVIEWS)
