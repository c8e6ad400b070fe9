"""What kind of proof a piece of evidence gives: what an assessor weighs beside how much there is.

The kinds follow how assessors work: they read what an organisation says, look for it being done,
ask what came of it, and hear it from others. They are this project's own words; no standard's file
names them.
"""

from enum import StrEnum


class ProofKind(StrEnum):
    """What a piece of evidence shows of the point that it answers."""

    SAYS = "says"
    DOES = "does"
    ACHIEVES = "achieves"
    CUSTOMERS_SAY = "customers_say"
    STAFF_OR_PARTNERS_SAY = "staff_or_partners_say"
    OBSERVED = "observed"


PROOF_TITLES = {
    ProofKind.SAYS: "Says",
    ProofKind.DOES: "Does",
    ProofKind.ACHIEVES: "Achieves",
    ProofKind.CUSTOMERS_SAY: "Customers say",
    ProofKind.STAFF_OR_PARTNERS_SAY: "Staff or partners say",
    ProofKind.OBSERVED: "Observed",
}

PROOF_HELP = {
    ProofKind.SAYS: "What you have undertaken to do: a policy, a plan, a promise to customers.",
    ProofKind.DOES: "That it is done: records, minutes, training logs, an example of real work.",
    ProofKind.ACHIEVES: "What came of it: figures, targets met, results that became better.",
    ProofKind.CUSTOMERS_SAY: "Surveys, comments, compliments and complaints.",
    ProofKind.STAFF_OR_PARTNERS_SAY: "A staff survey, a partner’s letter, notes of a team meeting.",
    ProofKind.OBSERVED: "What can be seen: a photograph, a mystery visit, a recording.",
}


def sort_kinds(kinds: set[ProofKind] | frozenset[ProofKind]) -> tuple[ProofKind, ...]:
    """Return the kinds in the order in which they are listed."""
    return tuple(kind for kind in ProofKind if kind in kinds)
