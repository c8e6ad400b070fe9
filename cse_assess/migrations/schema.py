"""Brings every model into the metadata, for migrations and for the check that they match."""

from importlib import import_module

MODEL_MODULES = (
    "cse_assess.jobs.models",
    "cse_assess.audit.models",
    "cse_assess.accounts.models",
    "cse_assess.notices.models",
    "cse_assess.standards.models",
    "cse_assess.evidence.models",
    "cse_assess.evidence.study.models",
    "cse_assess.evidence.custody.models",
    "cse_assess.evidence.privacy.models",
    "cse_assess.evidence.likeness.models",
    "cse_assess.evidence.bulk.models",
    "cse_assess.assessments.models",
    "cse_assess.assessments.requests.models",
    "cse_assess.assessments.suggestions.models",
    "cse_assess.assessments.actions.models",
    "cse_assess.assessments.checks.models",
    "cse_assess.assessments.past.models",
    "cse_assess.assessments.takeaway.models",
    "cse_assess.review.submissions.models",
    "cse_assess.review.trail.models",
    "cse_assess.review.desk.models",
    "cse_assess.review.assessor_queries.models",
    "cse_assess.review.visit.models",
    "cse_assess.review.second_opinion.models",
    "cse_assess.review.decision.models",
    "cse_assess.review.certificates.models",
    "cse_assess.reports.models",
    "cse_assess.reports.packs.models",
)

SEARCH_TABLES = "evidence_search"


def import_models() -> None:
    """Import every module that declares a table."""
    for module in MODEL_MODULES:
        import_module(module)


def is_compared(_object: object, name: str | None, kind: str, *_: object) -> bool:
    """Tell whether migrations compare something of the database with the models.

    The index of evidence is no model: it differs between the databases, and SQLite keeps it in
    several tables of its own.
    """
    return kind != "table" or name is None or not name.startswith(SEARCH_TABLES)
