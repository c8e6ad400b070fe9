from factories.assessments import cse, service_points
from factories.reports import make_full_report, make_report, make_response, make_tree

from cse_assess.reports.options import ReportOptions
from cse_assess.reports.phrases import Phrases


def phrases_for(levels, standard=None):
    responses = [
        make_response(place, code, level=level)
        for place, (code, level) in enumerate(levels.items())
    ]
    return Phrases(make_report(make_tree(responses), standard or cse()))


def all_at(level):
    return {element.code: level for element in cse().elements}


def test_the_summary_says_how_much_is_met_and_how_many_groups_pass():
    words = Phrases(make_full_report(cse(), pieces=1))
    said = "39 of the 56 elements that apply are met, and none of the 5 criteria pass."
    assert words.verdict_detail == said


def test_a_standard_with_one_threshold_over_the_whole_speaks_of_no_groups():
    words = phrases_for({"A.1": "green"}, service_points())
    said = "1 of the 14 points that apply are met, and 14 are needed."
    assert words.verdict_detail == said


def test_reasons_are_gathered_by_group():
    reasons = phrases_for({**all_at("compliant"), "3.1.1": "not_compliant", "3.1.2": None})
    assert len(reasons.first_reasons) == 1
    assert "Element 3.1.1 is “Not compliant”, which blocks the award." in reasons.first_reasons[0]


def test_where_all_is_met_the_reason_says_so():
    assert phrases_for(all_at("plus")).first_reasons == (
        "Every threshold is met, nothing blocks and everything is scored.",
    )


def test_the_first_five_gaps_are_the_first_things_to_do():
    report = make_full_report(cse(), pieces=1)
    assert Phrases(report).first_gaps == report.analysis.gaps[:5]


def test_the_counts_of_a_group_add_up_to_its_elements():
    report = make_full_report(cse(), pieces=1)
    for group in report.analysis.readiness.groups:
        numbers = [count.number for count in Phrases(report).counts_of(group)]
        tally = group.tally
        assert sum(numbers) == tally.applicable + tally.not_applicable


def test_the_rule_names_the_levels_that_are_met_and_those_that_block():
    rule = " ".join(phrases_for({}).rule)
    assert "at least 80% of the elements that apply have to be “Compliance Plus”" in rule
    assert "A single element that is “Not compliant” blocks the award" in rule


def test_what_was_left_out_is_named():
    report = make_report(make_tree([]), cse(), ReportOptions(sections=frozenset({"gaps"})))
    assert "Index of evidence" in Phrases(report).left_out
    assert "Gaps in order" not in Phrases(report).left_out
