"""The published JSON form of a standard (docs: command line, `standard show --json`)."""

from typing import Any

from cse_assess.standards.structure import Criterion, Element, Level, Standard, Subcriterion


def standard_to_json(standard: Standard) -> dict[str, Any]:
    """Return the whole standard."""
    return {
        "id": standard.id,
        "title": standard.title,
        "version": standard.version,
        "levels": [_level_to_json(standard, level) for level in standard.levels],
        "criteria": [criterion_to_json(criterion) for criterion in standard.criteria],
    }


def _level_to_json(standard: Standard, level: Level) -> dict[str, Any]:
    rules, kind = standard.rules, standard.rules.kind_of(level.id)
    return {
        **level.model_dump(),
        "kind": kind,
        "met": kind == "met",
        "blocking": level.id in rules.blocking,
        "reason_required": level.id in rules.reason_required,
        "evidence_required": level.id in rules.evidence_required,
    }


def criterion_to_json(criterion: Criterion) -> dict[str, Any]:
    """Return a criterion; one without sub-criteria has a single one of its own code and title."""
    return {
        "code": criterion.code,
        "title": criterion.title,
        "subcriteria": [subcriterion_to_json(sub) for sub in criterion.subcriteria],
    }


def subcriterion_to_json(subcriterion: Subcriterion) -> dict[str, Any]:
    """Return a sub-criterion with its elements."""
    return {
        "code": subcriterion.code,
        "title": subcriterion.title,
        "elements": [element_to_json(element) for element in subcriterion.elements],
    }


def element_to_json(element: Element) -> dict[str, Any]:
    """Return an element; the official wording is null where none was imported."""
    return element.model_dump(mode="json")
