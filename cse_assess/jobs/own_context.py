"""Runs a call as if in a thread of its own: nothing of the caller's leaks in, or back."""

from collections.abc import Callable
from contextvars import Context
from typing import ParamSpec, TypeVar

from flask import Flask

P = ParamSpec("P")
R = TypeVar("R")


def call_in_own_context(app: Flask, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Call `call` in a new app context, and so with a database session of its own.

    A fresh set of context variables goes with it: a caller who only reads (a GET, a page's
    `read_only`) must not make the job's transactions refuse to write.
    """

    def call_it() -> R:
        with app.app_context():
            return call(*args, **kwargs)

    return Context().run(call_it)
