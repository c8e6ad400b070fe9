"""`cse-assess privacy check`: what it prints, and what it refuses."""

import json

import pytest
from click.testing import CliRunner

from cse_assess.cli.privacy import privacy_group


def check(*arguments):
    return CliRunner().invoke(privacy_group, ["check", *map(str, arguments)])


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Ring 07700 900123 or 07700900124, or write to enquiries@example.org.\n")
    return path


def test_findings_are_one_json_document(letter):
    result = check(letter, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "findings": [
            {"kind": "telephone_number", "text": "07700 900123", "page": 1, "certain": True},
            {"kind": "telephone_number", "text": "07700900124", "page": 1, "certain": False},
            {"kind": "email_address", "text": "enquiries@example.org", "page": 1, "certain": True},
        ]
    }


def test_findings_are_told_in_words(letter):
    assert check(letter).stdout.splitlines() == [
        "page 1: telephone number: 07700 900123",
        "page 1: telephone number: a guess: 07700900124",
        "page 1: email address: may be public: enquiries@example.org",
    ]


def test_a_file_without_private_details_says_so(tmp_path):
    path = tmp_path / "plain.txt"
    path.write_text("Customers were pleased.")
    assert check(path).stdout == "Nothing private was found.\n"
    assert json.loads(check(path, "--json").stdout) == {"findings": []}


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", b"no pdf"), ("a.exe", b"MZ"), ("a.txt", b""), ("a.docx", b"PK\x03\x04")],
)
def test_what_the_library_refuses_is_refused(name, content, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    result = check(path, "--json")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert str(path) in result.stderr


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert check(tmp_path / "none.txt").exit_code == 1


def test_wrong_usage_is_told_apart():
    assert check().exit_code == 2
