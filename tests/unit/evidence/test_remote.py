"""What a document would fetch from the network."""

import pytest

from cse_assess.evidence.inspection.remote import is_remote


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/x",
        "HTTP://EXAMPLE.ORG",
        "ftp://example.org",
        "mhtml:http://x",
        "ms-word:ofe|u|https://example.org",
        "//example.org/x",
        "\\\\example.org\\share",
        "\\\\host@SSL\\dav",
        "\\\\?\\UNC\\host\\x",
        "\\\\.\\pipe\\x",
        "file://example.org/x",
        "file:///\\\\example.org\\x",
        "file:////192.0.2.1/x",
        "  https://example.org",
        "h%74tps://example.org",
        "//",
    ],
)
def test_an_address_out_in_the_network_is_remote(target):
    assert is_remote(target)


@pytest.mark.parametrize(
    "target",
    [
        "",
        "media/image1.png",
        "../Budget 2026.xlsx",
        "/xl/worksheets/sheet2.xml",
        "C:\\Users\\someone\\x.dotm",
        "file:///C:/Templates/x.dotx",
        "file:///S:\\Templates\\x.dotx",
        "\\\\server\\share\\x.xlsx",
        "file:///\\\\server\\share\\x.xlsx",
        "#Pictures/a.png",
    ],
)
def test_a_path_of_the_author_is_not(target):
    assert not is_remote(target)
