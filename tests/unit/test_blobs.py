"""Files are kept under the hash of their content, whole and unchanged, or not at all."""

import hashlib
import os
import stat
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from cse_assess.blobs import BlobDamaged, BlobMissing, FileBlobStore

ABSENT = "0" * 64
CONTENT = b"Our customers told us" * 1000


@pytest.fixture
def root(tmp_path):
    return tmp_path / "blobs"


@pytest.fixture
def store(root):
    return FileBlobStore(root)


def put(store, content=CONTENT):
    return put_chunks(store, [content])


def put_chunks(store, chunks):
    with store.receive() as incoming:
        for chunk in chunks:
            incoming.write(chunk)
        return incoming.keep()


def send_until_the_line_drops():
    yield CONTENT
    raise ConnectionError


def path_of(root, sha256):
    return root / sha256[:2] / sha256[2:4] / sha256


def overwrite(path, content):
    path.chmod(0o600)
    path.write_bytes(content)


def list_files(root):
    return [path for path in root.rglob("*") if path.is_file()]


def test_content_is_kept_under_its_sha256(store, root):
    blob = put(store)
    assert blob.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert blob.size == len(CONTENT)
    assert path_of(root, blob.sha256).read_bytes() == CONTENT


def test_a_kept_blob_can_be_opened_and_measured(store):
    blob = put(store)
    with store.open(blob.sha256) as file:
        assert file.read() == CONTENT
    assert store.has(blob.sha256)
    assert store.size(blob.sha256) == len(CONTENT)


def test_the_hash_covers_every_chunk_that_was_written(store):
    chunks = [CONTENT[start : start + 777] for start in range(0, len(CONTENT), 777)]
    assert put_chunks(store, chunks).sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_finished_content_can_be_looked_at_before_it_is_kept(store):
    with store.receive() as incoming:
        incoming.write(CONTENT)
        incoming.finish()
        assert incoming.path.read_bytes() == CONTENT
        assert incoming.sha256 == hashlib.sha256(CONTENT).hexdigest()
        assert incoming.size == len(CONTENT)


def test_content_that_is_not_kept_leaves_nothing_behind(store, root):
    with store.receive() as incoming:
        incoming.write(CONTENT)
        incoming.finish()
    assert list_files(root) == []


def test_an_upload_that_fails_leaves_nothing_behind(store, root):
    with pytest.raises(ConnectionError):
        put_chunks(store, send_until_the_line_drops())
    assert list_files(root) == []


def test_only_the_blob_remains_once_it_is_kept(store, root):
    blob = put(store)
    assert list_files(root) == [path_of(root, blob.sha256)]


def test_the_hash_is_not_known_before_the_content_is_finished(store):
    with store.receive() as incoming:
        incoming.write(CONTENT)
        with pytest.raises(ValueError, match="once the content is finished"):
            _ = incoming.sha256


def test_nothing_can_be_added_to_finished_content(store):
    with store.receive() as incoming:
        incoming.finish()
        with pytest.raises(ValueError, match="nothing can be added"):
            incoming.write(b"more")


def test_the_same_content_is_stored_once(store, root):
    first = put(store)
    inode = path_of(root, first.sha256).stat().st_ino
    assert put(store) == first
    assert path_of(root, first.sha256).stat().st_ino == inode


def test_the_same_content_sent_by_many_at_once_is_stored_once(store, root):
    with ThreadPoolExecutor(8) as pool:
        blobs = list(pool.map(lambda _: put(store), range(40)))
    assert set(blobs) == {blobs[0]}
    assert list_files(root) == [path_of(root, blobs[0].sha256)]
    assert b"".join(store.stream_verified(blobs[0].sha256)) == CONTENT


def test_a_stored_blob_is_never_overwritten_even_by_its_own_content(store, root):
    blob = put(store)
    overwrite(path_of(root, blob.sha256), b"tampered")
    put(store)
    assert path_of(root, blob.sha256).read_bytes() == b"tampered"


def test_a_stored_blob_is_read_only(store, root):
    mode = path_of(root, put(store).sha256).stat().st_mode
    assert stat.S_IMODE(mode) == 0o440


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 64])
def test_a_verified_stream_gives_the_whole_content(store, size):
    blob = put(store, CONTENT[:size])
    assert b"".join(store.stream_verified(blob.sha256, chunk_size=16)) == CONTENT[:size]


def test_a_damaged_blob_never_gives_out_its_last_chunk(store, root):
    blob = put(store, b"a" * 40)
    overwrite(path_of(root, blob.sha256), b"a" * 39 + b"b")
    given = []
    with pytest.raises(BlobDamaged, match=blob.sha256):
        given.extend(store.stream_verified(blob.sha256, chunk_size=16))
    assert b"".join(given) == b"a" * 32


def test_a_damaged_blob_of_one_chunk_gives_out_nothing(store, root):
    blob = put(store)
    overwrite(path_of(root, blob.sha256), b"tampered")
    stream = store.stream_verified(blob.sha256)
    with pytest.raises(BlobDamaged, match=blob.sha256):
        next(stream)


@pytest.mark.parametrize("size", [0, 16, 39])
def test_a_truncated_blob_is_found_damaged(store, root, size):
    blob = put(store, b"a" * 40)
    overwrite(path_of(root, blob.sha256), b"a" * size)
    with pytest.raises(BlobDamaged):
        list(store.stream_verified(blob.sha256, chunk_size=16))


def test_a_missing_blob_is_told_before_any_of_it_is_streamed(store):
    with pytest.raises(BlobMissing, match=ABSENT):
        store.stream_verified(ABSENT)


def test_a_missing_blob_can_neither_be_opened_nor_measured(store):
    assert not store.has(ABSENT)
    with pytest.raises(BlobMissing):
        store.open(ABSENT)
    with pytest.raises(BlobMissing):
        store.size(ABSENT)


@pytest.mark.parametrize(
    "name", ["", "../../../etc/passwd", "/etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"]
)
def test_what_is_no_hash_reaches_no_file(store, name):
    for ask in (store.has, store.size, store.open, store.stream_verified):
        with pytest.raises(ValueError, match="not a SHA-256"):
            ask(name)


def test_the_stored_hashes_are_listed_in_order(store):
    hashes = {put(store, bytes([n])).sha256 for n in range(20)}
    with store.receive() as incoming:
        incoming.write(b"not yet kept")
        assert list(store.iter_hashes()) == sorted(hashes)


def test_a_part_of_the_hashes_can_be_listed(store):
    hashes = sorted(put(store, bytes([n])).sha256 for n in range(20))
    start = hashes[0][:2]
    assert list(store.iter_hashes(start)) == [each for each in hashes if each.startswith(start)]


def test_an_old_blob_that_nothing_names_can_be_discarded(store, root):
    blob = put(store)
    os.utime(path_of(root, blob.sha256), (0, 0))
    assert store.discard(blob.sha256, timedelta(hours=1))
    assert list_files(root) == []
    assert not store.discard(blob.sha256, timedelta(hours=1))


def test_a_blob_that_was_stored_again_just_now_is_not_discarded(store, root):
    blob = put(store)
    os.utime(path_of(root, blob.sha256), (0, 0))
    put(store)
    assert not store.discard(blob.sha256, timedelta(hours=1))
    assert list_files(root) == [path_of(root, blob.sha256)]


def test_storing_and_discarding_at_once_leaves_every_blob_that_was_just_stored(store, root):
    """Whatever the order, content that was stored after it had become old is there."""
    sha256 = put(store).sha256

    def discard_again_and_again():
        for _ in range(200):
            store.discard(sha256, timedelta(seconds=30))

    with ThreadPoolExecutor() as pool:
        discarding = pool.submit(discard_again_and_again)
        while not discarding.done():
            put(store)
        discarding.result()
    assert store.has(put(store).sha256)
    assert list_files(root) == [path_of(root, sha256)]


def test_an_empty_store_lists_nothing(store):
    assert list(store.iter_hashes()) == []


def test_the_next_upload_sweeps_what_a_crash_left_behind_a_day_ago(store, root):
    put(store)
    old, young = root / "incoming" / "old", root / "incoming" / "young"
    for path in (old, young):
        path.write_bytes(b"half an upload")
    two_days_ago = old.stat().st_mtime - timedelta(days=2).total_seconds()
    os.utime(old, (two_days_ago, two_days_ago))
    put(store)
    assert [path.name for path in (root / "incoming").iterdir()] == ["young"]


def test_a_full_disk_is_told_in_plain_words_and_nothing_is_kept(root):
    """The system's own limit on the size of a file stands in for a full disk."""
    script = """
        import resource, sys
        from pathlib import Path
        from cse_assess.blobs import FileBlobStore, StorageFull

        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try:
            with FileBlobStore(Path(sys.argv[1])).receive() as incoming:
                incoming.write(b"x" * 200_000)
                incoming.keep()
        except StorageFull as error:
            print(error.message)
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "There is no room left to store this file" in done.stdout
    assert list_files(root) == []
