import sqlite3

import pytest

from cli.errors import CatalogueMissing, SourceIdsClash
from cli.installation import open_installation

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
