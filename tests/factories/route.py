"""Actions and small standards of several shapes, for the way to the award."""

from decimal import Decimal
from functools import lru_cache

from factories.standards import SOUND

from cse_assess.analysis.actions import Effect, PlannedAction
from cse_assess.assessments.models import Assessment
from cse_assess.db import session
from cse_assess.standards.loader import parse_standard
from cse_assess.standards.structure import Standard


def make_action(name: str, effort: str, effects: dict[str, str]) -> PlannedAction:
    """Return an action that brings elements, by code, to levels."""
    moved = tuple(Effect(code, level) for code, level in effects.items())
    return PlannedAction(name, name, Decimal(effort), None, moved)


@lru_cache
def make_standard(
    group: str, threshold: int, allowance: str | int, *, is_blocking: bool
) -> Standard:
    """Return a standard of two criteria with three and two elements and five levels."""
    head = SOUND[: SOUND.index("expects:")]
    return parse_standard(
        f"""{head}
expects: {{criteria: 2, elements: 5, guidance: 5}}
levels:
  - {{id: best, title: Best, short: Best, mark: "*", tone: best, description: Best.}}
  - {{id: met, title: Met, short: Met, mark: "+", tone: good, description: Met.}}
  - {{id: part, title: Part, short: Part, mark: "~", tone: middling, description: Part.}}
  - {{id: no, title: Not met, short: Not, mark: "-", tone: bad, description: Not.}}
  - {{id: na, title: Not applicable, short: N/A, mark: "0", tone: none, description: None.}}
rules:
  group: {group}
  met: [best, met]
  partial: [part]
  not_met: ["no"]
  not_applicable: [na]
  blocking: [{'"no"' if is_blocking else ""}]
  threshold_percent: {threshold}
  partial_allowance: {allowance}
  source: Invented.
criteria:
{_write_criterion("1", 3)}
{_write_criterion("2", 2)}
""".replace("id: no,", 'id: "no",').encode(),
        "shape.yaml",
    )


def _write_criterion(code: str, elements: int) -> str:
    lines = [
        f'      - {{code: "{code}.{number}", title: T, statement: S., guidance: [G.]}}'
        for number in range(1, elements + 1)
    ]
    head = f'  - {{code: "{code}", title: C, description: D., elements: ['
    items = ", ".join(line.strip().removeprefix("- ") for line in lines)
    return f"{head}{items}]}}"


def set_levels(assessment: Assessment, levels: dict[str, str | None]) -> None:
    """Give all elements their levels at once, without the history of 57 visits to a page."""
    for response in assessment.responses:
        response.level = levels.get(response.element_code)
    session.commit()
