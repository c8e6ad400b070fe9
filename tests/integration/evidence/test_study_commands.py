"""The commands that study the library's files and look after its index."""

import json
from functools import partial

import pytest
from factories.accounts import make_organisation
from factories.commands import command_line
from factories.evidence import make_checked_file, make_item

from cse_assess.db import session
from cse_assess.evidence import queries
from cse_assess.evidence.search.index import current_index
from cse_assess.evidence.study.models import StoredFile
from cse_assess.evidence.study.queries import find_page


@pytest.fixture
def run(app, settings, monkeypatch):
    """Give a function that runs the command on the test's installation."""
    with command_line(settings, monkeypatch) as run:
        yield partial(run, "evidence")


@pytest.fixture
def item(app):
    """Give an item whose file is stored."""
    item = make_item(make_organisation(), title="Minutes", content=b"Nine days")
    revision = queries.get_current_revision(item)
    make_checked_file(b"Nine days", "minutes.txt", app.extensions["blobs"])
    return item, revision.sha256


def _make_readable(sha256):
    session.get(StoredFile, sha256).suffix = "txt"
    session.commit()


def test_studying_reads_what_waits_and_then_nothing(run, item):
    _, sha256 = item
    _make_readable(sha256)
    assert json.loads(run("study", "--json").stdout)["studied"] == 1
    assert find_page(sha256, 1).text == "Nine days"
    assert json.loads(run("study", "--json").stdout)["studied"] == 0
    assert json.loads(run("study", "--all", "--json").stdout)["studied"] == 1


def test_a_file_that_cannot_be_read_is_told_of(run, item):
    _, sha256 = item
    result = run("study")
    assert result.exit_code == 1
    assert sha256 in result.stdout


def test_an_index_that_is_out_of_step_is_told_of_and_mended(run, item):
    assert run("reindex", "--check").exit_code == 0
    current_index().remove_items([item[0].id])
    checked = run("reindex", "--check")
    assert checked.exit_code == 1
    assert f"item {item[0].id}" in checked.stderr
    assert "1 items were not" in run("reindex").stdout
    assert json.loads(run("reindex", "--check", "--json").stdout) == {"faults": []}
