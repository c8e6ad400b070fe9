"""Evidence packs from the command line, as scripts ask for them."""

import zipfile

import pytest
from factories.commands import command_line


@pytest.fixture
def command(app, settings, monkeypatch):
    """Give a function that runs a command on the instance of the test."""
    with command_line(settings, monkeypatch) as run:
        yield run


@pytest.fixture
def run(command, tmp_path):
    """Give a function that makes the pack of a subject; it returns the answer and the ZIP."""

    def run(subject: str, *options: str):
        target = tmp_path / "pack.zip"
        return command("pack", subject, "-o", target, *options), target

    return run


@pytest.fixture
def make(run):
    """Give a function that makes a pack and reads it: content by path."""

    def make(subject: str) -> dict[str, bytes]:
        answer, target = run(subject)
        assert answer.exit_code == 0, answer.output
        with zipfile.ZipFile(target) as reader:
            return {name: reader.read(name) for name in reader.namelist()}

    return make
