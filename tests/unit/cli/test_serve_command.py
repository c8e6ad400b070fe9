"""What the server does before the first request."""

import gc

import pytest

from cse_assess.cli import serve


@pytest.fixture
def _as_before():
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("_as_before")
def test_what_was_loaded_is_left_to_be_before_the_jobs_start(monkeypatch):
    frozen = []
    monkeypatch.setattr(serve, "_start_jobs", lambda *_: frozen.append(gc.get_freeze_count()))
    serve._begin_work(app=None, worker=None)  # noqa: SLF001 -- gunicorn calls it
    assert frozen[0] > 0
