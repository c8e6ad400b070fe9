"""The static modules find each other and every part that they bring to life."""

import re

import pytest

from cse_assess.paths import PACKAGE, data_folder

SCRIPTS = sorted((PACKAGE / "static" / "js").glob("*.js"))
TEMPLATES = "".join(path.read_text() for path in sorted(data_folder("templates").rglob("*.html")))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_every_import_names_a_file(path):
    targets = re.findall(r'^(?:import .*|\}) from "(.+)";$', path.read_text(), re.MULTILINE)
    assert all((path.parent / target).is_file() for target in targets)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_every_mark_that_a_script_looks_for_is_drawn_by_a_template(path):
    marks = re.findall(r"\[(data-[a-z-]+)\]", path.read_text())
    assert [mark for mark in marks if mark not in TEMPLATES] == []


def test_every_vendored_package_has_its_licence_beside_it():
    vendor = PACKAGE / "static" / "vendor"
    packages = [path.name for path in vendor.iterdir() if path.is_dir()]
    licences = {path.name.removesuffix(".LICENCE.txt") for path in vendor.glob("*.LICENCE.txt")}
    assert packages
    assert {re.sub(r"-[\d.]+$", "", name) for name in packages} == licences
