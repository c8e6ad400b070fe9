"""The numbers in the addresses of pages."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, ValidationError

from cse_assess.ids import LARGEST_ID, MOST_DIGITS


class RowNumberConverter(IntegerConverter):
    """A whole number that a row can have: with a larger one, an address leads nowhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max": LARGEST_ID, **kwargs})

    def to_python(self, value: str) -> int:
        """Return the number; raise `ValidationError` for one that is too large."""
        if len(value) > MOST_DIGITS:
            raise ValidationError
        number: int = super().to_python(value)
        return number


def init_addresses(app: Flask) -> None:
    """Hold every `<int:…>` of the addresses that are added from now on within bounds."""
    app.url_map.converters["int"] = RowNumberConverter
