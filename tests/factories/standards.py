"""A small sound standard as text, and what the loader finds wrong with others."""

import pytest

from cse_assess.standards.errors import Fault, StandardError
from cse_assess.standards.loader import parse_standard

SOUND = """\
id: small
title: A small standard
version: "1"
about: Two criteria.
language: en-GB
terms:
  criterion: {one: criterion, many: criteria}
  element: {one: element, many: elements}
  guidance: {one: guidance point, many: guidance points}
expects: {criteria: 2, subcriteria: 1, elements: 3, guidance: 4}
levels:
  - {id: yes_, title: Met, short: Met, mark: "+", tone: best, description: It is met.}
  - {id: part, title: Part, short: Part, mark: "~", tone: middling, description: In part.}
  - {id: no_, title: Not met, short: Not, mark: "-", tone: bad, description: It is not met.}
  - {id: na, title: Not applicable, short: N/A, mark: "0", tone: none, description: None.}
rules:
  group: criterion
  met: [yes_]
  partial: [part]
  not_met: [no_]
  not_applicable: [na]
  blocking: [no_]
  reason_required: [na]
  evidence_required: [yes_]
  threshold_percent: 80
  thresholds: {"2": 90}
  partial_allowance: remainder
  source: Invented.
criteria:
  - code: "1"
    title: One
    description: The first.
    counts: {elements: 2, guidance: 3}
    subcriteria:
      - code: "1.1"
        title: One one
        elements:
          - code: "1.1.1"
            title: First
            statement: The first is done.
            guidance: [A list., A plan.]
          - code: "1.1.2"
            title: Second
            statement: The second is done.
            guidance: [A list.]
  - code: "2"
    title: Two
    description: The second.
    elements:
      - code: "2.1"
        title: Third
        statement: The third is done.
        guidance: [A list.]
"""


def faults_of(text: str) -> list[str]:
    with pytest.raises(StandardError) as caught:
        parse_standard(text.encode(), "x.yaml")
    return [str(fault) for fault in caught.value.faults]


def find_faults(text: str) -> tuple[Fault, ...]:
    try:
        parse_standard(text.encode(), "x.yaml")
    except StandardError as error:
        return error.faults
    return ()
