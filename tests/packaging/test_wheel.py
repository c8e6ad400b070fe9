"""The wheel: what is in it, and that it does the main job in an empty environment.

These two run once in script/test, because they have nothing to do with the database server.
"""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pikepdf
import pytest

from cse_assess.paths import PACKAGE

ROOT = PACKAGE.parent
NEEDED = {
    "cse_assess/_bundled/standard/cse.yaml",
    "cse_assess/_bundled/standard/standard.schema.json",
    "cse_assess/_bundled/templates/layouts/base.html",
    "cse_assess/_bundled/templates/assessments/element.html",
    "cse_assess/_bundled/templates/reports/gap/print.css",
    "cse_assess/demo/content/organisation.yaml",
    "cse_assess/demo/content/evidence/insight.yaml",
    "cse_assess/demo/content/responses/repairs.yaml",
    "cse_assess/migrations/alembic.ini",
    "cse_assess/migrations/env.py",
    "cse_assess/static/app.css",
    "cse_assess/static/js/app.js",
}
UNWANTED = ("tests/", "bench/", "instance/", "docs/", "script/", ".venv/", "node_modules/")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Build the wheel as a user of the source would."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture
def empty_environment(tmp_path) -> Path:
    """Give a virtual environment with nothing in it, not even pip."""
    folder = tmp_path / "environment"
    venv.create(folder, with_pip=False)
    return folder


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """Run a command without this project's settings; return its stdout, or fail with its stderr."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("CSE_ASSESS_")
    }
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**environment, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def list_sources(folder: str) -> set[str]:
    """Return the files under `folder`, by their paths in the checkout."""
    return {
        str(path.relative_to(ROOT))
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.parent.name != "__pycache__"
    }


def bundled_path(path: str) -> str:
    return path if path.startswith("cse_assess/") else f"cse_assess/_bundled/{path}"


def test_the_wheel_holds_what_the_product_needs_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for folder in ("cse_assess", "templates", "standard"):
        assert {bundled_path(path) for path in list_sources(folder)} <= names
    assert names >= NEEDED
    assert any(name.startswith("cse_assess/migrations/versions/2") for name in names)
    others = {name for name in names if not name.startswith(("cse_assess/", "cse_assess-"))}
    assert not others
    assert not [name for name in names if any(f"/{part}" in name for part in UNWANTED)]
    assert not [name for name in names if name.endswith((".sqlite3", ".pyc", "secret-key"))]


def test_an_empty_environment_runs_the_demo_and_prints_the_pdf(wheel, empty_environment, tmp_path):
    """The way in of the README, from the wheel alone, in an empty folder."""
    python = empty_environment / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python)
    run(*pip, "install", "--quiet", "--no-compile", wheel)
    command = empty_environment / "bin" / "cse-assess"
    folder = tmp_path / "empty"
    folder.mkdir()

    where = run(python, "-c", "import cse_assess; print(cse_assess.__file__)", cwd=folder)
    assert Path(where.strip()).is_relative_to(empty_environment)

    assert "sign in" in run(command, "demo", cwd=folder)
    assert (folder / "instance" / "cse-assess.sqlite3").is_file()

    listed = json.loads(run(command, "assessment", "list", "--json", cwd=folder))
    assert {each["service"] for each in listed} == {
        "Thistlemere Libraries",
        "Housing Repairs and Customer Contact",
        "Registration and Ceremonies",
        "Parking and Permits",
    }
    libraries = next(each for each in listed if each["service"] == "Thistlemere Libraries")
    assert set(libraries) == {
        "id",
        "standard",
        "organisation",
        "service",
        "cycle",
        "visit_date",
        "locked",
    }

    run(command, "report", "gap", str(libraries["id"]), "-o", "gap.pdf", cwd=folder)
    with pikepdf.open(folder / "gap.pdf") as report:
        assert len(report.pages) > 20
        assert report.Root.MarkInfo.Marked
    assert {path.name for path in folder.iterdir()} == {"instance", "gap.pdf"}
