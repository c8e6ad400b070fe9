"""The GOV.UK widgets that the package for WTForms lacks or draws differently."""

from typing import Any

from govuk_frontend_wtf.gov_form_base import GovFormBase
from govuk_frontend_wtf.wtforms_widgets import GovFileInput
from markupsafe import Markup
from wtforms import Field

from cse_assess.web.dates import PARTS


class DateInput(GovFormBase):  # type: ignore[misc]  # the package is untyped
    """Three labelled boxes for day, month and year, each with a name of its own."""

    template = "govuk_frontend_wtf/date.html"

    def __call__(self, field: Field, **kwargs: Any) -> Markup:
        """Return the boxes of `field`, filled with what was typed or with its date."""
        kwargs.setdefault("id", field.id)
        kwargs.pop("required", None)
        drawn: Markup = super().__call__(field, **kwargs)
        return drawn

    def map_gov_params(self, field: Field, **kwargs: Any) -> dict[str, Any]:
        """Return the parameters of the design system's date input."""
        params: dict[str, Any] = super().map_gov_params(field, **kwargs)
        params.setdefault("fieldset", {"legend": params.pop("label")})
        params.setdefault("items", [_box(field, part) for part in PARTS])
        return params


def _box(field: Any, part: str) -> dict[str, str]:
    width = "govuk-input--width-4" if part == "year" else "govuk-input--width-2"
    return {
        "label": part.capitalize(),
        "id": f"{field.id}-{part}",
        "name": f"{field.name}-{part}",
        "classes": f"{width} govuk-input--error" if field.errors else width,
        "value": field.boxes[part],
    }


class FileInput(GovFileInput):  # type: ignore[misc]  # the package is untyped
    """The browser's own file chooser, onto which files can be dropped as well."""

    def map_gov_params(self, field: Field, **kwargs: Any) -> dict[str, Any]:
        """Return the parameters of the design system's file upload."""
        params: dict[str, Any] = super().map_gov_params(field, **kwargs)
        params["multiple"] = bool(params["attributes"].pop("multiple", False))
        params.pop("value", None)
        return params
