"""The faults that a harvest must survive, and which of them this run of the tests provoked.

Rows are those of the list of faults that the project was given: F for what happens to a harvester, H for what
a document may hold. A test carries its rows in its name (`test_f05_…`, `test_f14_h41_…`). A row is provoked
where at least one of its tests ran and none failed; a whole run of CI that leaves one out fails.
"""

import re
from collections import defaultdict
from collections.abc import Generator

import pytest

from tests.demands import nothing_may_be_left_out

ASKED = frozenset(
    [f"F{number:02}" for number in range(1, 35) if number not in (21, 27, 31)]
    + [f"F{number:02}" for number in (*range(42, 48), 50, 51, 52)]
    + [f"H{number:02}" for number in (*range(16, 21), 31, 41, 42)]
)
NAMED = re.compile(r"test_((?:[fh]\d\d_)+)")
OUTCOMES = pytest.StashKey[defaultdict[str, list[bool]]]()
"""Of each row, whether its tests passed."""


def rows_of(name: str) -> list[str]:
    """Return the rows that the name of a test carries."""
    match = NAMED.match(name)
    return [row.upper() for row in match[1].strip("_").split("_")] if match else []


def list_provoked(config: pytest.Config) -> set[str]:
    """Return the rows whose tests ran and passed."""
    return {row for row, outcomes in config.stash[OUTCOMES].items() if all(outcomes)}


def pytest_configure(config: pytest.Config) -> None:
    """Start counting."""
    outcomes: defaultdict[str, list[bool]] = defaultdict(list)
    config.stash[OUTCOMES] = outcomes


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note how the tests of a row ended."""
    report = yield
    if report.when == "call" and not report.skipped:
        for row in rows_of(item.name):
            item.config.stash[OUTCOMES][row].append(report.passed)
    return report


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a whole run of CI that left a row out."""
    if nothing_may_be_left_out(session.config) and ASKED - list_provoked(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print how many rows were provoked, and which were not where most of them were."""
    provoked = list_provoked(config)
    asked = provoked & ASKED
    line = f"Fault rows: {len(asked)} provoked of {len(ASKED)} asked, {len(provoked - ASKED)} more"
    if missing := sorted(ASKED - provoked) if len(asked) > len(ASKED) // 2 else []:
        line += f"; missing: {' '.join(missing)}"
    terminalreporter.write_line(line)
