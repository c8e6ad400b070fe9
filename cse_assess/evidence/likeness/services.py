"""Keeps the signatures of stored files."""

from sqlalchemy import delete

from cse_assess.db import session
from cse_assess.evidence.likeness.models import FileLikeness, LikenessBand
from cse_assess.evidence.likeness.signatures import Signature


def save_signature(*, sha256: str, signature: Signature) -> None:
    """Keep the signature of a content in place of the one before."""
    session.execute(delete(LikenessBand).where(LikenessBand.sha256 == sha256))
    session.execute(delete(FileLikeness).where(FileLikeness.sha256 == sha256))
    session.add(FileLikeness(sha256=sha256, kind=signature.kind, signature=dict(signature.values)))
    session.flush()
    session.add_all(
        LikenessBand(sha256=sha256, band=band, value=value)
        for band, value in sorted(signature.list_bands())
    )
    session.flush()
