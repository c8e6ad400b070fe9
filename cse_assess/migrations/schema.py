"""Brings every model into the metadata, for migrations and for the check that they match."""

from importlib import import_module

MODEL_MODULES = (
    "cse_assess.jobs.models",
    "cse_assess.audit.models",
    "cse_assess.accounts.models",
    "cse_assess.standards.models",
    "cse_assess.evidence.models",
    "cse_assess.assessments.models",
    "cse_assess.reports.models",
)


def import_models() -> None:
    """Import every module that declares a table."""
    for module in MODEL_MODULES:
        import_module(module)
