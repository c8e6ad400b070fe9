"""Finds the standards that are installed: the bundled ones and the installation's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cse_assess.paths import data_folder, default_instance_folder
from cse_assess.standards.errors import Fault, StandardError, UnknownStandardError
from cse_assess.standards.loader import load_standard
from cse_assess.standards.structure import Standard


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sound standards by id, and the faults of the files that could not be used."""

    standards: dict[str, Standard]
    paths: dict[str, Path]
    faults: tuple[Fault, ...]


def standard_folders(instance_folder: Path | None = None) -> tuple[Path, ...]:
    """Return the bundled folder and that of the installation, in the order of precedence."""
    instance = instance_folder or default_instance_folder()
    return (data_folder("standard"), instance / "standards")


def read_catalogue(folders: Sequence[Path] | None = None) -> Catalogue:
    """Read every `*.yaml` of the folders; raise nothing.

    A standard in a later folder replaces one of the same id in an earlier folder, so that an
    installation can put its own version in place of a bundled one.
    """
    standards: dict[str, Standard] = {}
    paths: dict[str, Path] = {}
    faults: list[Fault] = []
    for path in _yaml_files(standard_folders() if folders is None else folders):
        try:
            standard = load_standard(path)
        except StandardError as error:
            faults += error.faults
            continue
        if standard.id in paths and paths[standard.id].parent == path.parent:
            message = f"the id “{standard.id}” is also that of {paths[standard.id].name}"
            faults.append(Fault(str(path), 1, 1, message))
            continue
        standards[standard.id], paths[standard.id] = standard, path
    return Catalogue(standards, paths, tuple(faults))


def _yaml_files(folders: Sequence[Path]) -> list[Path]:
    return [path for folder in folders for path in sorted(folder.glob("*.yaml"))]


def list_standards(folders: Sequence[Path] | None = None) -> tuple[Standard, ...]:
    """Return the sound standards, ordered by title; `read_catalogue` also tells the faults."""
    catalogue = read_catalogue(folders)
    return tuple(sorted(catalogue.standards.values(), key=lambda each: (each.title, each.id)))


def get_standard(standard_id: str, folders: Sequence[Path] | None = None) -> Standard:
    """Return the standard of this id.

    Raises `StandardError` where it may be in a file with faults, else `UnknownStandardError`.
    """
    return load_standard(get_path(standard_id, folders))


def get_path(standard_id: str, folders: Sequence[Path] | None = None) -> Path:
    """Return the file of the standard of this id; raises as `get_standard` does."""
    catalogue = read_catalogue(folders)
    if standard_id in catalogue.paths:
        return catalogue.paths[standard_id]
    if catalogue.faults:
        raise StandardError(catalogue.faults)
    raise UnknownStandardError(standard_id, tuple(catalogue.paths))
