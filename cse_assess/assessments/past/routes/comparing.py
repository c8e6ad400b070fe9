"""Two states of a self-assessment, or of two, beside one another."""

from flask import request

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.assessments.past.compared import ComparedChapter, compare_in_words
from cse_assess.assessments.past.forms import CompareForm
from cse_assess.assessments.past.routes.blueprint import OF_ASSESSMENT, blueprint
from cse_assess.assessments.past.sides import Choices, Side, list_choices
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_assessment, load_standard
from cse_assess.errors import NotFound
from cse_assess.standards.structure import Standard

Sides = tuple[Side, Side]


@blueprint.get(f"{OF_ASSESSMENT}/compare")
@requires_member
def compare(assessment_id: int) -> str:
    """Show what differs between two states, by criterion and element by element."""
    assessment, form = load_assessment(assessment_id), CompareForm(request.args)
    standard, choices = load_standard(assessment), list_choices(current_actor(), assessment)
    form.offer(choices)
    sides = _open_sides(choices, standard, form)
    return show_view(
        "past/compare.html",
        assessment,
        standard=standard,
        compare_form=form,
        has_choices=len(choices.pairs) > 1,
        sides=sides,
        chapters=_compare(standard, sides),
    )


@blueprint.get(f"{OF_ASSESSMENT}/compare/<code>")
@requires_member
def compare_element(assessment_id: int, code: str) -> str:
    """Show every text and piece of evidence of an element that differs."""
    assessment, form = load_assessment(assessment_id), CompareForm(request.args)
    standard, choices = load_standard(assessment), list_choices(current_actor(), assessment)
    form.offer(choices)
    sides = _open_sides(choices, standard, form)
    shown = [
        element
        for chapter in _compare(standard, sides)
        for element in chapter.elements
        if element.code == code
    ]
    if not sides or not shown:
        raise NotFound("There is nothing to compare here. Choose anew what to compare.")
    return show_view(
        "past/compare_element.html", assessment, standard=standard, sides=sides, shown=shown[0]
    )


def _open_sides(choices: Choices, standard: Standard, form: CompareForm) -> Sides | None:
    """Return both sides, or None where the first is not chosen yet."""
    before, after = form.read_keys()
    if not before:
        return None
    return choices.open(before, standard), choices.open(after, standard)


def _compare(standard: Standard, sides: Sides | None) -> list[ComparedChapter]:
    return compare_in_words(standard, *sides, current_actor()) if sides else []
