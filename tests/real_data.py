"""Real catalogues for the tests, read where they lie and never copied into the project.

`GLANE_SHARED` names the folder (default: `../shared` beside the repository). Where there is none, the tests
that want it are skipped; in CI they fail, as does a whole run that tried no real file.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.demands import lacking, not_run, nothing_may_be_left_out

REPOSITORY = Path(__file__).parent.parent
TRIED = pytest.StashKey[set[Path]]()

RealFiles = Callable[[str], list[Path]]


def shared_folder() -> Path:
    """Return the folder of real data, whether it is there or not."""
    return Path(os.environ.get("GLANE_SHARED") or REPOSITORY.parent / "shared")


@pytest.fixture(scope="session")
def real_files(pytestconfig: pytest.Config) -> RealFiles:
    """Return a function from a pattern (`data/dcat-fr/**/*.ttl`) to its files, sorted, counted as tried."""

    def find(pattern: str) -> list[Path]:
        if not shared_folder().is_dir():
            lacking("no folder of real data (GLANE_SHARED)")
        found = sorted(path for path in shared_folder().glob(pattern) if path.is_file())
        assert found, f"no real file is named {pattern}: is the pattern right?"
        pytestconfig.stash[TRIED].update(found)
        return found

    return find


def pytest_configure(config: pytest.Config) -> None:
    """Start counting."""
    config.stash[TRIED] = set()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a whole run of CI that tried no real file."""
    if nothing_may_be_left_out(session.config) and not session.config.stash[TRIED]:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print how many real files were tried."""
    tried = len(config.stash[TRIED])
    if tried:
        terminalreporter.write_line(f"Real files: {tried} tried")
    else:
        reason = "none was asked for" if shared_folder().is_dir() else "no folder of real data (GLANE_SHARED)"
        terminalreporter.write_line(not_run("Real files", reason, config))
