"""Official wording written into a standard's file, or laid over a loaded standard."""

from dataclasses import dataclass

import pytest

from cse_assess.paths import data_folder
from cse_assess.standards.errors import StandardError
from cse_assess.standards.importing.reader import read_official_wording
from cse_assess.standards.importing.writer import insert_wording
from cse_assess.standards.loader import parse_standard
from cse_assess.standards.wording import with_official_wording


@dataclass(frozen=True)
class Wording:
    element_code: str
    statement: str
    guidance: tuple[str, ...]


@pytest.fixture(scope="module")
def cse_path():
    return data_folder("standard") / "cse.yaml"


@pytest.fixture(scope="module")
def report(cse, booklet_text):
    return read_official_wording(booklet_text.encode(), cse)


@pytest.fixture
def points_report(service_points):
    return read_official_wording(_points_text(service_points, "official").encode(), service_points)


def _points_text(standard, mark, without=()):
    return "".join(
        f"{element.code}\tThe {mark}: “words” # {element.code} 's.\t<ul>"
        + "".join(f"<li>{mark} - {number}: {point}</li>" for number, point in _number(element))
        + "</ul>\n"
        for element in standard.elements
        if element.code not in without
    )


def _number(element):
    return enumerate(" ".join(point.split()) for point in element.guidance)


def test_the_written_file_is_sound_and_holds_the_source_verbatim(cse_path, report, booklet):
    written = parse_standard(insert_wording(cse_path, report).encode(), "out.yaml")

    for element in written.elements:
        assert element.official_statement == booklet.statement(element)
        assert list(element.official_guidance) == booklet.points(element)


def test_every_line_of_the_original_stays_in_its_order(cse_path, report):
    original = cse_path.read_text(encoding="utf-8").splitlines()
    written = iter(insert_wording(cse_path, report).splitlines())

    assert all(line in written for line in original)


def test_every_layout_of_an_element_takes_the_wording(points_path, points_report):
    text = insert_wording(points_path, points_report)

    written = parse_standard(text.encode(), "out.yaml")
    assert {element.official_statement for element in written.elements} == {
        f"The official: “words” # {element.code} 's." for element in written.elements
    }
    assert "- code: A.3   # the comment stays where it is\n" in text


def test_lines_that_end_as_windows_ends_them_stay_so(tmp_path, points_path, points_report):
    path = tmp_path / "points.yaml"
    path.write_bytes(points_path.read_bytes().replace(b"\n", b"\r\n"))

    text = insert_wording(path, points_report)

    assert text.count("\n") == text.count("\r\n")
    assert parse_standard(text.encode(), "x").elements[0].official_statement


def test_a_second_import_replaces_the_wording_of_the_first(
    tmp_path, points_path, points_report, service_points
):
    path = tmp_path / "points.yaml"
    path.write_text(insert_wording(points_path, points_report), encoding="utf-8")
    again = read_official_wording(_points_text(service_points, "newer").encode(), service_points)

    text = insert_wording(path, again)

    assert text.count("official_statement") == 14
    assert "The official" not in text
    assert parse_standard(text.encode(), "x").get_element("A.4").official_statement == (
        "The newer: “words” # A.4 's."
    )


def test_an_import_of_the_same_source_changes_nothing_more(tmp_path, cse_path, report):
    path = tmp_path / "cse.yaml"
    path.write_text(insert_wording(cse_path, report), encoding="utf-8")
    once = parse_standard(path.read_bytes(), "x")

    assert parse_standard(insert_wording(path, report).encode(), "x") == once


def test_an_element_that_was_missed_gets_nothing(points_path, service_points):
    text = _points_text(service_points, "official", without=("B.2",))
    partial = read_official_wording(text.encode(), service_points)

    written = parse_standard(insert_wording(points_path, partial).encode(), "x")

    assert written.get_element("B.2").official_statement is None
    assert written.get_element("B.3").official_statement is not None


def test_a_file_with_faults_is_not_written_into(tmp_path, report):
    path = tmp_path / "broken.yaml"
    path.write_text("id: cse\n")

    with pytest.raises(StandardError):
        insert_wording(path, report)


def test_wording_is_laid_over_a_loaded_standard(service_points):
    worded = with_official_wording(service_points, [Wording("A.2", "Official.", ("A list.",))])

    assert worded.get_element("A.2").official_statement == "Official."
    assert worded.get_element("A.2").official_guidance == ("A list.",)
    assert worded.get_element("A.1").official_statement is None
    assert service_points.get_element("A.2").official_statement is None


def test_wording_lies_over_sub_criteria_too(cse):
    points = ("One.", "Two.", "Three.")

    worded = with_official_wording(cse, [Wording("1.1.1", "Official.", points)])

    assert worded.get_element("1.1.1").official_guidance == points
    assert worded.criterion_of("1.1.1").elements[0].official_statement == "Official."


def test_wording_of_another_version_of_the_standard_is_left_aside(service_points):
    stale = [Wording("A.2", "Official.", ("One.", "Two.")), Wording("Z.1", "Gone.", ())]

    assert with_official_wording(service_points, stale) == service_points


def test_a_standard_without_wording_stays_the_same_object(cse):
    assert with_official_wording(cse, []) is cse
