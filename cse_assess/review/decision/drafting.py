"""Drafts the sections of a report from what was found: pure functions, the same for the same facts.

The words are this project's own. Whoever reviews can change every section afterwards.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator

from cse_assess.analysis.verdicts_over_time import PartialState
from cse_assess.review.decision.blocks import write_list
from cse_assess.review.decision.facts import ElementFacts, ReviewFacts
from cse_assess.review.decision.models import Recommendation
from cse_assess.review.decision.sections import SectionKey, find_criterion
from cse_assess.standards.structure import Criterion
from cse_assess.web.templating import format_day, plural

RECOMMENDATIONS = {
    Recommendation.AWARD: "Award",
    Recommendation.AWARD_WITH_CONDITIONS: "Award, with conditions",
    Recommendation.NOT_YET: "No award yet",
}
KEPT = {
    Recommendation.AWARD: "Keep the award",
    Recommendation.AWARD_WITH_CONDITIONS: "Keep the award, with conditions",
    Recommendation.NOT_YET: "The award cannot be kept as things stand",
}
ANNUAL = "annual"
RECURRENCES = {
    PartialState.RETURNED: "It was partial in an earlier review and met in between.",
    PartialState.STILL: "It was partial in an earlier review already, and never met since.",
}


def draft_section(facts: ReviewFacts, key: str, choice: str = "") -> str:
    """Return the draft of a section; `choice` is what was decided in the recommendation.

    Raises `KeyError` for a section that this standard's report does not have.
    """
    criterion = find_criterion(facts.standard, key)
    if criterion is not None:
        return _draft_criterion(facts, criterion)
    if key == SectionKey.RECOMMENDATION:
        return _draft_recommendation(facts, choice)
    return DRAFTS[SectionKey(key)](facts)


def hash_draft(text: str) -> str:
    """Return what a draft is known by, so that another one is noticed."""
    return hashlib.sha256(text.encode()).hexdigest()


def name_recommendation(kind: str, choice: str) -> str:
    """Return a recommendation in a few words; an annual review keeps an award or does not."""
    if not choice:
        return "Not decided yet"
    return (KEPT if kind == ANNUAL else RECOMMENDATIONS)[Recommendation(choice)]


def _draft_nothing(_facts: ReviewFacts) -> str:
    return ""


def _draft_introduction(facts: ReviewFacts) -> str:
    return (
        f"{facts.organisation} submitted {facts.service} ({facts.cycle}) for assessment against "
        f"{facts.standard.title}. This report says what was found, and what is recommended.\n\n"
        f"It rests on submission {facts.submission} of {format_day(facts.submitted_on)}. Each "
        f"{facts.standard.terms.element.one} has the level that the service gave itself and, "
        "beside it, the assessor’s own."
    )


def _draft_method(facts: ReviewFacts) -> str:
    paragraphs = [_tell_documents(facts), _tell_visit(facts), _tell_queries(facts)]
    return "\n\n".join(filter(None, paragraphs))


def _tell_documents(facts: ReviewFacts) -> str:
    work, terms = facts.work, facts.standard.terms.element
    reviewed = len(facts.elements) - len(facts.without_level)
    said = (
        f"The review of documents began on {format_day(facts.opened_on)}. "
        f"{reviewed:,} of {plural(len(facts.elements), terms.one, terms.many)} were given a level"
    )
    if not work.pieces:
        return f"{said}. The submission holds no evidence."
    return f"{said}, and {work.opened:,} of {_count_pieces(work.pieces)} were opened."


def _count_pieces(number: int) -> str:
    return plural(number, "piece of evidence", "pieces of evidence")


def _tell_visit(facts: ReviewFacts) -> str:
    work = facts.work
    if not work.interviews and not work.observations:
        return ""
    parts = [
        plural(number, *words)
        for number, words in (
            (work.interviews, ("interview", "interviews")),
            (work.observations, ("observation", "observations")),
        )
        if number
    ]
    verb = "was" if work.interviews + work.observations == 1 else "were"
    return f"{_join(parts)} {verb} planned for the visit{_tell_days(facts)}."


def _tell_days(facts: ReviewFacts) -> str:
    days = [format_day(day) for day in facts.visit_days]
    return f" on {_join(days)}" if days else ""


def _tell_queries(facts: ReviewFacts) -> str:
    if not facts.work.queries:
        return ""
    asked = plural(facts.work.queries, "query was", "queries were")
    return f"{asked} put to the organisation, and answers and added evidence were taken in."


def _draft_strengths(facts: ReviewFacts) -> str:
    best = [each for each in facts.elements if each.level in facts.standard.rules.exemplary]
    parts = []
    if best:
        titles = " or ".join(facts.name_level(level) for level in facts.standard.rules.exemplary)
        codes = _join([each.code for each in best])
        parts.append(f"{titles} was found in {_count_elements(facts, len(best))}: {codes}.")
    noted = [(each, each.strength) for each in facts.elements if each.strength]
    parts += [_list_noted(facts, noted)] if noted else []
    return "\n\n".join(parts) or "No particular strengths were noted."


def _draft_improvements(facts: ReviewFacts) -> str:
    noted = [(each, each.improvement) for each in facts.elements if each.improvement]
    return _list_noted(facts, noted) if noted else "No areas for improvement were noted."


def _draft_partials(facts: ReviewFacts) -> str:
    noted = [(each, _tell_partial(each)) for each in facts.below_met]
    if not noted:
        term = facts.standard.terms.element.one
        return f"No {term} was found to be less than met."
    return _list_noted(facts, noted)


def _tell_partial(element: ElementFacts) -> str:
    words = element.partial or element.comment or "Nothing further was noted."
    return " ".join(filter(None, [words, RECURRENCES.get(element.recurrence)]))


def _draft_criterion(facts: ReviewFacts, criterion: Criterion) -> str:
    elements = facts.elements_of(criterion)
    commented = [
        f"{_name(facts, each)}: {each.comment}" for each in elements if each.comment.strip()
    ]
    return "\n\n".join([_count_met(facts, elements), *commented])


def _count_met(facts: ReviewFacts, elements: list[ElementFacts]) -> str:
    rules, term = facts.standard.rules, facts.standard.terms.element
    applying = [each for each in elements if each.level not in rules.not_applicable]
    met = sum(each.level in rules.met for each in applying)
    return f"{met} of {plural(len(applying), term.one, term.many)} that apply {_are(met)} met."


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _draft_recommendation(facts: ReviewFacts, choice: str) -> str:
    if not choice:
        return ""
    return "\n\n".join(_tell_recommendation(facts, Recommendation(choice)))


def _tell_recommendation(facts: ReviewFacts, choice: Recommendation) -> Iterator[str]:
    title, service = facts.standard.title, facts.service
    is_annual = facts.kind == ANNUAL
    deed = f"keeps {title}" if is_annual else f"is awarded {title}"
    if choice is Recommendation.NOT_YET:
        yield f"It is not recommended that {service} {deed} as things stand, for these reasons:"
        yield write_list(facts.readiness.reasons)
    elif choice is Recommendation.AWARD:
        yield f"It is recommended that {service} {deed}."
    else:
        yield f"It is recommended that {service} {deed}, on these conditions:"
        conditions = [
            f"{each.code} {each.title}: {_tell_partial(each)}" for each in facts.below_met
        ]
        yield write_list(conditions or ["Write each condition here."])


DRAFTS: dict[SectionKey, Callable[[ReviewFacts], str]] = {
    SectionKey.KEY_INFORMATION: _draft_nothing,
    SectionKey.INTRODUCTION: _draft_introduction,
    SectionKey.METHOD: _draft_method,
    SectionKey.STRENGTHS: _draft_strengths,
    SectionKey.IMPROVEMENTS: _draft_improvements,
    SectionKey.PARTIALS: _draft_partials,
}


def _list_noted(facts: ReviewFacts, noted: Iterable[tuple[ElementFacts, str]]) -> str:
    return write_list(f"{_name(facts, each)}: {words}" for each, words in noted)


def _name(facts: ReviewFacts, element: ElementFacts) -> str:
    return f"{element.code} {element.title} ({facts.name_level(element.level)})"


def _count_elements(facts: ReviewFacts, number: int) -> str:
    term = facts.standard.terms.element
    return plural(number, term.one, term.many)


def _join(words: list[str]) -> str:
    """Write “a”, “a and b”, “a, b and c”."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""
