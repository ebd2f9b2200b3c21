"""Where real servers are installed: folders of this machine outside the repository, each made once.

`GLANE_TEST_PORTALS` chooses whether the catalogues that are harvested (pycsw, CKAN, udata) run:

- unset: those that are in the cache already (a test run downloads nothing large unasked);
- `required`: they are installed where they are missing, and a missing one is a failure;
- `off`: not run.
"""

import fcntl
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.demands import in_ci
from tests.servers.process import ServerMissing

SETTING = "GLANE_TEST_PORTALS"
MARK = ".made-of"


def are_required() -> bool:
    """Say whether a missing portal is a failure, and may be installed."""
    return in_ci() or os.environ.get(SETTING) == "required"


def cache_folder() -> Path:
    """Return the folder that holds what is installed."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "glane-tests"


def made_once(name: str, recipe: str, make: Callable[[Path], None], *, install: bool) -> Path:
    """Return the folder `name`, made by `make` where it is not there, was left half made, or is not of this
    recipe. Runs that want it at once wait for each other.

    Virtual environments do not survive being renamed: the folder is made in its place, and its mark, written
    last, says that it is whole. Raises `ServerMissing` where it has to be made and `install` forbids it,
    where that fails, and where portals are switched off.
    """
    if os.environ.get(SETTING) == "off":
        raise ServerMissing(f"{SETTING}=off")
    folder = cache_folder() / f"{name}-python-{platform.python_version()}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    made_of = f"{sys.base_prefix}\n{recipe}"
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _mark_of(folder) != made_of:
            if not install:
                raise ServerMissing(f"{name} is not in the cache; {SETTING}=required installs it")
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            _make(name, make, folder)
            (folder / MARK).write_text(made_of, "utf-8")
    return folder


def make_environment(folder: Path, requirements: Sequence[str]) -> None:
    """Make a virtual environment in `folder` and install what is required there."""
    run_quietly(sys.executable, "-m", "venv", folder)
    run_quietly(folder / "bin/python", "-m", "pip", "--quiet", "--no-input", "install", *requirements)


def run_quietly(
    *command: str | Path, environment: dict[str, str] | None = None, folder: Path | None = None
) -> None:
    """Run a command to its end; its words are kept for the error that is raised where it fails."""
    whole = {**os.environ, **(environment or {})}
    subprocess.run(
        [str(part) for part in command],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=whole,
        cwd=folder,
    )


def _make(name: str, make: Callable[[Path], None], folder: Path) -> None:
    try:
        make(folder)
    except subprocess.CalledProcessError as error:
        said = error.output.decode(errors="replace")[-500:]
        raise ServerMissing(f"{name} cannot be installed: {said}") from error


def _mark_of(folder: Path) -> str | None:
    mark = folder / MARK
    return mark.read_text("utf-8") if mark.exists() else None
