"""`cse-assess extract`: the text of a file, page by page; needs no instance."""

from pathlib import Path
from typing import Any

import click

from cse_assess.cli.file_reading import FILE, read_file
from cse_assess.cli.support import print_json
from cse_assess.reading.document import Document, Page


@click.command("extract")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def extract_command(file: Path, *, as_json: bool) -> None:
    """Print the text of FILE with the numbers of its pages, sheets or slides.

    The file passes the checks of the library first; one that they refuse, or that cannot be read,
    gives exit code 1.
    """
    document = read_file(file)
    if as_json:
        print_json(_document_to_json(document))
    else:
        click.echo("\n\n".join(_write_page(page) for page in document.pages))


def _document_to_json(document: Document) -> dict[str, Any]:
    return {"type": document.type, "pages": [_page_to_json(page) for page in document.pages]}


def _page_to_json(page: Page) -> dict[str, Any]:
    label = {"label": page.label} if page.label else {}
    return {"number": page.number, **label, "text": page.text}


def _write_page(page: Page) -> str:
    heading = f"{page.number}: {page.label}" if page.label else str(page.number)
    return f"--- {heading} ---\n{page.text}"
