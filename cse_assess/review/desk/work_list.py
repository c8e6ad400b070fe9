"""What an assessor has to do: each self-assessment they may assess, and what has ended."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import AssessorGrant
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.wording import find_standard
from cse_assess.clock import today
from cse_assess.review.desk import policy, queries
from cse_assess.review.desk.deadlines import say_time_left
from cse_assess.review.desk.models import Review
from cse_assess.review.second_opinion.models import Scoring
from cse_assess.review.submissions.models import Submission


@dataclass(frozen=True, slots=True)
class Work:
    """A self-assessment that an assessor may assess today.

    `submission` is the newest that stands. `reviews` are all there are, newest first, and `done`
    how many elements are done in each, by the review's id, of `total`. `assessing` holds who may
    assess what today, and `scorings` are the person's own, blind ones.
    """

    grant: AssessorGrant
    assessment: Assessment
    submission: Submission | None
    reviews: tuple[Review, ...]
    done: Mapping[int, int]
    total: int
    assessing: Collection[tuple[int, int]]
    scorings: tuple[Scoring, ...]
    actor: Actor
    on: date

    @property
    def current(self) -> Review | None:
        """Return the newest review, or None where nobody has begun one."""
        return self.reviews[0] if self.reviews else None

    @property
    def is_own(self) -> bool:
        """Tell whether the person does the newest review."""
        return self.current is not None and self.current.assessor_id == self.actor.user_id

    @property
    def can_begin(self) -> bool:
        """Tell whether the person may begin a review now."""
        is_free = self.current is None or self.current.is_signed
        return is_free and self.submission is not None and self._may_begin

    @property
    def _may_begin(self) -> bool:
        return policy.can_begin_review(self.actor, self.assessment, is_scoring=self.is_scoring)

    @property
    def can_take_up(self) -> bool:
        """Tell whether a later submission waits to be taken up."""
        number = self.submission.number if self.submission else None
        return self.current is not None and policy.can_take_up(
            self.actor, self.current, newest_number=number
        )

    @property
    def can_take_over(self) -> bool:
        """Tell whether the person may go on with another's review whose access has ended."""
        review = self.current
        if review is None:
            return False
        has_ended = (review.assessor_id, self.assessment.id) not in self.assessing
        return policy.can_take_over(
            self.actor, review, has_ended=has_ended, is_scoring=self.is_scoring
        )

    @property
    def scoring(self) -> Scoring | None:
        """Return the person's scoring that is in hand, else their last one, or None."""
        in_hand = (each for each in self.scorings if not each.is_finished)
        return next(in_hand, self.scorings[-1] if self.scorings else None)

    @property
    def is_scoring(self) -> bool:
        """Tell whether the person has a scoring in hand, and so is shown no level of others."""
        return self.scoring is not None and not self.scoring.is_finished

    @property
    def can_read(self) -> bool:
        """Tell whether the person may read the newest review."""
        review = self.current
        if review is None:
            return False
        finished = {each.submission_id for each in self.scorings if each.is_finished}
        return policy.can_read_review(
            self.actor, review, has_scored=review.submission_id in finished
        )

    @property
    def to_score(self) -> Submission | None:
        """Return the newest submission, where the person may score it beside another's review."""
        return None if self.is_own or self.scoring else self.submission

    @property
    def time_left(self) -> str:
        """Return the time until the desktop review is to be done, in words; "" where it is over."""
        review = self.current
        is_over = review is None or review.is_signed
        return "" if is_over or review is None else say_time_left(review.due_on, self.on)

    @property
    def access_left(self) -> str:
        """Return the time until the access ends, in words."""
        return say_time_left(self.grant.ends_on, self.on)


@dataclass(frozen=True, slots=True)
class WorkList:
    """All that an assessor may assess today, and grants that have ended."""

    current: tuple[Work, ...]
    ended: tuple[tuple[AssessorGrant, Assessment], ...]


def list_work(actor: Actor, folders: Sequence[Path]) -> WorkList:
    """Return a person's work as an assessor, newest first, in a fixed number of queries.

    `folders` are where this installation keeps its standards.
    """
    on, grants = today(), queries.list_grants_of(actor.user_id)
    ids = [assessment.id for grant, assessment in grants if grant.ends_on >= on]
    standing, reviews = queries.load_standing(ids), queries.list_reviews(ids)
    done = queries.count_done([each.id for each in reviews])
    assessing = queries.list_assessing(ids)
    scorings = queries.list_scorings_of(actor.user_id, ids)
    return WorkList(
        current=tuple(
            Work(
                grant=grant,
                assessment=assessment,
                submission=standing.get(assessment.id),
                reviews=_pick(reviews, assessment.id),
                done=done,
                total=_count_elements(assessment, folders),
                assessing=assessing,
                scorings=tuple(
                    each for each in scorings if each.submission.assessment_id == assessment.id
                ),
                actor=actor,
                on=on,
            )
            for grant, assessment in grants
            if grant.ends_on >= on
        ),
        ended=tuple(pair for pair in grants if pair[0].ends_on < on),
    )


def _count_elements(assessment: Assessment, folders: Sequence[Path]) -> int:
    standard = find_standard(assessment, folders=folders)
    return len(standard.elements) if standard else 0


def _pick(reviews: Sequence[Review], assessment_id: int) -> tuple[Review, ...]:
    return tuple(each for each in reviews if each.assessment_id == assessment_id)
