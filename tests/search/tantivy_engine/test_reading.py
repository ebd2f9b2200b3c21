import pytest

from catalogue.record import Record
from catalogue.selection import Selection
from search.document import from_record
from search.engine import IndexBatch
from search.errors import IndexUnreadable
from search.query import SearchQuery
from search.sync import catch_up
from search.tantivy_engine import TantivyEngine
from tests.search.fakes import FewZones, MemoryFeed


@pytest.fixture
def feed():
    made = MemoryFeed()
    made.put(*(Record(id=f"r{number}", title="Air") for number in range(3)))
    return made


@pytest.fixture
def engine(tmp_path, feed):
    made = TantivyEngine(tmp_path, FewZones())
    catch_up(feed, made, FewZones())
    return made


def commit_mark(folder):
    """What a commit would change."""
    (meta,) = folder.glob("generation-*/meta.json")
    names = sorted((item.name, item.stat().st_mtime_ns) for item in folder.rglob("*") if item.is_file())
    return meta.read_bytes(), names


def test_a_sync_without_news_commits_nothing(engine, feed, tmp_path):
    before = commit_mark(tmp_path)
    catch_up(feed, engine, FewZones())
    catch_up(feed, TantivyEngine(tmp_path, FewZones()), FewZones())
    assert commit_mark(tmp_path) == before
    feed.put(Record(id="r9", title="Bruit"))
    catch_up(feed, engine, FewZones())
    assert commit_mark(tmp_path) != before


def test_searching_writes_nothing(engine, tmp_path):
    before = commit_mark(tmp_path)
    assert engine.search(SearchQuery(selection=Selection(text="air"), facets=("kind",))).total == 3
    assert list(engine.iterate_ids(Selection())) == ["r0", "r1", "r2"]
    assert engine.status().documents == 3
    assert commit_mark(tmp_path) == before


def test_a_reader_sees_the_commit_of_another_engine(engine, tmp_path):
    reader = TantivyEngine(tmp_path, FewZones())
    assert reader.search(SearchQuery()).total == 3
    batch = IndexBatch(
        changed_ids=("r7",),
        documents=[from_record(Record(id="r7", title="Eau"), zones=FewZones())],
        position=4,
    )
    engine.apply(batch)
    assert reader.search(SearchQuery()).total == 4
    engine.rebuild([], 5)
    assert reader.search(SearchQuery()).total == 0


@pytest.mark.parametrize("damage", ["meta", "segment", "pointer"])
def test_a_damaged_index_is_rebuilt(engine, feed, tmp_path, damage):
    (generation,) = tmp_path.glob("generation-*")
    if damage == "meta":
        (generation / "meta.json").write_text("{")
    elif damage == "segment":
        next(generation.glob("*.store")).write_bytes(b"")
    else:
        (tmp_path / "current-format-1").write_text("generation-gone")
    fresh = TantivyEngine(tmp_path, FewZones())
    with pytest.raises(IndexUnreadable):
        fresh.search(SearchQuery())
    assert not fresh.status().healthy
    assert catch_up(feed, fresh, FewZones()).rebuilt
    assert fresh.search(SearchQuery()).total == 3


def test_a_snapshot_outlives_the_next_batch(engine):
    ids = engine.iterate_ids(Selection())
    assert next(ids) == "r0"
    engine.apply(IndexBatch(changed_ids=("r1",), documents=(), position=4))
    assert list(ids) == ["r1", "r2"]
    assert list(engine.iterate_ids(Selection())) == ["r0", "r2"]
