"""Hundreds of unsound files at the door and in the reader, many in one limited child."""

from pathlib import Path

import html5lib
import pytest
from hostile.cases import CASES
from hostile.exhausting import EXHAUSTING
from hostile.mutations import disguises, random_changes, truncations
from hostile.pages import SMUGGLED, make_page

from cse_assess.reading import child
from cse_assess.reading.child import ChildLimits, run_child

TESTS = Path(__file__).parents[2]
LIMITS = ChildLimits(cpu_seconds=120, deadline_seconds=300)
MOST_SECONDS = 10
ACTIVE = {"script", "iframe", "frame", "object", "embed", "applet", "form", "base", "svg", "math"}


@pytest.fixture
def judge(tmp_path, monkeypatch):
    """Let one child judge many files, given by their names."""
    code = child.CHILD_CODE.replace("from cse", f"sys.path.append({str(TESTS)!r})\nfrom cse")
    monkeypatch.setattr(child, "CHILD_CODE", code)

    def judge_all(files):
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        before = {path: path.read_bytes() for path in tmp_path.iterdir()}
        verdicts = run_child("hostile.tasks:judge_files", {"folder": str(tmp_path)}, limits=LIMITS)
        assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
        assert max(verdict["seconds"] for verdict in verdicts.values()) < MOST_SECONDS
        return verdicts

    return judge_all


@pytest.mark.parametrize("make", [disguises, truncations, random_changes])
def test_no_unsound_file_is_taken_for_what_it_is_not(judge, make):
    files = {mutation.name: mutation for mutation in make()}
    verdicts = judge({name: mutation.content for name, mutation in files.items()})
    assert set(verdicts) == set(files)
    let_in = [name for name in files if not verdicts[name]["refusal"]]
    assert [name for name in let_in if files[name].must_be_refused] == []
    assert [name for name in let_in if verdicts[name]["unread"]] == []
    assert all(verdicts[name]["type"] == name.rpartition(".")[2] for name in let_in)


def test_no_page_that_is_let_in_is_active_in_a_browser(judge):
    pages = {f"{number}.html": make_page(each) for number, each in enumerate(SMUGGLED)}
    verdicts = judge(pages)
    let_in = [name for name in pages if not verdicts[name]["refusal"]]
    assert [SMUGGLED[int(Path(name).stem)] for name in let_in if _is_active(pages[name])] == []


def _is_active(page):
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return any(
        str(node.tag) in ACTIVE
        or any(
            str(name).startswith("on") or "javascript:" in "".join(value.split()).lower()
            for name, value in node.attrib.items()
        )
        for node in tree.iter()
    )


def test_more_than_eight_hundred_unsound_files_are_tried():
    changed = [*disguises(), *truncations(), *random_changes()]
    assert len(CASES) + len(EXHAUSTING) + len(SMUGGLED) + len(changed) >= 800
    assert len({mutation.content for mutation in changed}) >= 300
