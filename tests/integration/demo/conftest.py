import pytest

from cse_assess.blobs import FileBlobStore
from cse_assess.clock import today
from cse_assess.demo.papers import store_files
from cse_assess.demo.story import read_story


@pytest.fixture(scope="session")
def blobs(tmp_path_factory) -> FileBlobStore:
    return FileBlobStore(tmp_path_factory.mktemp("demo") / "blobs")


@pytest.fixture(scope="session")
def stored(blobs):
    """Give the sample's files, made and stored once for all tests."""
    return store_files(read_story(), today=today(), blobs=blobs)
