"""What users install: the built wheel, in an environment of its own, far from the repository."""

import json
import os
import site
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.real_data import REPOSITORY

PACKAGES = ("bouquets", "catalogue", "cli", "config", "harvester", "legal_kb", "search", "web")


def run(*command, **options):
    return subprocess.run(
        command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL, **options
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    build = run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", folder, REPOSITORY)
    assert build.returncode == 0, build.stderr
    (built,) = folder.glob("glane-*.whl")
    return built


@pytest.fixture(scope="module")
def glane(wheel, tmp_path_factory):
    """The command of a new environment that holds the wheel; the libraries are those of the tests."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin/python"
    install = run(
        sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel
    )
    assert install.returncode == 0, install.stderr
    (packages,) = folder.glob("lib/python*/site-packages")
    # A plain line adds the folder alone: the link of an editable installation in it is not followed.
    (packages / "libraries.pth").write_text("\n".join(site.getsitepackages()) + "\n")
    return folder / "bin/glane"


@pytest.fixture
def shadowing_folder(tmp_path):
    """A folder with a module named like each of our packages; importing one is an error."""
    for package in PACKAGES:
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text(
            "raise RuntimeError('a module of the current folder')\n"
        )
    return tmp_path


def test_wheel_holds_every_file_of_the_packages_and_nothing_else(wheel):
    tracked = (path for package in PACKAGES for path in (REPOSITORY / package).rglob("*") if path.is_file())
    ours = {path.relative_to(REPOSITORY).as_posix() for path in tracked if "__pycache__" not in path.parts}
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert shipped == ours


def test_environment_does_not_see_the_repository(glane, tmp_path):
    answer = run(glane.with_name("python"), "-c", "import cli; print(cli.__file__)", cwd=tmp_path)
    assert Path(answer.stdout.strip()).is_relative_to(glane.parent.parent), answer.stderr


@pytest.mark.slow
def test_demo_runs_from_a_folder_that_shadows_our_packages(glane, shadowing_folder):
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GLANE_"))
    }
    command = [glane, "--data-dir", shadowing_folder / "data", "demo", "--no-serve", "--json"]
    demo = run(*command, cwd=shadowing_folder, env=environment)
    assert demo.returncode == 0, demo.stderr
    runs = json.loads(demo.stdout)["runs"]
    assert len(runs) >= 3
    assert {report["status"] for report in runs} == {"complete"}
