import pytest

from cse_assess.blobs import FileBlobStore


@pytest.fixture
def blobs(tmp_path) -> FileBlobStore:
    return FileBlobStore(tmp_path / "blobs")
