from datetime import date

import pytest

from cse_assess.demo.papers import list_revisions, make_file
from cse_assess.demo.story import read_story

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def papers() -> dict[str, bytes]:
    """Give every file of the sample by its item's key, revision and name."""
    story = read_story()
    return {
        f"{item.key}/{number}/{content.file}": make_file(item, content, on, story, TODAY)
        for item in story.evidence
        for number, (content, on) in enumerate(list_revisions(item, TODAY), start=1)
        if content.file
    }
