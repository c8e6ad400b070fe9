"""Reading a file through its child process, and the `extract` command."""

import json

import pytest
from click.testing import CliRunner
from factories.papers import make_presentation, make_text_pdf, make_workbook, shape, write_line
from hostile.archives import make_ratio_bomb
from hostile.documents import make_image, make_open_xml, make_pdf, sound_files
from pikepdf import Encryption

from cse_assess.cli import main
from cse_assess.config import UploadLimits
from cse_assess.reading import reader
from cse_assess.reading.child import ChildLimits
from cse_assess.reading.document import Document
from cse_assess.reading.errors import ReadingFailed
from cse_assess.reading.reader import read_document

SOUND = sound_files()
ROWS = '<sheetData><row><c r="A1" t="s"><v>0</v></c><c r="B1"><v>7</v></c></row></sheetData>'


@pytest.fixture
def extract(tmp_path, monkeypatch):
    """Run the command on a file, where no instance is and none may be made."""
    monkeypatch.setenv("CSE_ASSESS_INSTANCE_PATH", str(tmp_path / "instance"))

    def run(name, content, *options):
        path = tmp_path / name
        path.write_bytes(content)
        done = CliRunner().invoke(main, ["extract", str(path), *options])
        assert [each.name for each in tmp_path.iterdir()] == [name]
        return done

    return run


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_of_each_type_is_read(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(SOUND[name])
    document = read_document(path, path.suffix[1:])
    assert document.type == path.suffix[1:]
    assert Document.from_json(document.as_json()) == document


def test_a_file_that_breaks_the_limits_of_its_child_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "LIMITS", ChildLimits(answer_bytes=1000))
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 2000)
    with pytest.raises(ReadingFailed, match="too complex, or damaged"):
        read_document(path, "txt")


def test_only_types_of_the_library_are_read(tmp_path):
    with pytest.raises(ValueError, match="'exe'"):
        read_document(tmp_path / "a.exe", "exe")


def test_extract_prints_pages_with_their_numbers(extract):
    content = make_text_pdf(write_line("We listen"), write_line("We answer"))
    done = extract("a.pdf", content, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {
        "type": "pdf",
        "pages": [{"number": 1, "text": "We listen"}, {"number": 2, "text": "We answer"}],
    }


def test_extract_prints_sheets_with_their_names(extract):
    done = extract("a.xlsx", make_workbook({"Calls": ROWS}), "--json")
    assert json.loads(done.stdout)["pages"] == [{"number": 1, "label": "Calls", "text": "Waits\t7"}]


def test_extract_prints_text_for_people(extract):
    done = extract("a.pptx", make_presentation([shape("We listen"), shape("We answer")]))
    assert done.stdout == "--- 1 ---\nWe listen\n\n--- 2 ---\nWe answer\n"


def test_extract_finds_no_pages_in_a_picture(extract):
    done = extract("a.png", make_image(), "--json")
    assert json.loads(done.stdout) == {"type": "png", "pages": []}


REFUSED = {
    "empty.pdf": (lambda: b"", "is empty"),
    "damaged.pdf": (lambda: make_pdf()[:-60], "damaged"),
    "locked.pdf": (lambda: make_pdf(encryption=Encryption(owner="a", user="b")), "password"),
    "disguised.pdf": (make_open_xml, "not what its name says"),
    "cut.docx": (lambda: make_open_xml()[:-30], "damaged"),
    "bomb.docx": (make_ratio_bomb, "grows far beyond"),
    "program.exe": (lambda: b"MZ", "are not accepted"),
    "macros.docm": (make_open_xml, "save it as .docx"),
    "no ending": (lambda: b"text", "does not say what type"),
    "bytes.txt": (lambda: b"a\0b", "not readable as text"),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_extract_says_on_stderr_why_a_file_is_refused(extract, name, options):
    make, reason = REFUSED[name]
    done = extract(name, make(), *options)
    assert (done.exit_code, done.stdout) == (1, "")
    assert name in done.stderr
    assert reason in done.stderr


def test_extract_refuses_a_file_larger_than_the_library_takes(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(UploadLimits().file_bytes + 1)
    done = CliRunner().invoke(main, ["extract", str(path)])
    assert done.exit_code == 1
    assert "larger than" in done.stderr


def test_extract_refuses_what_is_no_file(tmp_path):
    for path in (tmp_path, tmp_path / "missing.pdf"):
        done = CliRunner().invoke(main, ["extract", str(path)])
        assert (done.exit_code, done.stdout) == (1, "")
        assert "is not a file" in done.stderr


@pytest.mark.parametrize("arguments", [[], ["a.txt", "b.txt"], ["a.txt", "--yaml"]])
def test_extract_used_wrongly_ends_with_2(arguments):
    assert CliRunner().invoke(main, ["extract", *arguments]).exit_code == 2
