"""Whether an addendum is still what was added, as both sides' pages show it."""

from dataclasses import dataclass

from cse_assess.review.assessor_queries.models import Addendum
from cse_assess.review.assessor_queries.verification import find_faults, find_missing_files
from cse_assess.review.submissions.manifest import count_files
from cse_assess.web.context import current_blobs


@dataclass(frozen=True, slots=True)
class Proof:
    """What is wrong with an addendum, in sentences, and which of its files are gone."""

    faults: tuple[str, ...]
    missing: tuple[str, ...]
    file_count: int

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.faults and not self.missing


def check_addendum(addendum: Addendum) -> Proof:
    """Return how an addendum stands now, in one query; its files are not read."""
    return Proof(
        faults=tuple(find_faults(addendum)),
        missing=tuple(find_missing_files(addendum, current_blobs())),
        file_count=count_files(addendum.manifest),
    )
