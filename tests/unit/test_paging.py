"""Lists that are shown page by page."""

import pytest

from cse_assess.paging import choose_page, count_pages, cut_page


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (10, 1), (11, 2), (20, 2), (21, 3)])
def test_a_list_takes_as_many_pages_as_its_rows_fill_and_at_least_one(total, pages):
    assert count_pages(total, 10) == pages


@pytest.mark.parametrize(
    ("wanted", "shown"), [(-5, 1), (0, 1), (2, 2), (3, 3), (4, 3), (10**500, 3)]
)
def test_a_page_that_there_is_not_is_the_nearest_there_is(wanted, shown):
    assert choose_page(wanted, 21, 10) == shown


def test_a_whole_list_is_cut_to_the_rows_of_one_page():
    page = cut_page(range(21), 3, 10)
    assert (list(page.rows), page.number, page.total, page.page_count) == ([20], 3, 21, 3)


def test_an_empty_list_has_one_empty_page():
    page = cut_page([], 7, 10)
    assert (page.rows, page.number, page.page_count) == ([], 1, 1)
