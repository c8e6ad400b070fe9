"""The standards that the rules are tried on."""

from pathlib import Path

import pytest
from hypothesis import settings

from cse_assess.paths import data_folder
from cse_assess.standards.loader import load_standard

# A busy machine is no reason to fail: what is tried here is right or wrong, never fast or slow.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def cse():
    return load_standard(data_folder("standard") / "cse.yaml")


@pytest.fixture(scope="session")
def service_points():
    return load_standard(Path(__file__).parents[2] / "standards" / "service-points.yaml")
