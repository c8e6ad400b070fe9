"""The background job that studies one stored file, step by step.

Each step works outside any transaction and then saves what it found in one of its own, so that a
worker that is killed goes on where it stopped. A step that cannot be done for a file says why and
keeps none of the others from being done.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from cse_assess.clock import now
from cse_assess.config import Settings
from cse_assess.db import read_only, unit_of_work
from cse_assess.errors import DomainError, NotFound
from cse_assess.evidence.study import queries, services
from cse_assess.evidence.study.models import StepState
from cse_assess.jobs.handlers import JobContext, JobHandler, JobRefused

_logger = logging.getLogger(__name__)
RETRY_AFTER = timedelta(minutes=5)
FAILED = "Something went wrong while this file was being looked into. The server's log says more."


class Postponed(DomainError):
    """A step cannot be taken now but may be later; the message says so to people."""


@dataclass(frozen=True, slots=True)
class StudiedFile:
    """The file in hand: its content at `path`, to be read only."""

    sha256: str
    suffix: str
    media_type: str
    path: Path
    settings: Settings


Save = Callable[[], None]
"""Writes what a step found, in a unit of work that the job opens."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: raise `version` when it would now find more, and old files are studied again.

    `work` is called without a transaction and returns what saves its findings; it raises
    `DomainError` with plain words where it cannot be done for this file, and `Postponed` where it
    is to be tried again some minutes later. A step that `is_gate` keeps the later ones from the
    file unless it ends well. `on_refusal` is called in the unit of work that records a refusal.
    """

    name: str
    version: int
    work: Callable[[StudiedFile], Save]
    is_gate: bool = False
    on_refusal: Callable[[StudiedFile, str], None] | None = None


def make_study(steps: Sequence[Step]) -> JobHandler:
    """Return the handler that takes a stored file through `steps`, in their order."""

    def study_file(context: JobContext, arguments: dict[str, Any]) -> dict[str, Any]:
        sha256: str = arguments["sha256"]
        with context.blobs.hold(sha256) as path:
            file = _open(sha256, path, context.settings)
            for number, step in enumerate(steps):
                context.report_progress(100 * number // len(steps), step.name)
                if not _take(step, file) and step.is_gate:
                    break
        return {}

    return study_file


def _open(sha256: str, path: Path, settings: Settings) -> StudiedFile:
    with read_only():
        try:
            stored = queries.get_stored_file(sha256)
        except NotFound as error:
            raise JobRefused(error.message) from error
        return StudiedFile(sha256, stored.suffix, stored.media_type, path, settings)


def _take(step: Step, file: StudiedFile) -> bool:
    """Take the file through one step that it has not been through; return whether it is done."""
    with read_only():
        known = queries.find_step(file.sha256, step.name)
        is_known = known and known.version >= step.version and known.state != StepState.WAITING
        if known and is_known:
            return known.state == StepState.DONE
    save: Save | None
    try:
        save = step.work(file)
    except Postponed as error:
        return _end(step, file, StepState.WAITING, error.message, save=partial(_try_later, file))
    except DomainError as error:
        save = partial(step.on_refusal, file, error.message) if step.on_refusal else None
        return _end(step, file, StepState.REFUSED, error.message, save=save)
    except Exception:
        _logger.exception("step %s of the study of %s", step.name, file.sha256)
        return _end(step, file, StepState.FAILED, FAILED)
    return _end(step, file, StepState.DONE, save=save)


def _try_later(file: StudiedFile) -> None:
    services.request_study(sha256=file.sha256, not_before=now() + RETRY_AFTER)


def _end(
    step: Step, file: StudiedFile, state: StepState, message: str = "", save: Save | None = None
) -> bool:
    with unit_of_work():
        if save:
            save()
        services.save_step(
            sha256=file.sha256, step=step.name, version=step.version, state=state, message=message
        )
    return state is StepState.DONE
