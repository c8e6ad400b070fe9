"""Evidence in quarantine, seen from the element that it is attached to."""

from dataclasses import replace

import pytest
from factories.assessments import attach
from factories.evidence import make_item
from factories.pins import give_text

from cse_assess.config import ScannerAddress

CODE = "1.1.1"


@pytest.fixture
def page(app, assessment, organisation):
    item = give_text(make_item(organisation), "Waiting times fell.")
    link = attach(assessment, CODE, item)
    app.extensions["settings"] = replace(
        app.extensions["settings"], scanner=ScannerAddress(path="/run/clamd.sock")
    )
    return f"/assessments/{assessment.id}/elements/{CODE}/evidence/{link.id}/text"


def test_its_text_is_not_shown_to_be_pinned(enter, page):
    answer = enter("lead").get(page)
    assert answer.status_code == 403
    assert "being checked for viruses" in answer.text
    assert "Waiting times fell" not in answer.text


def test_nothing_of_it_is_pinned(enter, page):
    answer = enter("lead").post(page, data={"quotation": "Waiting times fell."})
    assert answer.status_code == 403
