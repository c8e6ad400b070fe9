"""What is kept of the past, and the step into the next cycle; each service flushes."""

from cse_assess.assessments.past.services.carry_forward import carry_forward
from cse_assess.assessments.past.services.confirming import confirm_carried_level
from cse_assess.assessments.past.services.points import settle_point
from cse_assess.assessments.past.services.snapshots import LONGEST_NAME, keep_state, take_snapshot

__all__ = [
    "LONGEST_NAME",
    "carry_forward",
    "confirm_carried_level",
    "keep_state",
    "settle_point",
    "take_snapshot",
]
