"""Which rules a certificate lives by."""

from collections.abc import Sequence
from pathlib import Path

from cse_assess.assessments.wording import find_standard
from cse_assess.review.certificates.models import Certificate
from cse_assess.standards.structure import LifeRules


def find_life(certificate: Certificate, folders: Sequence[Path]) -> LifeRules:
    """Return the rules of the standard; where it is not installed any more, those of most."""
    standard = find_standard(certificate.assessment, folders=tuple(folders))
    return standard.life if standard else LifeRules()
