"""Fixtures of the real servers, and the report of what ran on them.

A test asks for `elasticsearch_url`, `postgresql_url`, `database_url` (once per kind of database), `browser`
or `page`, `pycsw_server`, `ckan_server` or `udata_server`. Whoever gets one by `request.getfixturevalue`
marks its parameter: `pytest.mark.elasticsearch`.
"""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.demands import lacking, not_run, nothing_may_be_left_out
from tests.servers.cache import are_required
from tests.servers.chromium import chromium
from tests.servers.ckan import Ckan, ckan
from tests.servers.elasticsearch import SETTING, elasticsearch
from tests.servers.postgresql import PostgreSQL, postgresql
from tests.servers.process import ServerMissing
from tests.servers.pycsw import Pycsw, pycsw
from tests.servers.udata import Udata, udata


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


PYCSW_WINDOW = 20
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


@pytest.fixture(scope="session")
def pycsw_server(pytestconfig: pytest.Config) -> Iterator[Pycsw]:
    """A real pycsw, empty, one for the whole run; its pages hold 20 records."""
    start = partial(pycsw, most=PYCSW_WINDOW, install=are_required())
    with _started(pytestconfig, "pycsw", start, required=are_required()) as server:
        yield server


@pytest.fixture(scope="session")
def ckan_server(pytestconfig: pytest.Config) -> Iterator[Ckan]:
    """A real CKAN that holds a real inventory, one for the whole run."""
    with _started(pytestconfig, "ckan", ckan, required=are_required()) as server:
        yield server


@pytest.fixture(scope="session")
def udata_server(pytestconfig: pytest.Config) -> Iterator[Udata]:
    """The real software of data.gouv.fr, holding a real inventory, one for the whole run."""
    with _started(pytestconfig, "udata", udata, required=are_required()) as server:
        yield server


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
    """Start counting, and declare the markers."""
    config.stash[USES] = {
        "elasticsearch": Use("Elasticsearch", frozenset({"elasticsearch_url"})),
        "postgresql": Use("PostgreSQL", frozenset({"postgresql_server"})),
        "chromium": Use("Chromium", frozenset({"browser"})),
        "pycsw": Use("pycsw", frozenset({"pycsw_server"})),
        "ckan": Use("CKAN", frozenset({"ckan_server"})),
        "udata": Use("udata", frozenset({"udata_server"})),
    }
    for marker, use in config.stash[USES].items():
        asked = " or ".join(f"`{fixture}`" for fixture in sorted(use.fixtures))
        line = f"{marker}: needs a real {use.title} (added by itself to whatever asks for {asked})"
        config.addinivalue_line("markers", line)


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
