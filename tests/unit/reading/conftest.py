import io

import pytest

from cse_assess.reading.document import Document
from cse_assess.reading.formats.entry import READERS, load_reader


@pytest.fixture
def read():
    """Read a file's content by the reader of its suffix, in this process."""

    def read_content(content: bytes, suffix: str) -> Document:
        assert suffix in READERS
        return load_reader(suffix)(io.BytesIO(content), suffix)

    return read_content


@pytest.fixture
def hidden():
    """Return kind, text and page of each hidden passage."""

    def list_hidden(document: Document) -> list[tuple[str, str, int | None]]:
        return [(each.kind.value, each.text, each.page) for each in document.hidden]

    return list_hidden
