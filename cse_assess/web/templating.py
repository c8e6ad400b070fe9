"""What templates can call: filters, the navigation and addresses of static files."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from flask import Flask, current_app, request, url_for
from jinja2 import BaseLoader, ChoiceLoader, PackageLoader, PrefixLoader
from markupsafe import Markup, escape

from cse_assess.clock import LONDON
from cse_assess.web.comparison import compare_texts
from cse_assess.web.context import current_settings
from cse_assess.web.paging import pages_around

KIBIBYTE = 1024


class Viewer(Protocol):
    """What the navigation asks of the person who is signed in."""

    @property
    def is_administrator(self) -> bool:
        """Tell whether the person looks after accounts and settings."""

    @property
    def is_lead(self) -> bool:
        """Tell whether the person runs the organisation's self-assessments."""

    @property
    def is_member(self) -> bool:
        """Tell whether the person holds any role in an organisation."""

    @property
    def is_assessor(self) -> bool:
        """Tell whether the person reads a submission from outside today."""

    @property
    def sees_several_services(self) -> bool:
        """Tell whether there may be more than one service for the person to see."""


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A link of the navigation, the blueprints whose pages it stands for, and who is shown it."""

    text: str
    endpoint: str
    blueprints: frozenset[str]
    is_shown_to: Callable[[Viewer], bool]


NAVIGATION = (
    NavigationItem(
        "Self-assessments",
        "assessments.home",
        frozenset(
            {
                "actions",
                "assessments",
                "certificates",
                "checks",
                "forecast",
                "fragility",
                "packs",
                "past",
                "received_queries",
                "received_report",
                "received_visit",
                "reports",
                "requests",
                "route",
                "scoring",
                "scorings",
                "submissions",
                "takeaway",
                "trail",
                "what_if",
            }
        ),
        lambda viewer: viewer.is_member,
    ),
    NavigationItem(
        "Reviews",
        "reviews.index",
        frozenset(
            {
                "assessor_queries",
                "assessor_report",
                "reviews",
                "scoring",
                "second_opinion",
                "submitted",
                "submitted_papers",
                "visit",
            }
        ),
        lambda viewer: viewer.is_assessor or not viewer.is_member,
    ),
    NavigationItem(
        "Compare services",
        "benchmark.index",
        frozenset({"benchmark"}),
        lambda viewer: viewer.sees_several_services,
    ),
    NavigationItem(
        "Evidence",
        "evidence.index",
        frozenset({"evidence", "freshness", "privacy"}),
        lambda viewer: viewer.is_member,
    ),
    NavigationItem("Standards", "standards.index", frozenset({"standards"}), lambda _viewer: True),
    NavigationItem(
        "People", "people.index", frozenset({"people"}), lambda viewer: viewer.is_administrator
    ),
    NavigationItem(
        "Services",
        "services.index",
        frozenset({"services"}),
        lambda viewer: viewer.is_administrator or viewer.is_lead,
    ),
    NavigationItem(
        "Organisation",
        "organisation.settings",
        frozenset({"organisation"}),
        lambda viewer: viewer.is_administrator,
    ),
)


def init_templating(app: Flask) -> None:
    """Give the templates of `app` the design system's macros, our filters and functions."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_loader = _make_loader(app.jinja_loader)
    app.jinja_env.filters.update(
        day=format_day, moment=format_moment, file_size=format_file_size, paragraphs=format_text
    )
    app.jinja_env.globals.update(
        plural=plural,
        static_url=static_url,
        navigation_for=navigation_for,
        link_to=link_to,
        pages_around=pages_around,
        compare_texts=compare_texts,
        upload_limits=lambda: current_settings().uploads,
    )


def _make_loader(own: BaseLoader | None) -> ChoiceLoader:
    packages = ("govuk_frontend_jinja", "govuk_frontend_wtf")
    design_system = PrefixLoader({name: PackageLoader(name) for name in packages})
    return ChoiceLoader([*([own] if own else []), design_system])


def format_day(value: date | datetime | None) -> str:
    """Write a date as "21 November 2026", a moment as its date in the United Kingdom."""
    if value is None:
        return ""
    day = value.astimezone(LONDON) if isinstance(value, datetime) else value
    return f"{day.day} {day:%B %Y}"


def format_moment(value: datetime | None) -> str:
    """Write a moment as "21 November 2026 at 9:05am", in United Kingdom time."""
    if value is None:
        return ""
    local = value.astimezone(LONDON)
    half = "am" if local.hour < 12 else "pm"  # noqa: PLR2004 -- noon
    return f"{format_day(value)} at {local.hour % 12 or 12}:{local:%M}{half}"


def format_file_size(size: int | None) -> str:
    """Write a number of bytes as people read it: "512 bytes", "1.4 MB", in powers of 1,024."""
    if size is None:
        return ""
    amount = float(size)
    for unit in ("bytes", "KB", "MB"):
        if amount < KIBIBYTE:
            return _with_unit(amount, unit)
        amount /= KIBIBYTE
    return _with_unit(amount, "GB")


def _with_unit(amount: float, unit: str) -> str:
    if unit == "bytes" and amount == 1:
        return "1 byte"
    text = f"{amount:.0f}" if unit in {"bytes", "KB"} else f"{amount:.1f}".removesuffix(".0")
    return f"{text} {unit}"


def format_text(text: str | None, classes: str = "govuk-body") -> Markup:
    """Write plain text as escaped paragraphs: an empty line parts them, a line end breaks."""
    blocks = (block.strip() for block in (text or "").replace("\r\n", "\n").split("\n\n"))
    return Markup("\n").join(
        Markup('<p class="{}">{}</p>').format(
            classes, Markup("<br>").join(escape(line) for line in block.split("\n"))
        )
        for block in blocks
        if block
    )


def plural(number: int, one: str, many: str) -> str:
    """Write a number with its word: `plural(1, "file", "files")` is "1 file"; 1200 is "1,200"."""
    return f"{number:,} {one if number == 1 else many}"


def static_url(path: str) -> str:
    """Return the address of a static file with its content's hash, so that it may be cached."""
    folder = Path(current_app.static_folder or "")
    return url_for("static", filename=path, v=_content_hash(folder / path, current_app.debug))


def _content_hash(path: Path, is_changing: bool) -> str:  # noqa: FBT001 -- private
    return _hash_file(path, path.stat().st_mtime_ns if is_changing else 0)


@lru_cache(maxsize=64)
def _hash_file(path: Path, _changed_at: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def navigation_for(actor: Viewer | None) -> list[dict[str, Any]]:
    """Return the navigation of a person as the design system's items; none when signed out."""
    if not actor:
        return []
    return [
        {
            "text": item.text,
            "href": url_for(item.endpoint),
            "active": request.blueprint in item.blueprints,
        }
        for item in NAVIGATION
        if item.endpoint in current_app.view_functions and item.is_shown_to(actor)
    ]


def link_to(endpoint: str) -> str | None:
    """Return the address of a page without arguments, or None where the app has no such page."""
    return url_for(endpoint) if endpoint in current_app.view_functions else None
