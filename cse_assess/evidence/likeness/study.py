"""The step of a file's study that signs what it looks like."""

from cse_assess.db import read_only
from cse_assess.evidence.likeness.services import save_signature
from cse_assess.evidence.likeness.signatures import Signature, sign_picture, sign_words
from cse_assess.evidence.study.jobs import Save, Step, StudiedFile
from cse_assess.evidence.study.queries import list_pages

LIKENESS_STEP = "likeness"


def sign_file(file: StudiedFile) -> Save:
    """Sign a picture by how it looks, and every other file by its words, which are read by now."""
    signature = _sign(file)
    return lambda: save_signature(sha256=file.sha256, signature=signature)


def _sign(file: StudiedFile) -> Signature:
    if file.media_type.startswith("image/"):
        return sign_picture(str(file.path.resolve()))
    with read_only():
        pages = list_pages(file.sha256)
    return sign_words("\n".join(page.text for page in pages))


LIKENESS = Step(LIKENESS_STEP, 1, sign_file)
