"""Says in plain words what pydantic found wrong with a standard's shape."""

from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from cse_assess.standards import structure
from cse_assess.standards.yaml_source import Path_

_MODELS: dict[str, type[BaseModel]] = {
    "terms": structure.Terms,
    "criterion": structure.Term,
    "subcriterion": structure.Term,
    "element": structure.Term,
    "guidance": structure.Term,
    "expects": structure.Expects,
    "levels": structure.Level,
    "rules": structure.Rules,
    "evidence": structure.EvidenceRules,
    "criteria": structure.Criterion,
    "counts": structure.Counts,
    "subcriteria": structure.Subcriterion,
    "elements": structure.Element,
}
_PATTERNS = {
    structure.NOT_BLANK: "is empty: expected some text",
    structure.CODE: "is not a code: expected letters or figures with full stops, like “1.2.3”",
    structure.STANDARD_ID: "is not an id: expected lower-case letters, figures and hyphens",
    structure.LEVEL_ID: "is not a level's id: expected lower-case letters, figures and underscores",
    structure.LANGUAGE: "is not a language: expected a tag like “en-GB”",
}
_MAPPING = "{name} is {found}: expected a mapping of keys and values"
_SENTENCES = {
    "missing": "{name} is missing",
    "string_too_short": "{name} is empty: expected some text",
    "string_pattern_mismatch": "{name} {pattern}; found {found}",
    "string_too_long": "{name} has {length} characters: expected at most {max_length}",
    "greater_than_equal": "{name} is {found}: expected at least {ge}",
    "less_than_equal": "{name} is {found}: expected at most {le}",
    "literal_error": "{name} is {found}: expected {expected}",
    "allowance": "{name} is {found}: {message}",
    "too_short": "{name} has too few entries: expected at least {min_length}",
    "string_type": "{name} is {found}: expected text{quotes}",
    "int_type": "{name} is {found}: expected a whole number",
    "int_from_float": "{name} is {found}: expected a whole number",
    "tuple_type": "{name} is {found}: expected a list",
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
}
_LONGEST_QUOTE = 40


def describe_error(error: ErrorDetails) -> str:
    """Return what is wrong and what was expected, in one sentence without its place."""
    if error["type"] == "extra_forbidden":
        return _describe_unknown_key(error["loc"])
    sentence = _SENTENCES.get(error["type"], "{name} is {found}: {message}")
    return sentence.format_map(_facts_of(error))


def _facts_of(error: ErrorDetails) -> dict[str, Any]:
    value, context = error["input"], error.get("ctx", {})
    return {
        **context,
        "name": _name_of(error["loc"]),
        "found": _show(value),
        "message": error["msg"],
        "length": len(value) if isinstance(value, str) else 0,
        "pattern": _PATTERNS.get(context.get("pattern", ""), ""),
        "quotes": " in quotes" if isinstance(value, bool | int | float) else "",
    }


def _name_of(path: Path_) -> str:
    names = [step for step in path if isinstance(step, str) and step != "[key]"]
    if not names:
        return "the file"
    if isinstance(path[-1], int):
        return f"entry {path[-1] + 1} of “{names[-1]}”"
    return f"“{names[-1]}”"


def _describe_unknown_key(path: Path_) -> str:
    known = _known_keys(path[:-1])
    near = get_close_matches(str(path[-1]), known, n=1)
    advice = f"did you mean “{near[0]}”?" if near else f"expected one of {', '.join(known)}"
    return f"unknown key “{path[-1]}”: {advice}"


def _known_keys(parent: Path_) -> list[str]:
    names = [step for step in parent if isinstance(step, str)]
    model = _MODELS[names[-1]] if names else structure.Standard
    return [field.alias or name for name, field in model.model_fields.items()]


def _show(value: Any) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return f"the truth value {str(value).lower()}"
        case int() | float():
            return f"the number {value}"
        case str():
            is_long = len(value) > _LONGEST_QUOTE
            return f"“{value[:_LONGEST_QUOTE]}{'…' if is_long else ''}”"
        case list():
            return "a list"
    return "a mapping"
