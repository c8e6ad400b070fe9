"""An instance with the sample organisation, grown to a multiple of its evidence.

`python bench/instance.py FOLDER` makes one; `python bench/instance.py FOLDER TIMES` lets it grow,
and prints how many items and links it then holds.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, insert, select

from cse_assess import create_app
from cse_assess.assessments.models import EvidenceLink
from cse_assess.config import Settings
from cse_assess.db import Base, db, session, unit_of_work
from cse_assess.demo.loader import load_demo
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.migrations.upgrade import upgrade_database

ASSESSMENT = 1

Row = dict[str, Any]


@contextmanager
def open_instance(folder: Path, database_url: str = "") -> Iterator[Flask]:
    """Give the app of the instance in `folder`, within its context.

    Its database is a file in the folder unless the address of another is given.
    """
    settings = Settings(
        instance_path=folder,
        database_url=database_url or f"sqlite:///{folder / 'cse-assess.sqlite3'}",
        secret_key="for measuring only, " * 3,
    )
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        yield app
        session.remove()
        db.engine.dispose()


def make_instance(folder: Path) -> None:
    """Make an instance in `folder` that holds the sample organisation."""
    folder.mkdir(parents=True)
    with open_instance(folder) as app:
        upgrade_database()
        load_demo(settings=app.extensions["settings"], blobs=app.extensions["blobs"])


def grow_instance(folder: Path, times: int) -> None:
    """Give the library `times` as many items, and each element `times` as much evidence.

    The copies share the stored files of their originals, as equal uploads do.
    """
    with open_instance(folder), unit_of_work():
        items, revisions, links = (
            _read_rows(model) for model in (EvidenceItem, EvidenceRevision, EvidenceLink)
        )
        for copy in range(1, times):
            numbers = _copy_items(items, copy)
            _copy_children(EvidenceRevision, revisions, numbers)
            _copy_children(EvidenceLink, links, numbers)


def print_counts(folder: Path) -> None:
    """Print how many items and links the instance holds, as a JSON list."""
    with open_instance(folder):
        counts = [
            session.scalar(select(func.count()).select_from(model)) or 0
            for model in (EvidenceItem, EvidenceLink)
        ]
    print(json.dumps(counts))


def _read_rows(model: type[Base]) -> list[Row]:
    return [dict(row) for row in session.execute(select(model.__table__)).mappings()]


def _copy_items(rows: list[Row], copy: int) -> dict[int, int]:
    """Insert a copy of each item; return the new ids by the old ones."""
    first = session.scalar(select(func.max(EvidenceItem.id))) or 0
    numbers = {row["id"]: first + place for place, row in enumerate(rows, start=1)}
    copies = [
        {**row, "id": numbers[row["id"]], "title": f"{row['title']} ({copy})"} for row in rows
    ]
    session.execute(insert(EvidenceItem), copies)
    return numbers


def _copy_children(model: type[Base], rows: list[Row], numbers: dict[int, int]) -> None:
    copies = [{**row, "item_id": numbers[row["item_id"]]} for row in rows]
    for row in copies:
        del row["id"]
    session.execute(insert(model), copies)


if __name__ == "__main__":
    if len(sys.argv) == len(("program", "folder")):
        make_instance(Path(sys.argv[1]))
    else:
        grow_instance(Path(sys.argv[1]), int(sys.argv[2]))
        print_counts(Path(sys.argv[1]))
