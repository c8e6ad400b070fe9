"""Where a person may be sent after signing in."""

import pytest

from cse_assess.accounts.access import is_local_path


@pytest.mark.parametrize("target", ["/", "/people", "/people?page=2", "/a//b", "/x?next=//y", "/é"])
def test_a_path_of_this_site_is_local(target):
    assert is_local_path(target)


@pytest.mark.parametrize(
    "target",
    [
        "",
        "people",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "/\t//evil.example",
        "/\n/evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        " /people",
    ],
)
def test_anything_else_is_not(target):
    assert not is_local_path(target)
