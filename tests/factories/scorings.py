"""Blind scorings straight into the database, and through the services, committed."""

from datetime import timedelta

from factories.accounts import actor_of, make_assessor, make_user
from factories.assessments import cse

from cse_assess.accounts.models import Role, User
from cse_assess.clock import now, today
from cse_assess.db import session
from cse_assess.review.second_opinion import services
from cse_assess.review.second_opinion.models import Score, ScorerKind, Scoring
from cse_assess.review.submissions.models import Submission


def make_scoring(
    submission: Submission, *, scorer: User | None = None, kind=ScorerKind.ASSESSOR, **values
) -> Scoring:
    """Make a scoring in hand by a new second assessor, or by a new reader of the organisation."""
    organisation = submission.assessment.organisation
    if kind == ScorerKind.INTERNAL:
        scorer = scorer or make_user(Role.READER, organisation)
        values = {"until": today() + timedelta(days=7), **values}
    scorer = scorer or make_assessor(submission.assessment)
    known = {"submission_id": submission.id, "scorer_id": scorer.id, "kind": kind.value}
    return _keep(Scoring(**{**known, **values}))


def score_all(scoring: Scoring, level="compliant", reason="", **levels) -> None:
    """Give every element a level; `levels` names others by their code, as e1_1_1."""
    named = {name[1:].replace("_", "."): value for name, value in levels.items()}
    for element in cse().elements:
        value = named.get(element.code, level)
        session.add(
            Score(scoring_id=scoring.id, element_code=element.code, level=value, reason=reason)
        )
    session.commit()


def finish(scoring: Scoring, **levels) -> Scoring:
    """Score every element and finish."""
    score_all(scoring, **levels)
    scoring.finished_at = now()
    session.commit()
    return scoring


def keep_score(
    scoring: Scoring, code="1.1.1", level="plus", reason="", version_id=0, *, actor=None
):
    """Score one element through the service."""
    services.keep_score(
        actor=actor or actor_of(scoring.scorer),
        scoring=scoring,
        standard=cse(),
        code=code,
        level=level,
        reason=reason,
        version_id=version_id,
    )
    session.commit()


def _keep(row):
    session.add(row)
    session.commit()
    return row
