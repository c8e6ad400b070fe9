"""The figures of a file are noted when it is studied, and let go when it has none any more."""

from factories.accounts import make_organisation
from factories.checks import give_values
from factories.evidence import make_item

from cse_assess.assessments.checks import study
from cse_assess.assessments.checks.queries import load_values
from cse_assess.assessments.checks.study import hold_values, save_values
from cse_assess.evidence.queries import get_current_revision
from cse_assess.reading.document import Page


def test_values_of_all_pages_are_kept_by_content(app):
    item = give_values(make_item(make_organisation()), "87% in 2025", "£3.5m")
    sha256 = get_current_revision(item).sha256
    assert load_values({sha256}) == {sha256: hold_values([Page(1, "2025: 3,500,000 pounds, 87")])}


def test_a_file_without_text_holds_nothing_to_look_up(app):
    assert hold_values([Page(1, "  \n")]) is None
    assert hold_values([]) is None


def test_a_data_set_is_not_kept(app, monkeypatch):
    monkeypatch.setattr(study, "MOST_VALUES", 3)
    assert hold_values([Page(1, "11 12 13 14")]) is None


def test_what_was_kept_goes_when_nothing_can_be_read_any_more(app):
    item = give_values(make_item(make_organisation()), "87%")
    sha256 = get_current_revision(item).sha256
    save_values(sha256=sha256, held=None)
    save_values(sha256=sha256, held=None)
    assert load_values({sha256}) == {}
