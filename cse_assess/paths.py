"""Where the package's data folders and the installation's own folder are."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Return the folder `name` (`templates` or `standard`) of a wheel or of a checkout.

    A wheel carries it as `cse_assess/_bundled/<name>`; a checkout has it beside the package.
    """
    bundled = PACKAGE / "_bundled" / name
    return bundled if bundled.is_dir() else PACKAGE.parent / name


def is_checkout() -> bool:
    """Tell whether the package runs from a checkout rather than from an installed wheel."""
    return (PACKAGE.parent / "pyproject.toml").is_file()


def default_instance_folder() -> Path:
    """Return `CSE_ASSESS_INSTANCE_PATH`, or `instance/` of the checkout or the current folder.

    An installed wheel's own folder may be read-only, so it is never the default.
    """
    configured = os.environ.get("CSE_ASSESS_INSTANCE_PATH")
    if configured:
        return Path(configured).resolve()
    return (PACKAGE.parent if is_checkout() else Path.cwd()) / "instance"
