"""Links between the pages of a list."""

import pytest

from cse_assess.web.paging import page_url, pages_around


@pytest.fixture
def list_request(web_app):
    web_app.add_url_rule("/<int:number>/list", "list", str)
    with web_app.test_request_context("/3/list?level=plus&level=none&page=5"):
        yield


@pytest.mark.usefixtures("list_request")
def test_another_page_keeps_the_filters():
    assert page_url(6) == "/3/list?level=plus&level=none&page=6"


@pytest.mark.usefixtures("list_request")
@pytest.mark.parametrize(
    ("page", "pages", "shown"),
    [
        (1, 2, "[1] 2"),
        (5, 9, "1 … 4 [5] 6 … 9"),
        (1, 9, "[1] 2 … 9"),
        (9, 9, "1 … 8 [9]"),
        (2, 3, "1 [2] 3"),
    ],
)
def test_first_last_and_neighbouring_pages_are_shown(page, pages, shown):
    words = [
        "…"
        if item.get("ellipsis")
        else f"[{item['number']}]"
        if item["current"]
        else str(item["number"])
        for item in pages_around(page, pages)["items"]
    ]
    assert " ".join(words) == shown


@pytest.mark.usefixtures("list_request")
def test_the_first_page_has_no_previous_and_the_last_no_next():
    assert "previous" not in pages_around(1, 2)
    assert "next" not in pages_around(2, 2)
