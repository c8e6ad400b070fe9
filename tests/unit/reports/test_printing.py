import html5lib
import pytest
from factories.assessments import cse, service_points
from factories.reports import (
    link,
    make_full_report,
    make_item,
    make_report,
    make_response,
    make_tree,
)

from cse_assess.reports.options import ReportOptions, Section
from cse_assess.reports.printing import render_html

HOSTILE = '</style><img src="file:///etc/passwd"><script>alert(1)</script>\x01" onload=x'


def parse(html):
    return html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree")).parse(html)


def elements(html, tag):
    return list(parse(html).iter("{http://www.w3.org/1999/xhtml}" + tag))


def hostile_report():
    response = make_response(0, "1.1.1", justification=HOSTILE, tell=HOSTILE, level_reason=HOSTILE)
    piece = make_item(1, title=HOSTILE, url="file:///etc/passwd")
    tree = make_tree(
        [response], [link(1, response, *piece, HOSTILE)], service=HOSTILE, cycle=HOSTILE
    )
    return make_report(tree, cse())


@pytest.mark.parametrize("tag", ["img", "script", "link", "iframe", "object", "base"])
def test_hostile_text_brings_in_no_element_that_fetches(tag):
    assert not elements(render_html(hostile_report()), tag)


def test_hostile_text_cannot_end_the_style_sheet():
    (style,) = elements(render_html(hostile_report()), "style")
    assert style.text.rstrip().endswith("}")


def test_links_lead_only_to_places_in_the_document():
    html = render_html(make_full_report(cse(), pieces=2))
    anchors = {each.get("id") for each in parse(html).iter() if each.get("id")}
    targets = [each.get("href") for each in elements(html, "a")]
    assert targets
    assert {target.removeprefix("#") for target in targets} <= anchors


def test_no_place_in_the_document_is_named_twice():
    html = render_html(make_full_report(cse(), pieces=1))
    ids = [each.get("id") for each in parse(html).iter() if each.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("section", [each for each in Section if each is not Section.GUIDANCE])
def test_a_section_goes_in_only_where_it_was_chosen(section):
    everything = make_report(make_tree([]), cse())
    without = ReportOptions(everything.options.sections - {section})
    chosen = elements(render_html(everything), "h2")
    left = elements(render_html(make_report(make_tree([]), cse(), without)), "h2")
    assert section.value in {heading.get("id") for heading in chosen}
    assert section.value not in {heading.get("id") for heading in left}


def test_guidance_points_go_in_where_they_were_chosen():
    point = cse().elements[0].guidance[0]
    options = ReportOptions(frozenset(Section))
    assert point in render_html(make_report(make_tree([]), cse(), options))
    assert point not in render_html(make_report(make_tree([]), cse()))


def test_every_table_has_a_caption_and_headings():
    for table in elements(render_html(make_full_report(cse(), pieces=1)), "table"):
        tags = [each.tag.rpartition("}")[2] for each in table.iter()]
        assert "caption" in tags
        assert "th" in tags


def test_every_chart_has_a_title():
    html = render_html(make_full_report(cse(), pieces=1))
    charts = list(parse(html).iter("{http://www.w3.org/2000/svg}svg"))
    titles = [chart[0].text.strip() for chart in charts]
    assert all(titles)
    assert sum(title.startswith("Criterion ") for title in titles) == 5
    assert sum(title.startswith("Coverage of Criterion ") for title in titles) == 5


def test_nothing_is_styled_inline():
    html = render_html(make_full_report(cse(), pieces=1))
    assert not [each for each in parse(html).iter() if each.get("style")]


def test_a_standard_of_another_shape_is_printed_in_its_own_words():
    standard = service_points()
    tree = make_tree(
        [make_response(0, "A.1", level="green")], standard_id=standard.id, visit_on=None
    )
    html = render_html(make_report(tree, standard))
    assert "Point by point" in html
    assert "Fourteen Service Points" in html
    assert "riterion" not in html


def test_without_a_visit_the_document_says_on_which_day_evidence_was_judged():
    html = render_html(make_report(make_tree([], visit_on=None), cse()))
    assert "because no visit is planned" in html
