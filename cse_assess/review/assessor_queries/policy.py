"""Who may ask, answer and decide: pure functions of an actor and a review or a query.

The assessor asks and decides as long as they may write findings. Whoever writes in the assessed
service answers, also after the day and where the self-assessment is locked: the answer goes to the
submission, not into the living self-assessment.
"""

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.policy import can_manage_assessment, is_writer
from cse_assess.review.assessor_queries.models import AssessorQuery, QueryState
from cse_assess.review.assessor_queries.states import ENDS, QueryStep, find_next_state
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.policy import can_write_findings


def can_ask(actor: Actor, review: Review) -> bool:
    """Tell whether the person may ask for more in this review now."""
    return can_write_findings(actor, review)


def can_ask_again(actor: Actor, query: AssessorQuery) -> bool:
    """Tell whether the person may ask anew about a query that has come to its end."""
    return query.state in ENDS and can_ask(actor, query.review)


def can_take_step(actor: Actor, query: AssessorQuery, step: QueryStep) -> bool:
    """Tell whether the person may take this step, and the query is where it can be taken."""
    if find_next_state(query.state, step) is None:
        return False
    if step is QueryStep.ANSWER:
        return _is_answering(actor, query) and is_waiting(query)
    return can_write_findings(actor, query.review)


def can_answer(actor: Actor, query: AssessorQuery) -> bool:
    """Tell whether the person may answer the query, and gather evidence for the answer, now."""
    return can_take_step(actor, query, QueryStep.ANSWER)


def _is_answering(actor: Actor, query: AssessorQuery) -> bool:
    return is_writer(actor, query.review.assessment)


def is_waiting(query: AssessorQuery) -> bool:
    """Tell whether the query can still be answered by somebody."""
    review = query.review
    is_closed = review.is_signed or review.submission.is_withdrawn
    return query.state == QueryState.ASKED and not is_closed


def can_download_addendum(actor: Actor, assessment: Assessment) -> bool:
    """Tell whether a member may take away all that was added, confidential titles too."""
    return can_manage_assessment(actor, assessment)
