from datetime import date

import pytest

from cse_assess.demo.papers import list_papers, make_file
from cse_assess.demo.story import read_story

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def papers() -> dict[str, bytes]:
    """Give every file of the sample by its item's key, revision and name."""
    story = read_story()
    return {
        f"{key}/{number}/{content.file}": make_file(about, content, on, story, TODAY)
        for key, papers in list_papers(story, TODAY).items()
        for number, (about, content, on) in enumerate(papers, start=1)
    }
