"""Measures the library's pages at 1,000, 10,000 and 100,000 items, on SQLite and PostgreSQL.

`python bench/library.py FOLDER [POSTGRESQL_URL]` makes the sample organisation in FOLDER (and in
the empty database of that address), grows its library with invented items and asks for each page
as its lead does, without a network. Prints a Markdown table of medians: of processor time with
SQLite, which works in the same process, and by the clock with PostgreSQL, which does not.
"""

import hashlib
import itertools
import random
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from asking import Asked, ask_pages
from flask import Flask
from sqlalchemy import func, insert, select, text

from cse_assess.accounts.models import User
from cse_assess.assessments.models import ElementResponse, EvidenceLink
from cse_assess.clock import now, today
from cse_assess.db import db, session, unit_of_work
from cse_assess.demo.loader import load_demo
from cse_assess.evidence.models import EvidenceItem, EvidenceKind, EvidenceRevision
from cse_assess.evidence.search.entries import Entry, make_entries
from cse_assess.evidence.search.index import current_index
from cse_assess.evidence.study.models import FilePage, StoredFile
from cse_assess.migrations.upgrade import upgrade_database
from instance import ASSESSMENT, open_instance

SIZES = (1_000, 10_000, 100_000)
REQUESTS = 15
BATCH = 1_000
WORDS_ON_A_PAGE = 150
ELEMENT = f"/assessments/{ASSESSMENT}/elements/1.1.1"
PAGES = {
    "List, newest first": "/evidence",
    "List, last page": "/evidence?page=40",
    "List by title": "/evidence?order=title",
    "List by date": "/evidence?order=evidence_date",
    "List of one kind": "/evidence?kind=plan",
    "List of what is unused": "/evidence?is_unused=y",
    "Search, a word in most items": "/evidence?search=customer",
    "Search, a word in one of ten": "/evidence?search=survey",
    "Search, two words": "/evidence?search=customer+survey",
    "Search, a rare word": "/evidence?search=zebra",
    "Search, one file": "/evidence?search=paper-777.pdf",
    "Search, a phrase": "/evidence?search=%22waiting+times%22",
    "Search, a word but not another": "/evidence?search=customer+-survey",
    "Search, words and kind": "/evidence?search=customer+survey&kind=plan",
    "Search, by title": "/evidence?search=customer&order=title",
    "Item page": "/evidence/10",
    "Element page": ELEMENT,
    "Chooser of an element, with a search": f"{ELEMENT}/evidence/library?search=customer",
}

Row = dict[str, Any]


class Writer:
    """Invents texts of a vocabulary in which few words are common, the same in each run."""

    def __init__(self) -> None:
        self.random = random.Random(7)
        self.words = [f"{a}{b}{c}" for a in SOUNDS for b in SOUNDS for c in SOUNDS][:6_000]
        self.random.shuffle(self.words)
        self.weights = list(itertools.accumulate(1 / rank for rank in range(1, 6_001)))

    def write(self, length: int) -> str:
        """Return so many words; those of `SHARES` are in about that share of the texts."""
        words = self.random.choices(self.words, cum_weights=self.weights, k=length)
        for word, share in SHARES.items():
            if self.random.random() < share:
                words[self.random.randrange(length)] = word
        return " ".join(words).capitalize()


SHARES = {"customer": 0.6, "survey": 0.1, "zebra": 0.02, "waiting times": 0.02}
SOUNDS = tuple(a + b for a in "bdfglmnprstv" for b in "aeiou")


def grow(size: int, writer: Writer) -> None:
    """Let the library have `size` items with their files' texts, index entries and links."""
    while (have := session.scalar(select(func.count()).select_from(EvidenceItem)) or 0) < size:
        with unit_of_work():
            _add_items(min(BATCH, size - have), writer)
    with unit_of_work():
        is_sqlite = db.engine.dialect.name == "sqlite"
        session.execute(text("PRAGMA optimize" if is_sqlite else "ANALYZE"))


def _add_items(count: int, writer: Writer) -> None:
    first = (session.scalar(select(func.max(EvidenceItem.id))) or 0) + 1
    people = session.scalars(select(User.id).where(User.organisation_id == 1)).all()
    responses = session.scalars(
        select(ElementResponse.id).where(ElementResponse.assessment_id != ASSESSMENT)
    ).all()
    items, revisions, files, pages, entries = [], [], [], [], []
    for item_id in range(first, first + count):
        item = _make_item(item_id, writer, people)
        sha256 = hashlib.sha256(str(item_id).encode()).hexdigest()
        texts = [writer.write(WORDS_ON_A_PAGE) for _ in range(1 + item_id % 3)]
        revision = _make_revision(item_id, sha256)
        items.append(item)
        revisions.append(revision)
        files.append(
            {
                "sha256": sha256,
                "size": 1000,
                "media_type": "application/pdf",
                "suffix": "pdf",
                "page_count": len(texts),
            }
        )
        pages += [
            {"sha256": sha256, "number": number, "text": each}
            for number, each in enumerate(texts, start=1)
        ]
        entries += _make_entries(item, revision, texts)
    links = [
        {"item_id": row["id"], "response_id": writer.random.choice(responses)}
        for row in items
        if row["id"] % 2
    ]
    for model, rows in (
        (StoredFile, files),
        (EvidenceItem, items),
        (EvidenceRevision, revisions),
        (FilePage, pages),
        (EvidenceLink, links),
    ):
        session.execute(insert(model), rows)
    current_index().save_entries(entries)


def _make_item(item_id: int, writer: Writer, people: Any) -> Row:
    title = writer.write(6)
    return {
        "id": item_id,
        "organisation_id": 1,
        "title": title,
        "sort_title": title.casefold(),
        "description": writer.write(20),
        "kind": list(EvidenceKind)[item_id % len(EvidenceKind)].value,
        "evidence_on": today() - timedelta(days=item_id % 900) if item_id % 9 else None,
        "valid_until": today() + timedelta(days=item_id % 500 - 200) if item_id % 3 else None,
        "owner_id": people[item_id % len(people)],
        "is_confidential": item_id % 20 == 0,
        "created_by_id": people[0],
        "withdrawn_at": now() if item_id % 25 == 0 else None,
        "version_id": 1,
    }


def _make_revision(item_id: int, sha256: str) -> Row:
    return {
        "item_id": item_id,
        "number": 1,
        "sha256": sha256,
        "size": 1000,
        "media_type": "application/pdf",
        "file_name": f"paper-{item_id}.pdf",
        "created_by_id": 1,
    }


def _make_entries(item: Row, revision: Row, texts: list[str]) -> list[Entry]:
    row = EvidenceItem(**{**item, "look_at": ""})
    return make_entries(row, EvidenceRevision(**revision), "", texts)


def measure(app: Flask) -> dict[str, Asked]:
    """Return what each page takes, by the clock that suits the database."""
    is_sqlite = db.engine.dialect.name == "sqlite"
    clock = time.process_time if is_sqlite else time.perf_counter
    return ask_pages(app, PAGES, requests=REQUESTS, clock=clock)


def run(folder: Path, database_url: str = "") -> list[dict[str, Asked]]:
    """Return what each page takes at each size."""
    folder.mkdir(parents=True, exist_ok=True)
    writer, results = Writer(), []
    with open_instance(folder, database_url) as app:
        upgrade_database()
        load_demo(settings=app.extensions["settings"], blobs=app.extensions["blobs"])
        for size in SIZES:
            start = time.perf_counter()
            grow(size, writer)
            print(f"{size} items after {time.perf_counter() - start:.0f} s", file=sys.stderr)
            results.append(measure(app))
            print_table(db.engine.dialect.name, results)
    return results


def print_table(database: str, results: list[dict[str, Asked]]) -> None:
    """Print one row for each page: milliseconds and queries at each size, and the growth."""
    heads = [f"{size:,}" for size in SIZES[: len(results)]]
    print(
        f"\n| {database}: page | {' | '.join(f'{head}, ms' for head in heads)} | Growth | Queries |"
    )
    print("| --- |" + " ---: |" * (len(heads) + 2))
    for name in PAGES:
        times = [result[name].ms for result in results]
        queries = sorted({result[name].queries for result in results})
        cells = [f"{each:.0f}" for each in times] + [f"{times[-1] / times[0]:.1f}"]
        print(f"| {name} | {' | '.join(cells)} | {', '.join(map(str, queries))} |")


if __name__ == "__main__":
    run(Path(sys.argv[1]), *sys.argv[2:])
