"""Which standards are installed, and how files are kept in memory."""

import os
import time

import pytest

from cse_assess.paths import data_folder
from cse_assess.standards.errors import StandardError, UnknownStandardError
from cse_assess.standards.loader import load_standard
from cse_assess.standards.registry import (
    get_standard,
    list_standards,
    read_catalogue,
    standard_folders,
)
from cse_assess.standards.schema import render_schema, schema_path


@pytest.fixture
def own_folder(tmp_path, points_path):
    (tmp_path / "points.yaml").write_bytes(points_path.read_bytes())
    return tmp_path


def test_bundled_and_own_standards_are_listed_by_title(own_folder):
    listed = list_standards((data_folder("standard"), own_folder))

    assert [standard.id for standard in listed] == ["cse", "service-points"]


def test_the_instance_folder_holds_the_installations_own_standards(tmp_path):
    assert standard_folders(tmp_path) == (data_folder("standard"), tmp_path / "standards")


def test_a_folder_that_does_not_exist_holds_nothing(tmp_path):
    assert list_standards((tmp_path / "none",)) == ()


def test_a_standard_is_got_by_its_id_whatever_its_file_is_called(own_folder):
    assert get_standard("service-points", (own_folder,)).title == "Fourteen Service Points"


def test_an_unknown_id_names_what_is_installed(own_folder):
    with pytest.raises(UnknownStandardError, match=r"no standard “x”\. Installed: service-points"):
        get_standard("x", (own_folder,))


def test_an_own_standard_stands_in_place_of_a_bundled_one(tmp_path, cse):
    text = (data_folder("standard") / "cse.yaml").read_text(encoding="utf-8")
    own = text.replace("title: Customer Service Excellence", "title: Ours", 1)
    (tmp_path / "cse.yaml").write_text(own, encoding="utf-8")

    assert get_standard("cse", (data_folder("standard"), tmp_path)).title == "Ours"


def test_a_file_with_faults_does_not_hide_the_sound_ones(own_folder):
    (own_folder / "broken.yaml").write_text("id: [")

    catalogue = read_catalogue((own_folder,))

    assert list(catalogue.standards) == ["service-points"]
    assert [fault.file for fault in catalogue.faults] == [str(own_folder / "broken.yaml")]


def test_asking_for_what_may_be_in_a_broken_file_tells_its_faults(own_folder):
    (own_folder / "broken.yaml").write_text("id: [")

    with pytest.raises(StandardError, match=r"broken\.yaml:2:1"):
        get_standard("broken", (own_folder,))


def test_two_files_of_one_folder_cannot_share_an_id(own_folder, points_path):
    (own_folder / "second.yaml").write_bytes(points_path.read_bytes())

    faults = read_catalogue((own_folder,)).faults

    assert [fault.message for fault in faults] == [
        "the id “service-points” is also that of points.yaml"
    ]


def test_an_unchanged_file_is_read_once(own_folder):
    path = own_folder / "points.yaml"

    assert load_standard(path) is load_standard(path)


def test_a_changed_file_is_read_again(own_folder):
    path = own_folder / "points.yaml"
    load_standard(path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Fourteen Service Points", "Fifteen Service Points"))
    os.utime(path, ns=(1, 1))

    assert load_standard(path).title == "Fifteen Service Points"


def test_the_bundled_standard_loads_in_a_fraction_of_a_second(tmp_path):
    copy = tmp_path / "cse.yaml"
    copy.write_bytes((data_folder("standard") / "cse.yaml").read_bytes())

    started = time.process_time()
    load_standard(copy)

    assert time.process_time() - started < 0.5


def test_the_schema_for_editors_is_current():
    assert schema_path().read_text(encoding="utf-8") == render_schema()
