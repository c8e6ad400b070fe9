"""Studying files and mending the index at once, for the command line."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask

from cse_assess.db import read_only, unit_of_work
from cse_assess.evidence.search.index import current_index
from cse_assess.evidence.search.services import bring_in_step
from cse_assess.evidence.study.models import StudyStep
from cse_assess.evidence.study.queries import list_problems
from cse_assess.evidence.study.rounds import find_unstudied, mend_index, registered_steps
from cse_assess.evidence.study.services import JOB_KIND, forget_steps
from cse_assess.jobs.handlers import JobContext, get_handler


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many files were studied, and which step of which could not be done and why."""

    studied: int
    problems: list[dict[str, Any]] = field(default_factory=list)


def study_now(app: Flask, *, is_all: bool, tell: Callable[[int, int], None]) -> Outcome:
    """Take every file through the steps that it has not been through, or through all again.

    The gates are not passed again: a file would be held back until then.

    `tell` is called with the number of the file in hand and how many there are. Needs an app
    context and no transaction.
    """
    steps = registered_steps(app)
    if is_all:
        with unit_of_work():
            forget_steps(names=[step.name for step in steps if not step.is_gate])
    hashes = find_unstudied(steps)
    work = get_handler(app, JOB_KIND)
    context = JobContext(app.extensions["settings"], app.extensions["blobs"], _say_nothing)
    problems = []
    for number, sha256 in enumerate(hashes, start=1):
        tell(number, len(hashes))
        work(context, {"sha256": sha256})
        with read_only():
            problems += [_describe(step) for step in list_problems(sha256)]
    return Outcome(len(hashes), problems)


def _say_nothing(_percent: int, _text: str) -> None:
    """Take the progress within a file, which is not shown."""


def _describe(step: StudyStep) -> dict[str, Any]:
    return {"sha256": step.sha256, "step": step.step, "message": step.message}


def check_index() -> list[str]:
    """Return a line for each fault of the index; none where it is in step with the library."""
    faults = [fault for fault in [_find_fault()] if fault]
    last_id = 0
    while True:
        with read_only():
            progress = bring_in_step(after_id=last_id, is_repaired=False)
        if progress is None:
            return faults
        last_id = progress.last_id
        faults += [f"item {item_id}: not as the library has it" for item_id in progress.out_of_step]


def _find_fault() -> str:
    with unit_of_work():
        return current_index().find_fault()


def mend_whole_index() -> int:
    """Make the index anew from its words, then bring it in step; return how many items were not."""
    with unit_of_work():
        current_index().mend()
    return mend_index()
