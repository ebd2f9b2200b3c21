import multiprocessing
import resource
import shutil
import signal

from catalogue.record import Record
from search.document import from_record
from search.engine import IndexBatch
from search.errors import IndexUnavailable
from search.query import SearchQuery
from search.tantivy_engine import TantivyEngine
from tests.search.fakes import FewZones


def documents(count):
    for number in range(count):
        yield from_record(Record(id=f"r{number:05}", title=f"Titre {number}"), zones=FewZones())


def write_on_a_full_disk(folder, outcome):
    """Apply a batch that cannot be written."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    try:
        TantivyEngine(folder, FewZones()).apply(
            IndexBatch(changed_ids=("r00000",), documents=documents(3000), position=2)
        )
    except IndexUnavailable:
        outcome.put("unavailable")
    else:
        outcome.put("written")


def test_a_full_disk_leaves_the_old_state(tmp_path):
    engine = TantivyEngine(tmp_path, FewZones())
    engine.rebuild(documents(5), 1)
    spawn = multiprocessing.get_context("spawn")
    outcome = spawn.Queue()
    writer = spawn.Process(target=write_on_a_full_disk, args=(tmp_path, outcome))
    writer.start()
    assert outcome.get(timeout=60) == "unavailable"
    writer.join(30)
    assert engine.position() == 1
    assert engine.search(SearchQuery()).total == 5
    engine.apply(IndexBatch(changed_ids=("r00000",), documents=(), position=2))
    assert engine.search(SearchQuery()).total == 4


def test_batches_leave_no_orphans_behind(tmp_path):
    engine = TantivyEngine(tmp_path, FewZones())
    engine.rebuild(documents(50), 1)
    ids = tuple(f"r{number:05}" for number in range(50))
    for position in range(2, 22):
        engine.apply(IndexBatch(changed_ids=ids, documents=documents(50), position=position))
    files = [item for item in tmp_path.rglob("*") if item.is_file()]
    assert engine.status().documents == 50
    assert len(files) < 100


def change(count, position):
    """Some documents written again: tantivy notes the old ones in a file of deletions."""
    return IndexBatch(
        changed_ids=tuple(f"r{number:05}" for number in range(count)),
        documents=documents(count),
        position=position,
    )


def test_what_a_writer_killed_before_its_commit_left_is_no_obstacle(tmp_path):
    """Its file of deletions is there, its commit is not: the next commit gives its file the same name."""
    TantivyEngine(tmp_path / "index", FewZones()).rebuild(documents(50), 1)
    shutil.copytree(tmp_path / "index", tmp_path / "committed", symlinks=True)
    TantivyEngine(tmp_path / "committed", FewZones()).apply(change(3, 2))
    (left,) = (tmp_path / "committed").rglob("*.del")
    folder = tmp_path / "index" / left.relative_to(tmp_path / "committed").parent
    shutil.copy(left, folder / left.name)
    shutil.copy(left.parent / ".managed.json", folder / ".managed.json")
    engine = TantivyEngine(tmp_path / "index", FewZones())
    engine.apply(change(3, 2))
    assert engine.position() == 2
    assert engine.search(SearchQuery()).total == 50
