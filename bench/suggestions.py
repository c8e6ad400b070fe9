"""Measures how often a right element is suggested, beside a plain full-text search.

Prints a Markdown document and keeps it in bench/suggestions-results.md:
`.venv/bin/python bench/suggestions.py`.
"""

import re
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE / "suggestions-results.md"
sys.path.insert(0, str(HERE.parent / "tests"))

from factories.labelled import (  # noqa: E402  the tests' folder is no package
    HELD_OUT,
    TUNING,
    Hits,
    LabelledItem,
    read_labelled,
)

from cse_assess.analysis.suggestions import (  # noqa: E402
    EvidenceText,
    Example,
    suggest_elements,
)
from cse_assess.reading.document import Page  # noqa: E402
from cse_assess.standards.registry import get_standard  # noqa: E402
from cse_assess.standards.structure import Standard  # noqa: E402

DEPTH = 5
LONG_PAGES, WORDS_ON_A_PAGE, RUNS = 20, 500, 15

Rank = Callable[[LabelledItem], Sequence[str]]


def main() -> None:
    """Measure every way of ranking on both halves, and keep the table."""
    document = _write_document(get_standard("cse"))
    RESULTS.write_text(document, "utf-8")
    print(document)


def _write_document(standard: Standard) -> str:
    halves = {half: read_labelled(half) for half in (TUNING, HELD_OUT)}
    attached = [
        Example(code, item.as_evidence) for item in halves[TUNING] for code in item.elements
    ]
    ways: dict[str, Rank] = {
        "FTS5 porter, title double; statement and guidance": _full_text(standard, keywords=False),
        "FTS5 porter, title double; keywords too": _full_text(standard, keywords=True),
        "Suggestions": lambda item: _suggest(item.as_evidence, standard, ()),
        "Suggestions, title and file name only": lambda item: _suggest(
            item.as_heading, standard, ()
        ),
        "Suggestions, with the tuning half already attached": lambda item: _suggest(
            item.as_evidence, standard, attached
        ),
    }
    rows = [_measure(name, rank, halves) for name, rank in ways.items()]
    sizes = {half: len(items) for half, items in halves.items()}
    about = ABOUT.format_map(sizes)
    return about + "\n".join([*rows, "", _time_suggestions(standard, halves), ""])


ABOUT = """\
# How often the right element is suggested

Written by `bench/suggestions.py`. The labelled set is invented: {tuning} pieces of evidence for
tuning and {held_out} held out, one of each for every element of CSE, all written by one author from
the published meaning of the elements before anybody looked at the words of `standard/cse.yaml`. The
weights were chosen by looking at the tuning half and at the sample organisation's evidence, never
at the held-out half. A hit is a piece for which a right element is among the first one, three or
five of the 57.

| Ranked by | tuning 1 | 3 | 5 | held out 1 | 3 | 5 |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
"""


def _measure(name: str, rank: Rank, halves: dict[str, list[LabelledItem]]) -> str:
    cells = []
    for half, items in halves.items():
        if half == TUNING and "already attached" in name:
            cells += ["", "", ""]
            continue
        hits = Hits.of(items, [rank(item) for item in items])
        cells += [f"{count} ({count / len(items):.0%})" for count in (hits.first, hits.third)]
        cells.append(f"{hits.fifth} ({hits.fifth / len(items):.0%})")
    return f"| {name} | {' | '.join(cells)} |"


def _suggest(text: EvidenceText, standard: Standard, examples: Sequence[Example]) -> list[str]:
    found = suggest_elements(text, standard, examples=examples, limit=DEPTH)
    return [suggestion.code for suggestion in found]


def _full_text(standard: Standard, *, keywords: bool) -> Rank:
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE element"
        " USING fts5(code UNINDEXED, title, body, tokenize='porter unicode61')"
    )
    for element in standard.elements:
        body = (element.statement, *element.guidance, *(element.keywords if keywords else ()))
        database.execute(
            "INSERT INTO element VALUES (?, ?, ?)", (element.code, element.title, " ".join(body))
        )

    def rank(item: LabelledItem) -> list[str]:
        words = set(re.findall(r"\w+", f"{item.title} {item.file} {item.text}".lower()))
        rows = database.execute(
            "SELECT code FROM element WHERE element MATCH ?"
            " ORDER BY bm25(element, 0, 2, 1) LIMIT ?",
            (" OR ".join(f'"{word}"' for word in sorted(words)), DEPTH),
        )
        return [code for (code,) in rows]

    return rank


def _time_suggestions(standard: Standard, halves: dict[str, list[LabelledItem]]) -> str:
    unseen = standard.replace(criteria=standard.criteria[::-1])
    ready = _take_time(lambda: _suggest(EvidenceText("Bins"), unseen, ()))
    long = _make_long_text(halves)
    short = [
        _take_time(lambda item=item: _suggest(item.as_evidence, standard, ()))
        for item in halves[TUNING]
    ]
    times = [_take_time(lambda: _suggest(long, standard, ())) for _ in range(RUNS)]
    words = LONG_PAGES * WORDS_ON_A_PAGE
    return (
        f"A piece of one page takes {statistics.median(short):.1f} ms, one of {LONG_PAGES} pages"
        f" ({words:,} words) {statistics.median(times):.0f} ms (medians of the processor's time);"
        f" making the standard ready, once, {ready:.0f} ms."
    )


def _make_long_text(halves: dict[str, list[LabelledItem]]) -> EvidenceText:
    words = " ".join(item.text for items in halves.values() for item in items).split()
    needed = LONG_PAGES * WORDS_ON_A_PAGE
    words = (words * (needed // len(words) + 1))[:needed]
    pages = (
        Page(number + 1, " ".join(words[number * WORDS_ON_A_PAGE : (number + 1) * WORDS_ON_A_PAGE]))
        for number in range(LONG_PAGES)
    )
    return EvidenceText("Everything at once", "everything.pdf", tuple(pages))


def _take_time(work: Callable[[], object]) -> float:
    """Return how many milliseconds of the processor's time the work takes."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    main()
