"""Fixtures of the real servers, and the report of what ran on them.

A test asks for `elasticsearch_url`, `postgresql_url`, `database_url` (once per kind of database), `browser`
or `page`. Whoever gets one by `request.getfixturevalue` marks its parameter: `pytest.mark.elasticsearch`.
"""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.demands import lacking, not_run, nothing_may_be_left_out
from tests.servers.chromium import chromium
from tests.servers.elasticsearch import SETTING, elasticsearch
from tests.servers.postgresql import PostgreSQL, postgresql
from tests.servers.process import ServerMissing


@dataclass(slots=True)
class Use:
    """How much of a run went to one server."""

    title: str
    fixtures: frozenset[str]
    version: str = ""
    missing: str = ""
    tests: int = 0

    def report(self, config: pytest.Config) -> str:
        """Return the line of the report: version and number of tests, or why none ran."""
        if self.tests:
            return f"{self.title}: {self.version}, {self.tests} tests ran there"
        return not_run(self.title, self.missing or "no test asked for it", config)


USES = pytest.StashKey[dict[str, Use]]()
"""The uses by the name of their marker."""


@pytest.fixture(scope="session")
def elasticsearch_url(pytestconfig: pytest.Config) -> Iterator[str]:
    """The address of a real Elasticsearch node, one for the whole run: use an index prefix of your own."""
    required = os.environ.get(SETTING, "off") != "off"
    with _started(pytestconfig, "elasticsearch", elasticsearch, required=required) as node:
        yield node.url


@pytest.fixture(scope="session")
def postgresql_server(pytestconfig: pytest.Config) -> Iterator[PostgreSQL]:
    """A real PostgreSQL server, one for the whole run."""
    with _started(pytestconfig, "postgresql", postgresql) as server:
        yield server


@pytest.fixture
def postgresql_url(postgresql_server: PostgreSQL) -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test alone."""
    with postgresql_server.fresh_database() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of this test alone: the test runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'glane.db'}"
    url: str = request.getfixturevalue("postgresql_url")
    return url


@pytest.fixture(scope="session")
def browser(pytestconfig: pytest.Config) -> Iterator[Browser]:
    """A headless Chromium, one for the whole run."""
    with _started(pytestconfig, "chromium", chromium) as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of this test alone, with cookies and cache of its own, in French."""
    with browser.new_context(locale="fr-FR") as context:
        yield context.new_page()


@contextmanager
def _started(
    config: pytest.Config,
    name: str,
    server: Callable[[], AbstractContextManager[Any]],
    *,
    required: bool = False,
) -> Iterator[Any]:
    use = config.stash[USES][name]
    started = None
    with ExitStack() as stack:
        try:
            started = stack.enter_context(server())
        except ServerMissing as missing:
            use.missing = str(missing)
        if started is None:
            lacking(f"{use.title}: {use.missing}", required=required)
        use.version = started.version
        yield started


def pytest_configure(config: pytest.Config) -> None:
    """Start counting."""
    config.stash[USES] = {
        "elasticsearch": Use("Elasticsearch", frozenset({"elasticsearch_url"})),
        "postgresql": Use("PostgreSQL", frozenset({"postgresql_server"})),
        "chromium": Use("Chromium", frozenset({"browser"})),
    }


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark whatever asks for a server, so that `-m "not elasticsearch"` leaves it out."""
    for item in items:
        for marker, use in config.stash[USES].items():
            if use.fixtures.intersection(getattr(item, "fixturenames", ())):
                item.add_marker(marker)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Count the tests that ran on a server that was up, passed or failed."""
    report = yield
    if report.when == "call" and not report.skipped:
        for marker, use in item.config.stash[USES].items():
            use.tests += bool(use.version) and item.get_closest_marker(marker) is not None
    return report


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a whole run of CI in which a server had no test."""
    uses = session.config.stash[USES].values()
    if nothing_may_be_left_out(session.config) and not all(use.tests for use in uses):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the version of each server and how many tests ran there."""
    terminalreporter.section("real servers and real data")
    for use in config.stash[USES].values():
        terminalreporter.write_line(use.report(config))
