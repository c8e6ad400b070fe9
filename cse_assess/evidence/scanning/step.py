"""The first step of a file's study where a virus scanner is set: it lets only clean files on."""

from collections.abc import Sequence

from cse_assess.config import ScannerAddress
from cse_assess.errors import DomainError
from cse_assess.evidence.scanning.clamd import ScannerUnreachable, scan_file
from cse_assess.evidence.scanning.queries import FOUND, SCAN, WAITING
from cse_assess.evidence.scanning.services import tell_of_quarantine
from cse_assess.evidence.study.jobs import Postponed, Save, Step, StudiedFile


def with_scan(steps: Sequence[Step], address: ScannerAddress | None) -> tuple[Step, ...]:
    """Return the steps behind a scan by the clamd at `address`; without one, the steps."""
    return tuple(steps) if address is None else (_make_step(address), *steps)


def _make_step(address: ScannerAddress) -> Step:
    def scan(file: StudiedFile) -> Save:
        try:
            found = scan_file(file.path, address)
        except ScannerUnreachable as error:
            raise Postponed(WAITING) from error
        if found:
            raise DomainError(
                f"{FOUND} {found[:200]} in this file. It stays on record and is "
                "never handed out: withdraw it, or replace it with a clean copy."
            )
        return lambda: None

    return Step(SCAN, 1, scan, is_gate=True, on_refusal=_tell)


def _tell(file: StudiedFile, reason: str) -> None:
    tell_of_quarantine(sha256=file.sha256, reason=reason)
