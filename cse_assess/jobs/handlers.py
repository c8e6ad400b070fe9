"""What does the work of each kind of job."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask

from cse_assess.blobs import BlobStore
from cse_assess.config import Settings
from cse_assess.errors import DomainError

_EXTENSION = "job_handlers"


class JobRefused(DomainError):
    """The job cannot be done, and no retry mends that; the message tells the user why."""


@dataclass(frozen=True, slots=True)
class JobContext:
    """What a handler may use beside its arguments.

    `report_progress(percent, text)` is what the page shows meanwhile (0 to 100, and a few plain
    words). It writes at once, in a transaction of its own, so it is called between the handler's
    units of work, never inside one.
    """

    settings: Settings
    blobs: BlobStore
    report_progress: Callable[[int, str], None]


JobHandler = Callable[[JobContext, dict[str, Any]], dict[str, Any]]


def register_handler(app: Flask, kind: str, handler: JobHandler) -> None:
    """Let `handler` do the jobs of `kind`: it is given their arguments and returns their result.

    A handler runs in an app context of its own and opens short units of work; it must be
    idempotent, because a job whose worker died is run again.
    """
    handlers: dict[str, JobHandler] = app.extensions.setdefault(_EXTENSION, {})
    if kind in handlers:
        raise ValueError(f"jobs of kind {kind!r} have a handler already")
    handlers[kind] = handler


def get_handler(app: Flask, kind: str) -> JobHandler:
    """Return the handler of `kind`; raise `JobRefused` when this version has none."""
    handler: JobHandler | None = app.extensions.get(_EXTENSION, {}).get(kind)
    if handler is None:
        raise JobRefused(f"This version of CSE Assess does not know how to do “{kind}”.")
    return handler
