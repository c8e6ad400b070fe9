"""What a request may ask of the application it runs in."""

from typing import cast

from flask import current_app

from cse_assess.blobs import BlobStore
from cse_assess.config import Settings


def current_settings() -> Settings:
    """Return the settings of the running application."""
    return cast(Settings, current_app.extensions["settings"])


def current_blobs() -> BlobStore:
    """Return the store that holds the contents of files."""
    return cast(BlobStore, current_app.extensions["blobs"])
