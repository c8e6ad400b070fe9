"""The part of `cse-assess verify` that holds signed reports against the audit trail."""

from collections.abc import Iterator

from cse_assess.db import read_only
from cse_assess.evidence.custody.verification import Fault, FaultKind
from cse_assess.review.decision.queries import get_signature, list_ids_of_signatures
from cse_assess.review.decision.verification import find_faults, list_missing_signatures


def verify_signatures() -> Iterator[Fault]:
    """Give every fault of what was signed, each signature read on its own, and of what is gone."""
    with read_only():
        ids = list_ids_of_signatures()
    for signature_id in ids:
        with read_only():
            found = _verify(signature_id)
        yield from found
    with read_only():
        gone = list_missing_signatures()
    for holder in gone:
        message = "The audit trail holds this signature, and it is gone."
        yield Fault(FaultKind.SIGNATURE, message, holder=holder)


def _verify(signature_id: int) -> list[Fault]:
    try:
        signed = get_signature(signature_id)
    except ValueError:
        message = "What was signed cannot be read: its content is no JSON any more."
        return [Fault(FaultKind.SIGNATURE, message, holder=f"signature with the id {signature_id}")]
    holder = f"review {signed.review_id}, signature {signed.number}"
    return [Fault(FaultKind.SIGNATURE, message, holder=holder) for message in find_faults(signed)]
