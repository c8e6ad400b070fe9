"""The pages of a pack's reader: static HTML that opens from a memory stick."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from urllib.parse import quote

from jinja2 import Environment

from cse_assess.paths import PACKAGE, data_folder
from cse_assess.reports.document import (
    ElementEntry,
    GapReport,
    IndexedEvidence,
    LinkedEvidence,
)
from cse_assess.reports.packs.files import LeftOut, Packed, PackedFile
from cse_assess.reports.packs.kept import PackedAddendum, UnknownElement
from cse_assess.reports.printing import make_environment
from cse_assess.review.assessor_queries.addenda import CONTENT_NAME
from cse_assess.web.templating import format_file_size

TEMPLATES = "reports/pack"


@dataclass(frozen=True)
class Pack:
    """What a pack shows.

    `files` says what became of each item's file, by the item's id. `submission` is the number of
    the submission that it is of, None for the self-assessment as it stood; `addenda` is what was
    added to it since. `unknown` are elements that the standard of the report does not have.
    """

    report: GapReport
    files: Mapping[int, Packed]
    submission: int | None = None
    fingerprint: str = ""
    unknown: tuple[UnknownElement, ...] = ()
    addenda: tuple[PackedAddendum, ...] = ()

    @property
    def elements(self) -> list[ElementEntry | UnknownElement]:
        """Return every element, in the standard's order, and then those that it lacks."""
        known = [
            element
            for criterion in self.report.criteria
            for subcriterion in criterion.subcriteria
            for element in subcriterion.elements
        ]
        return [*known, *self.unknown]

    def has_page_of(self, code: str) -> bool:
        """Tell whether there is a page of the element of this code."""
        return any(element.code == code for element in self.elements)

    def addenda_of(self, code: str) -> list[PackedAddendum]:
        """Return what was added about one element."""
        return [addendum for addendum in self.addenda if addendum.element == code]

    @property
    def packed(self) -> list[PackedFile]:
        """Return the files that are in the pack, those of addenda too."""
        files = [self.files, *(addendum.files for addendum in self.addenda)]
        return [each for some in files for each in some.values() if isinstance(each, PackedFile)]

    @property
    def left_out(self) -> list[tuple[str, str]]:
        """Return title and reason of each piece whose file is not in the pack."""
        submitted = ((indexed.record, self.files) for indexed in self.evidence)
        added = (
            (linked.record, addendum.files)
            for addendum in self.addenda
            for linked in addendum.evidence
        )
        return [
            (record.title, found.reason)
            for record, files in (*submitted, *added)
            if isinstance(found := files.get(record.item_id), LeftOut)
        ]

    @cached_property
    def evidence(self) -> list[IndexedEvidence]:
        """Return all that was submitted with the elements that use it, by title."""
        indexed = {each.record.item_id: each for each in self.report.evidence}
        for element in self.unknown:
            for linked in element.evidence:
                known = indexed.get(linked.record.item_id)
                codes = (*known.used_in, element.code) if known else (element.code,)
                indexed[linked.record.item_id] = IndexedEvidence(linked.record, codes)
        return sorted(
            indexed.values(), key=lambda each: (each.record.title.casefold(), each.record.item_id)
        )


def draw_pages(pack: Pack) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each page, and of what the pages need, under `data/`."""
    yield "index.html", _draw("index.html", pack, root="")
    yield "evidence.html", _draw("evidence.html", pack, root="")
    elements = pack.elements
    for place, element in enumerate(elements):
        yield (
            f"elements/{element.code}/index.html",
            _draw(
                "element.html",
                pack,
                root="../../",
                element=element,
                previous=elements[place - 1] if place else None,
                following=elements[place + 1] if place + 1 < len(elements) else None,
            ),
        )
    for addendum in pack.addenda:
        yield from _draw_addendum(pack, addendum)
    yield "reader/app.css", (PACKAGE / "static" / "app.css").read_bytes()
    yield "reader/search.js", (data_folder("templates") / TEMPLATES / "search.js").read_bytes()
    yield "reader/entries.js", write_entries(pack)


def _draw_addendum(pack: Pack, addendum: PackedAddendum) -> Iterator[tuple[str, bytes]]:
    """Yield the page of an addendum, and what it can be checked by."""
    folder = addendum.folder
    yield f"{folder}/index.html", _draw("addendum.html", pack, root="../../", addendum=addendum)
    yield f"{folder}/manifest-sha256.txt", addendum.manifest.encode()
    if addendum.content:
        yield f"{folder}/{CONTENT_NAME}", addendum.content


def _draw(template: str, pack: Pack, **values: object) -> bytes:
    page = _environment().get_template(f"{TEMPLATES}/{template}")
    return page.render(pack=pack, report=pack.report, **values).encode()


@cache
def _environment() -> Environment:
    environment = make_environment()
    environment.filters.update(file_size=format_file_size, path=quote)
    return environment


def write_entries(pack: Pack) -> bytes:
    """Return the script with what the search looks through: a title, a place and words for each."""
    entries = [
        *(_describe(element) for element in pack.elements),
        *(_describe_addendum(addendum) for addendum in pack.addenda),
    ]
    text = json.dumps(entries, ensure_ascii=False).replace("</", "<\\/")
    return f"window.packEntries = {text};\n".encode()


def _describe(element: ElementEntry | UnknownElement) -> dict[str, str]:
    said = [
        element.statement,
        *element.guidance,
        element.justification,
        element.level_reason,
        element.tell,
    ]
    return {
        "title": f"{element.code} {element.title}",
        "place": f"elements/{element.code}/index.html",
        "words": " ".join(filter(None, [*said, *_list_words(element.evidence)])),
    }


def _describe_addendum(addendum: PackedAddendum) -> dict[str, str]:
    said = [addendum.question, addendum.answer, *_list_words(addendum.evidence)]
    return {
        "title": f"Addendum {addendum.number}, answer to query {addendum.query}",
        "place": f"{addendum.folder}/index.html",
        "words": " ".join(filter(None, said)),
    }


def _list_words(evidence: Sequence[LinkedEvidence]) -> Iterator[str]:
    for linked in evidence:
        yield from (linked.record.title, linked.note, *(pin.quotation for pin in linked.pins))
