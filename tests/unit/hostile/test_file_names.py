"""Names that files are sent under to be stored, shown or opened as something else."""

import unicodedata

import pytest

from cse_assess.evidence.errors import UploadRefused
from cse_assess.evidence.intake import check_name
from cse_assess.evidence.names import clean_file_name

TAKEN = {
    "../../etc/passwd.txt": "passwd.txt",
    "..\\..\\Windows\\win.txt": "win.txt",
    "/etc/cron.d/job.txt": "job.txt",
    "C:\\Users\\ada\\plan.pdf": "plan.pdf",
    "\\\\server\\share\\plan.pdf": "plan.pdf",
    "a/b/c/../plan.pdf": "plan.pdf",
    "plan\0.pdf": "plan.pdf",
    "pl\x1b[2Jan.pdf": "pl[2Jan.pdf",
    "plan\r\nSet-Cookie: a=b.pdf": "planSet-Cookie_ a=b.pdf",
    "\u202efdp.plan.pdf": "fdp.plan.pdf",
    "\u2066plan\u2069.pdf": "plan.pdf",
    "\ufeffplan.pdf": "plan.pdf",
    "  plan.pdf  ": "plan.pdf",
    "PLAN.PDF": "PLAN.PDF",
    "plan.pdf.": "plan.pdf",
    "minutes – May’s.pdf": "minutes – May’s.pdf",
    "<img src=x onerror=x()>.pdf": "_img src=x onerror=x()_.pdf",
    "a\"b';--.pdf": "a_b';--.pdf",
    "{{7*7}}.pdf": "{{7_7}}.pdf",
    "=cmd|' /c calc'!A1.csv": "c calc'!A1.csv",
}
REFUSED = [
    "plan.pdf.exe",
    "plan.pdf\0.exe",
    "plan\u202efdp.exe",
    "plan.exe\u202e",
    "plan.pdf/",
    "plan.pdf/..",
    "..",
    ".",
    "/",
    "\\",
    ".pdf",
    "\u200b.pdf",
    "pdf",
    "plan",
    "plan.",
    "plan.ｐｄｆ",
    "plan.p\u0501f",
    "plan.pdf::$DATA",
    "plan.pdf;.exe",
    "plan.php",
    "plan.svg",
    "plan.html.js",
    "plan.docm",
    "plan.xlsb",
    "plan.lnk",
    "desktop.ini",
    "autorun.inf",
    ".htaccess",
    "web.config",
    "\u202e\u0007",
    "",
]


@pytest.mark.parametrize("sent", TAKEN)
def test_a_name_is_kept_without_folders_controls_and_direction_marks(sent):
    name = clean_file_name(sent)
    check_name(name)
    assert name == TAKEN[sent]
    assert "/" not in name
    assert "\\" not in name
    assert not {unicodedata.category(letter) for letter in name} & {"Cc", "Cf", "Zl", "Zp"}


@pytest.mark.parametrize("sent", REFUSED)
def test_a_name_that_ends_as_no_accepted_type_is_refused(sent):
    with pytest.raises(UploadRefused):
        check_name(clean_file_name(sent))


def test_a_name_beyond_measure_is_cut_and_keeps_its_ending():
    name = clean_file_name("é" * 100_000 + ".pdf")
    assert len(name.encode()) <= 200
    assert check_name(name).suffixes == ("pdf",)
