"""Files that are no standard at all, cut off, huge or hostile: refused, and nothing else."""

import tracemalloc
from itertools import pairwise
from pathlib import Path

import pytest
from factories.standards import SOUND, faults_of, find_faults
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.standards.errors import StandardError
from cse_assess.standards.loader import load_standard, parse_standard


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "x.yaml:1:1: the file is empty: expected a standard"),
        (b"# only a comment\n", "x.yaml:1:1: the file is empty: expected a standard"),
        (b"- a\n- b\n", "x.yaml:1:1: expected a mapping of keys and values"),
        (b"just text\n", "x.yaml:1:1: expected a mapping of keys and values"),
        ("id: é".encode("utf-16"), "x.yaml:1:1: the file is UTF-16 or UTF-32: expected UTF-8"),
        ("id: é".encode("utf-16-be"), "x.yaml:1:1: the file is UTF-16 or UTF-32: expected UTF-8"),
        (
            "id: a\ntitle: café".encode("latin-1"),
            "x.yaml:2:11: a byte that is not UTF-8: save the file as UTF-8",
        ),
        (b"[" * 100_000, "x.yaml:1:17: nested more than 16 deep; no standard is"),
        (b"{a: " * 100_000, "x.yaml:1:65: nested more than 16 deep; no standard is"),
        (b"\xff\xd8\xff\xe0", "x.yaml:1:1: a byte that is not UTF-8: save the file as UTF-8"),
    ],
)
def test_a_file_that_is_no_standard_at_all_is_refused(content, expected):
    with pytest.raises(StandardError) as caught:
        parse_standard(content, "x.yaml")

    assert [str(fault) for fault in caught.value.faults] == [expected]


def test_a_billion_laughs_stay_small():
    names = "abcdefghij"
    bomb = "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for before, name in pairwise(names):
        bomb += f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"

    tracemalloc.start()
    faults = faults_of(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert any("the anchor &a" in fault for fault in faults)
    assert peak < 5_000_000


def test_a_huge_file_is_refused_without_being_read_whole(tmp_path):
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(5 * 1024**3)

    with pytest.raises(StandardError, match=r"huge.yaml:1:1: the file is larger than 2048 KiB"):
        load_standard(path)


def test_a_file_with_very_many_values_is_refused():
    assert faults_of("a: [" + "1," * 60_000 + "]") == [
        "x.yaml:1:4: more than 50000 values; no standard has that many"
    ]


@pytest.mark.parametrize("name", ["nothing-here.yaml", ".", "nul\0byte.yaml"])
def test_a_path_that_is_no_file_is_refused(tmp_path, name):
    with pytest.raises(StandardError, match="cannot be read"):
        load_standard(tmp_path / name)


def test_a_device_is_refused_rather_than_read():
    with pytest.raises(StandardError, match="it is not a file"):
        load_standard(Path("/dev/zero"))


@pytest.mark.parametrize("cut", range(0, len(SOUND), 37))
def test_a_file_that_was_cut_off_is_refused_with_faults_and_nothing_else(cut):
    assert faults_of(SOUND[:cut])


@pytest.mark.parametrize("line", range(SOUND.count("\n")))
@pytest.mark.parametrize("junk", ["\tx", "- ", "}", "null: null", "?", "<<: {a: b}", "%", "'"])
def test_a_stray_line_anywhere_is_refused_with_faults_and_nothing_else(line, junk):
    lines = SOUND.splitlines()
    lines.insert(line, junk)

    assert faults_of("\n".join(lines))


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_bytes_are_refused_with_faults_and_nothing_else(content):
    with pytest.raises(StandardError):
        parse_standard(content, "x.yaml")


VALUES = st.sampled_from(
    ["[]", "{}", "null", '""', "1e999", "-0", ".nan", "[[[]]]", "{a: {b: c}}", '"\\ud800"', "0x1F"]
)


@given(st.integers(0, SOUND.count("\n") - 1), VALUES)
def test_any_value_in_place_of_any_other_is_refused_or_sound(line, value):
    lines = SOUND.splitlines()
    key, colon, _ = lines[line].partition(": ")
    lines[line] = f"{key}{colon or ': '}{value}"

    faults = find_faults("\n".join(lines))

    assert faults == tuple(sorted(faults))
    assert all(fault.line >= 1 and fault.column >= 1 for fault in faults)
