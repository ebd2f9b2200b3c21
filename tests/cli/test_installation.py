import sqlite3
from threading import Event

import pytest

from cli.errors import CatalogueMissing, SourceIdsClash
from cli.installation import open_installation
from harvester.progress import NoProgress

AIR = '[[sources]]\nid = "air"\nkind = "dcat"\nurl = "https://air.example.org/catalog.ttl"\n'


@pytest.fixture
def installation(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/glane.toml").write_text(AIR, "utf-8")
    opened = open_installation(data_dir=tmp_path / "data")
    yield opened
    opened.close()


def test_nothing_is_opened_before_it_is_asked_for(installation, tmp_path):
    assert [source.id for source in installation.declared_sources] == ["air"]
    installation.close()
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["glane.toml"]


def test_check_tells_that_there_is_no_catalogue(installation):
    with pytest.raises(CatalogueMissing):
        installation.check()
    installation.prepare()
    installation.check()
    assert [source.id for source in installation.list_sources()] == ["air"]


def test_known_sources_are_registered_without_waiting_for_a_writer(installation, tmp_path):
    installation.prepare()
    writer = sqlite3.connect(tmp_path / "data/glane.db", isolation_level=None)
    writer.execute("PRAGMA busy_timeout = 0")
    writer.execute("BEGIN IMMEDIATE")
    try:
        installation.register(installation.declared_sources)  # would wait for the writer above, a minute
        assert [source.id for source in installation.list_sources()] == ["air"]
    finally:
        writer.close()


def test_no_longer_declared_sources_are_forgotten_but_kept(installation, tmp_path):
    installation.prepare()
    (tmp_path / "data/glane.toml").write_text("", "utf-8")
    later = open_installation(data_dir=tmp_path / "data")
    later.register(later.declared_sources)
    assert later.list_sources() == []
    with later.database.reading() as reading:
        assert [(state.source.id, state.declared) for state in reading.list_sources()] == [("air", False)]
    later.close()


def test_ids_declared_twice_are_refused(tmp_path):
    (tmp_path / "glane.toml").write_text(AIR + AIR, "utf-8")
    with pytest.raises(SourceIdsClash):
        _ = open_installation(data_dir=tmp_path).declared_sources


@pytest.mark.parametrize(
    ("harvest", "source", "pace", "crawl_delay"),
    [
        ("", "", 1.0, True),
        ("", "pace = 7.5", 7.5, True),
        ("pace = 3", "pace = 2", 3.0, True),
        ("", "allow_private = true", 1.0, False),
        ('crawl_delay = "always"', "allow_private = true", 1.0, True),
        ('crawl_delay = "never"', "", 1.0, False),
    ],
)
def test_a_session_is_as_patient_as_settings_and_source_want(tmp_path, harvest, source, pace, crawl_delay):
    (tmp_path / "glane.toml").write_text(f"[harvest]\n{harvest}\n{AIR}{source}\n", "utf-8")
    installation = open_installation(data_dir=tmp_path)
    (air,) = installation.declared_sources
    stop = Event()
    with installation.harvester(NoProgress()) as harvester, harvester.open_tools(air, stop) as tools:
        session = tools.session
    installation.close()

    assert (session.policy.pace, session.policy.crawl_delay) == (pace, crawl_delay)
    assert session.cancel is stop
    assert session.auth is None
