from datetime import date

from factories.assessments import cse
from factories.reports import (
    link,
    make_full_report,
    make_item,
    make_report,
    make_response,
    make_tree,
)

from cse_assess.analysis.freshness import Freshness
from cse_assess.clock import now
from cse_assess.reports.options import ReportOptions


def tree_with(*pieces, **changes):
    response = make_response(0, "1.1.1", **changes)
    linked = [link(number, response, *piece) for number, piece in enumerate(pieces, start=1)]
    return make_tree([response], linked)


def test_every_element_of_the_standard_has_its_entry_in_order():
    report = make_full_report(cse(), pieces=1)
    assert list(report.entries) == [element.code for element in cse().elements]


def test_an_element_that_was_never_written_about_is_not_scored():
    report = make_report(make_tree([]), cse())
    assert report.entries["5.3.3"].level is None


def test_a_level_that_the_standard_no_longer_knows_counts_as_not_scored():
    report = make_report(tree_with(level="splendid"), cse())
    assert report.entries["1.1.1"].level is None
    assert report.charts[0].squares[-1].mark == "?"


def test_evidence_is_indexed_once_with_every_element_that_uses_it():
    first, second = make_response(0, "1.1.1"), make_response(5, "2.2.1")
    piece = make_item(7)
    tree = make_tree([first, second], [link(1, first, *piece), link(2, second, *piece)])
    (entry,) = make_report(tree, cse()).evidence
    assert entry.used_in == ("1.1.1", "2.2.1")


def test_the_index_of_evidence_is_in_order_of_title():
    tree = tree_with(make_item(1, title="the plan"), make_item(2, title="A survey"))
    titles = [entry.record.title for entry in make_report(tree, cse()).evidence]
    assert titles == ["A survey", "the plan"]


def test_withdrawn_evidence_is_left_out():
    report = make_report(tree_with(make_item(1, withdrawn_at=now())), cse())
    assert not report.evidence
    assert not report.entries["1.1.1"].evidence


def test_a_file_shows_the_first_part_of_its_hash_and_an_address_none():
    report = make_report(tree_with(make_item(1), make_item(2, url="https://example.org/")), cse())
    file, address = (entry.record for entry in report.evidence)
    assert (len(file.fingerprint), file.address) == (12, "")
    assert (address.fingerprint, address.address) == ("", "https://example.org/")


def test_confidential_evidence_keeps_its_number_and_hash_and_loses_what_it_says():
    item, revision = make_item(3, title="Grievance of a customer", is_confidential=True)
    response = make_response(0, "1.1.1")
    tree = make_tree([response], [link(1, response, item, revision, "Names a customer")])
    (used,) = make_report(tree, cse()).entries["1.1.1"].evidence
    assert used.record.title == "Confidential evidence, number 3"
    assert used.note == ""
    assert used.record.fingerprint


def test_confidential_titles_are_printed_where_they_were_asked_for():
    tree = tree_with(make_item(3, title="Grievance", is_confidential=True))
    report = make_report(tree, cse(), ReportOptions(shows_confidential_titles=True))
    assert report.evidence[0].record.title == "Grievance"
    assert report.hidden_evidence == 0


def test_evidence_that_runs_out_before_the_visit_is_marked_and_counted_once():
    item = make_item(1, evidence_on=date(2026, 11, 1), valid_until=date(2027, 1, 1))
    responses = [make_response(0, "1.2.1"), make_response(1, "1.2.2")]
    tree = make_tree(responses, [link(n, each, *item) for n, each in enumerate(responses, 1)])
    report = make_report(tree, cse())
    assert report.entries["1.2.1"].evidence[0].freshness == Freshness.EXPIRES_BEFORE
    assert report.stale_evidence == 1


def test_a_last_day_that_nobody_stated_is_marked_as_assumed():
    stated = make_item(1, evidence_on=None, valid_until=date(2030, 1, 1))
    assumed = make_item(2, evidence_on=date(2026, 5, 1))
    report = make_report(tree_with(stated, assumed), cse())
    assert [used.is_assumed for used in report.entries["1.1.1"].evidence] == [False, True]


def test_the_contents_number_only_the_sections_that_go_in():
    options = ReportOptions(sections=frozenset({"gaps", "evidence"}))
    report = make_report(make_tree([]), cse(), options)
    numbered = [(heading.number, heading.anchor) for heading in report.headings]
    assert numbered == [("1", "gaps"), ("2", "evidence"), ("3", "note")]


def test_options_survive_the_database():
    options = ReportOptions(frozenset({"gaps", "rules"}), shows_confidential_titles=True)
    assert ReportOptions.from_json(options.to_json()) == options
