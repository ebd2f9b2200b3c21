"""A store, a portal, and a harvester between them."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from catalogue.source import Source
from catalogue.store import Database
from catalogue.store.checking import check_store
from catalogue.store.runs import RunReport
from catalogue.store.tables import metadata, run, staged_change, staged_item
from catalogue.territories import load_gazetteer
from harvester.connector import FetchTools
from harvester.connectors import CONNECTORS
from harvester.http import open_session
from harvester.normalise import NormaliseContext
from harvester.progress import NoProgress
from harvester.run import Harvester, harvest
from harvester.sources import parse_source
from tests.builders import NOW, a_store
from tests.harvester.conftest import POLICY
from tests.harvester.runs.fakes import DECLARATION, FakeConnector


@dataclass(frozen=True, slots=True)
class Station:
    """One source, harvested into one store."""

    database: Database
    source: Source
    harvester: Harvester

    def harvest(self, *, full: bool = False) -> RunReport:
        """Harvest the source once."""
        return harvest(self.source, self.harvester, full=full)

    def titles(self) -> list[str]:
        """Return what is published, sorted by title."""
        with self.database.reading() as reading:
            return sorted(record.title for record in reading.iterate_records())

    def rows(self, *without: str) -> dict[str, list[tuple]]:
        """Return the rows of every table but these."""
        tables = [table for table in metadata.sorted_tables if table.name not in without]
        with self.database.snapshot() as connection:
            return {
                table.name: [
                    tuple(row) for row in connection.execute(table.select().order_by(*table.primary_key))
                ]
                for table in tables
            }

    def assert_whole(self) -> None:
        """Check that the store is whole; what is staged can be decided or gone on with."""
        with self.database.snapshot() as connection:
            assert [check for check in check_store(connection) if not check.passed] == []
            waiting = (run.c.status == "held") & run.c.decision.is_(None) | run.c.cursor.is_not(None)
            kept = set(connection.scalars(select(run.c.id).where(waiting)))
            staged = set(connection.scalars(select(staged_item.c.run_id).distinct()))
            assert connection.execute(staged_change.select()).all() == []
        assert staged <= kept


@pytest.fixture(scope="session")
def gazetteer():
    return load_gazetteer()


@pytest.fixture
def station(gazetteer, parser, tmp_path):
    """A function that opens a station between a database and a declared source; `tools` may be replaced."""
    opened = []

    @contextmanager
    def open_tools(source, stop):
        with open_session(POLICY, allow_private=source.allow_private) as session:
            yield FetchTools(session=session, gateway=parser)

    def build(url, declaration, tools=open_tools, now=None):
        source = parse_source(declaration, tmp_path)
        database = a_store(url, source)
        opened.append(database)
        harvester = Harvester(
            database=database,
            open_tools=tools,
            context_of=lambda one: NormaliseContext(gazetteer=gazetteer, source_title=one.title),
            progress=NoProgress(),
            **({"now": now} if now else {}),
        )
        return Station(database, source, harvester)

    yield build
    for database in opened:
        database.close()


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        return self.moment

    def wait(self, **time: float) -> None:
        """Let time pass: `hours=1`, `days=3`."""
        self.moment += timedelta(**time)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def listing(monkeypatch):
    """A function that sets what the source lists from now on."""

    def lists(*pages, make=None, incremental=False):
        connector = FakeConnector(make or (lambda: iter(pages)))
        connector.incremental = incremental
        monkeypatch.setitem(CONNECTORS, "table", connector)
        return connector

    return lists


@pytest.fixture
def stop(station, database_url):
    """A station on either database."""
    return station(database_url, DECLARATION)
