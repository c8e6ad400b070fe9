"""Writes the JSON Schema of a standard's file, for editors.

Run it after a change of structure.py: `python -m cse_assess.standards.schema`.
"""

import json
from pathlib import Path

from cse_assess.paths import data_folder
from cse_assess.standards.structure import Standard


def schema_path() -> Path:
    """Return where the generated schema is kept, beside the standards."""
    return data_folder("standard") / "standard.schema.json"


def render_schema() -> str:
    """Return the JSON Schema (draft 2020-12) that the models describe, as text."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Standard.model_json_schema(by_alias=True),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    schema_path().write_text(render_schema(), encoding="utf-8")
