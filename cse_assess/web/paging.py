"""Which page of a list the address asks for, and links between the pages."""

from typing import Any

from flask import request, url_for

NEIGHBOURS = 1


def wanted_page() -> int:
    """Return the page that the address asks for; the first where it asks for none, or nonsense."""
    number: int = request.args.get("page", 1, type=int)
    return number


def pages_around(page: int, pages: int) -> dict[str, Any]:
    """Return the design system's pagination for `page` of `pages`, both counted from 1.

    It shows the first and last page, the current one and its neighbours. The links keep the rest of
    the current address.
    """
    params: dict[str, Any] = {"items": _items(page, pages)}
    if page > 1:
        params["previous"] = {"href": page_url(page - 1)}
    if page < pages:
        params["next"] = {"href": page_url(page + 1)}
    return params


def page_url(page: int) -> str:
    """Return the current address, with another page of the same list."""
    arguments: dict[str, Any] = {**request.args.to_dict(flat=False), **(request.view_args or {})}
    return url_for(request.endpoint or "", **{**arguments, "page": page})


def _items(page: int, pages: int) -> list[dict[str, Any]]:
    shown = sorted({1, pages, *_neighbours(page, pages)})
    items: list[dict[str, Any]] = []
    for earlier, number in zip([0, *shown], shown, strict=False):
        if number > earlier + 1:
            items.append({"ellipsis": True})
        items.append({"number": number, "href": page_url(number), "current": number == page})
    return items


def _neighbours(page: int, pages: int) -> range:
    return range(max(1, page - NEIGHBOURS), min(pages, page + NEIGHBOURS) + 1)
