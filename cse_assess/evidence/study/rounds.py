"""What looks for files that were never studied, and for items that the index has wrong."""

from collections.abc import Sequence
from typing import Any

from flask import Flask

from cse_assess.db import read_only, unit_of_work
from cse_assess.evidence.search.jobs import index_evidence
from cse_assess.evidence.search.services import bring_in_step
from cse_assess.evidence.study.jobs import Step, make_study
from cse_assess.evidence.study.queries import list_unstudied
from cse_assess.evidence.study.services import INDEX_KIND, JOB_KIND, request_study
from cse_assess.jobs.handlers import JobContext, JobHandler, register_handler
from cse_assess.jobs.rounds import register_round

ROUND = "study_library"
_EXTENSION = "study_steps"


def register_study(app: Flask, steps: Sequence[Step]) -> None:
    """Let `app` take stored files through `steps`, and look once a day for what was left out."""
    app.extensions[_EXTENSION] = tuple(steps)
    register_handler(app, JOB_KIND, make_study(steps))
    register_handler(app, INDEX_KIND, index_evidence)
    register_round(app, ROUND, make_round(steps), from_hour=1)


def registered_steps(app: Flask) -> tuple[Step, ...]:
    """Return the steps that `app` takes a stored file through."""
    steps: tuple[Step, ...] = app.extensions[_EXTENSION]
    return steps


def make_round(steps: Sequence[Step]) -> JobHandler:
    """Return the round that asks for every study that is missing, and mends the index.

    After an upgrade that is all that the library held before, or that a step now reads better.
    """

    def study_library(_context: JobContext, _arguments: dict[str, Any]) -> dict[str, Any]:
        hashes = find_unstudied(steps)
        for sha256 in hashes:
            with unit_of_work():
                request_study(sha256=sha256)
        return {"studies": len(hashes), "indexed": mend_index()}

    return study_library


def find_unstudied(steps: Sequence[Step]) -> list[str]:
    """Return the contents that one of `steps` has not dealt with yet, oldest first."""
    with read_only():
        found = [sha for step in steps for sha in list_unstudied(step.name, step.version)]
    return list(dict.fromkeys(found))


def mend_index() -> int:
    """Bring the whole index in step with the library, and return how many items were not."""
    mended, last_id = 0, 0
    while True:
        with unit_of_work():
            progress = bring_in_step(after_id=last_id, is_repaired=True)
        if progress is None:
            return mended
        last_id, mended = progress.last_id, mended + len(progress.out_of_step)
