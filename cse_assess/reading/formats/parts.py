"""Finds its way through the parts of an Office document by their relationships."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from cse_assess.reading.archive import read_entry
from cse_assess.reading.refusal import DAMAGED, Refused
from cse_assess.reading.xml_part import scan_xml


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of one part to another: its id, the last word of its type, its target."""

    id: str
    kind: str
    target: str


def list_relations(archive: zipfile.ZipFile, part: str) -> list[Relation]:
    """Return the relationships of `part` to parts that are there; "" is the package itself."""
    folder, name = posixpath.split(part)
    index = posixpath.join(folder, "_rels", f"{name}.rels")
    found: list[Relation] = []

    def note(element: str, attributes: dict[str, str]) -> None:
        if element == "Relationship" and attributes.get("TargetMode", "").lower() != "external":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            found.append(Relation(attributes.get("Id", ""), kind, target.lstrip("/")))

    if index in archive.namelist():
        scan_xml(read_entry(archive, index), note)
    names = set(archive.namelist())
    return [relation for relation in found if relation.target in names]


def find_main_part(archive: zipfile.ZipFile) -> str:
    """Return the name of the main part; raise `Refused` where it is missing."""
    for name in targets_of(list_relations(archive, ""), "officeDocument"):
        return name
    raise Refused(DAMAGED)


def targets_of(relations: list[Relation], kind: str) -> Iterator[str]:
    """Yield the targets of the relationships of `kind`, in their order."""
    return (relation.target for relation in relations if relation.kind == kind)
