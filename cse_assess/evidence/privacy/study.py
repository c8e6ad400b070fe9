"""The step of the study that looks for private details."""

from cse_assess.evidence.privacy.services import save_findings
from cse_assess.evidence.study.jobs import Save, Step, StudiedFile
from cse_assess.reading.privacy import find_private
from cse_assess.reading.reader import read_document

PRIVACY_STEP = "privacy"


def look_for_details(file: StudiedFile) -> Save:
    """Look for private details in the words, the properties and what is hidden."""
    findings = find_private(read_document(file.path, file.suffix))
    return lambda: save_findings(sha256=file.sha256, findings=findings)


PRIVACY = Step(PRIVACY_STEP, 1, look_for_details)
