"""`cse-assess demo`, and what `cse-assess serve --demo` prints before it serves."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from factories.accounts import make_user

from cse_assess.cli.demo import show_demo
from cse_assess.demo.loader import PASSWORD, load_demo
from cse_assess.demo.story import read_story
from cse_assess.errors import DomainError


@pytest.fixture
def run(monkeypatch, tmp_path, database_url):
    """Give a function that runs `cse-assess` with the test's own instance and database."""
    monkeypatch.setenv("CSE_ASSESS_INSTANCE_PATH", str(tmp_path / "instance"))
    monkeypatch.setenv("CSE_ASSESS_DATABASE_URL", database_url)
    command = Path(sys.executable).with_name("cse-assess")
    return lambda *arguments: subprocess.run(
        [command, *arguments], capture_output=True, text=True, check=False
    )


def test_the_command_fills_an_empty_instance_and_refuses_it_the_second_time(run):
    first = run("demo")
    assert (first.returncode, first.stderr) == (0, "")
    for person in read_story().organisation.people:
        assert person.email in first.stdout
    assert PASSWORD in first.stdout

    second = run("demo")
    assert second.returncode == 1
    assert second.stdout == ""
    assert "already holds data" in second.stderr


def test_the_guide_is_printed_again_when_the_demo_is_served_again(
    app, settings, blobs, stored, capsys
):
    load_demo(settings=settings, blobs=blobs, files=stored)
    show_demo(app)
    printed = capsys.readouterr().out
    assert f"Go to {settings.base_url}" in printed
    assert PASSWORD in printed
    assert "Making" not in printed


def test_other_data_is_never_served_as_the_demo(app, capsys):
    make_user()
    with pytest.raises(SystemExit):
        show_demo(app)
    printed = capsys.readouterr()
    assert PASSWORD not in printed.out
    assert "without --demo" in printed.err


def test_the_password_is_never_printed_in_production(app, settings, capsys):
    app.extensions["settings"] = replace(settings, is_production=True)
    with pytest.raises(DomainError):
        show_demo(app)
    assert capsys.readouterr().out == ""
