"""The folder of pictures: what is kept, found, and thrown away."""

import os
import time

import pytest

from cse_assess.evidence.previews.store import PreviewStore

SHA, OTHER = "a" * 64, "b" * 64


@pytest.fixture
def store(tmp_path):
    return PreviewStore(tmp_path / "previews")


def keep(store, sha256, *names, size=10, age=0):
    with store.make_room() as room:
        for name in names:
            (room / f"{name}.webp").write_bytes(b"x" * size)
        store.keep(sha256, room)
    for name in names:
        moment = time.time() - age
        os.utime(store.find(sha256, name), (moment, moment))


def test_a_picture_is_found_by_content_and_name(store):
    keep(store, SHA, "1", "thumbnail")
    assert store.load(SHA, "1") == b"x" * 10
    assert store.find(SHA, "2") is None
    assert store.find(OTHER, "1") is None


@pytest.mark.parametrize("name", ["../1", "01", "0", "", "1/../../x", "9" * 400, "x", "1\n"])
def test_no_other_name_leads_anywhere(store, name):
    keep(store, SHA, "1")
    assert store.find(SHA, name) is None


def test_nothing_stays_of_a_drawing_that_was_broken_off(store):
    def break_off():
        with store.make_room() as room:
            (room / "1.webp").touch()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert list(store.folder.iterdir()) == []


def test_the_first_page_is_settled_with_its_thumbnail_only(store):
    keep(store, SHA, "1", "2")
    assert not store.is_settled(SHA, 1)
    assert store.is_settled(SHA, 2)
    keep(store, SHA, "thumbnail")
    assert store.is_settled(SHA, 1)


def test_a_page_that_cannot_be_drawn_is_settled_too(store):
    store.mark_failed(SHA, 3)
    assert store.has_failed(SHA, 3)
    assert store.is_settled(SHA, 3)


def test_the_oldest_pictures_go_first_and_thumbnails_last(store):
    keep(store, SHA, "1", "thumbnail", age=300)
    keep(store, OTHER, "1", age=200)
    keep(store, OTHER, "2", age=100)
    assert store.trim(25) == 2
    assert store.find(SHA, "1") is None
    assert store.find(OTHER, "1") is None
    assert store.find(OTHER, "2")
    assert store.find(SHA, "thumbnail")


def test_nothing_goes_while_there_is_room(store):
    assert store.trim(0) == 0
    keep(store, SHA, "1", "2")
    assert store.trim(20) == 0


def test_what_a_killed_process_left_goes_after_a_day(store):
    for name, age in (("incoming-old", 2 * 86_400), ("incoming-new", 60)):
        (store.folder / name).mkdir(parents=True)
        moment = time.time() - age
        os.utime(store.folder / name, (moment, moment))
    store.trim(0)
    assert [path.name for path in store.folder.iterdir()] == ["incoming-new"]
