"""Requests as lists show them: with the element's title, the state in words, and overdue or not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cse_assess.assessments.requests.models import EvidenceRequest
from cse_assess.assessments.requests.words import STATE_TITLES, STATE_TONES
from cse_assess.assessments.wording import find_standard


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request in a list; `element` is the code and title of what evidence is wanted for."""

    request: EvidenceRequest
    element: str
    is_overdue: bool

    @property
    def place(self) -> str:
        """Return which self-assessment it belongs to."""
        assessment = self.request.response.assessment
        return f"{assessment.service.name}, {assessment.cycle}"

    @property
    def state_title(self) -> str:
        """Return the state in words."""
        return STATE_TITLES[self.request.state]

    @property
    def state_tone(self) -> str:
        """Return the tone of the state's tag."""
        return STATE_TONES[self.request.state]


def make_lines(
    requests: Iterable[EvidenceRequest], on: date, folders: Sequence[Path]
) -> list[RequestLine]:
    """Return the lines of `requests` as they stand on the day `on`, without a query.

    `folders` are where this installation keeps its standards.
    """
    return [
        RequestLine(request, _name_element(request, folders), request.is_overdue(on))
        for request in requests
    ]


def _name_element(request: EvidenceRequest, folders: Sequence[Path]) -> str:
    code = request.response.element_code
    standard = find_standard(request.response.assessment, folders=folders)
    element = standard.find_element(code) if standard else None
    return f"{code} {element.title}" if element else code
