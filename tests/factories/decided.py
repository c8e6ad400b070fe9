"""Reports of reviews from plain objects: drafted, judged and printed without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime

from factories.assessments import cse

from cse_assess.audit.queries import End
from cse_assess.reports.assessor.paper import make_paper
from cse_assess.review.decision.content import make_content, sign_content
from cse_assess.review.decision.drafting import draft_section
from cse_assess.review.decision.facts import ElementFacts, ReviewFacts, Work
from cse_assess.review.decision.models import AccuracyRound
from cse_assess.review.decision.sections import list_sections

SIGNED_AT = datetime(2026, 12, 11, 15, 5, tzinfo=UTC)


def make_facts(standard=None, *, level="compliant", changes=None, **values) -> ReviewFacts:
    """Make the facts of a review; `changes` says for codes what else is known of the element."""
    standard, changes = standard or cse(), changes or {}
    elements = [
        replace(
            ElementFacts(each.code, each.title, own_level=level, level=level, is_done=True),
            **changes.get(each.code, {}),
        )
        for each in standard.elements
    ]
    known = {
        "standard": standard,
        "organisation": "Thistlemere Borough Council",
        "service": "Libraries",
        "cycle": "2026",
        "kind": "first",
        "number": 1,
        "submission": 2,
        "fingerprint": "c0ffee" * 10 + "beef",
        "submitted_on": date(2026, 11, 2),
        "opened_on": date(2026, 11, 4),
        "visit_days": (date(2026, 12, 1), date(2026, 12, 2)),
        "assessors": ("Ada Marsh", "Ben Hollow"),
        "elements": elements,
        "work": Work(pieces=40, opened=31, interviews=6, observations=1, queries=2),
    }
    return ReviewFacts(**{**known, **values})


def write_content(facts: ReviewFacts, *, choice="award", texts=None, rounds=(), **values):
    """Return the report of these facts; `texts` are sections that somebody wrote, by key."""
    texts = texts or {}
    sections = [
        {
            "key": each.key,
            "title": each.title,
            "text": texts.get(each.key, draft_section(facts, each.key, choice)),
        }
        for each in list_sections(facts.standard)
    ]
    known = {"points": (), "signatures": ()}
    return make_content(
        facts, sections=sections, choice=choice, rounds=rounds, **{**known, **values}
    )


def sign(content, *, name="Ada Marsh", without_round=""):
    """Return a report with its signature."""
    return sign_content(content, number=1, name=name, at=SIGNED_AT, without_round=without_round)


def print_paper(content, **values):
    """Return the paper of a report."""
    return make_paper(content, trail=End(412, "ab" * 32), **values)


def make_round(**values) -> AccuracyRound:
    """Return a round of ten days that was closed on its last one."""
    known = {
        "id": 1,
        "number": 1,
        "sent_at": datetime(2026, 12, 3, 9, tzinfo=UTC),
        "until": date(2026, 12, 10),
        "closed_at": datetime(2026, 12, 10, 16, tzinfo=UTC),
    }
    return AccuracyRound(**{**known, **values})
