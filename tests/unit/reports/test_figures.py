import csv
import io
import json

from factories.assessments import cse
from factories.reports import make_full_report, make_report, make_tree

from cse_assess.analysis.readiness import readiness_to_json
from cse_assess.reports.figures import figures_to_csv, figures_to_json


def test_the_json_holds_readiness_in_its_published_form():
    report = make_full_report(cse(), pieces=1)
    published = readiness_to_json(report.analysis.readiness)
    figures = json.loads(json.dumps(figures_to_json(report)))
    assert {key: figures[key] for key in published} == published


def test_the_json_lists_the_gaps_in_the_order_of_the_document():
    report = make_full_report(cse(), pieces=1)
    listed = [gap["code"] for gap in figures_to_json(report)["gaps"]]
    assert listed == [gap.code for gap in report.analysis.gaps]


def test_the_csv_has_one_row_per_gap_in_the_same_order():
    report = make_full_report(cse(), pieces=1)
    rows = list(csv.DictReader(io.StringIO(figures_to_csv(report).decode("utf-8-sig"))))
    assert [row["code"] for row in rows] == [gap.code for gap in report.analysis.gaps]
    assert [row["rank"] for row in rows] == [str(rank) for rank in range(1, len(rows) + 1)]


def test_a_title_that_is_a_formula_is_made_text_in_the_csv():
    first = cse().criteria[0]
    hostile = first.tier[0].elements[0].replace(title="=1+1")
    tier = (first.tier[0].replace(elements=(hostile,)), *first.tier[1:])
    standard = cse().replace(criteria=(first.replace(tier=tier),))
    assert b",'=1+1," in figures_to_csv(make_report(make_tree([]), standard))
