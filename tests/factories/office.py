"""Opens office files with LibreOffice, as somebody who is sent them may."""

import subprocess
from pathlib import Path

import pypdfium2

SECONDS = 180


def convert(file: Path, ending: str, folder: Path) -> Path:
    """Return `file` in another format, written to `folder`; each call has a profile of its own."""
    profile = folder / "profile"
    command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", ending, "--outdir", str(folder / "converted"), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    name = ending.partition(":")[0]
    return folder / "converted" / f"{file.stem}.{name}"


def read_pdf(path: Path) -> list[str]:
    """Return the words of each page."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
