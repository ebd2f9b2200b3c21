"""Several processes at one index: what readers see while another writes, and after it was killed."""

import multiprocessing
import random
import time
from collections import Counter

import pytest

from catalogue.record import Record
from catalogue.selection import Selection
from search.document import from_record
from search.engine import IndexBatch
from search.query import SearchQuery
from tests.search.fakes import FewZones

SPAWN = multiprocessing.get_context("spawn")
DOCUMENTS = 60
IDS = tuple(f"n{number:03}" for number in range(DOCUMENTS))
KILLS = 8


def documents(version, pace=0.0):
    """Every document at a version, one each `pace` seconds; odd versions lack the last one."""
    for name in IDS[: DOCUMENTS - version % 2]:
        time.sleep(pace)
        yield from_record(
            Record(id=name, title=f"Version {version}", modified=f"{2000 + version}"), zones=FewZones()
        )


def write(place, version, pace, started):
    """Bring the index to a version."""
    with_signal = documents(version, pace)
    engine = place.open()
    started.set()
    engine.apply(IndexBatch(changed_ids=IDS, documents=with_signal, position=version))


def build(place, version, pace, started):
    """Build the index anew at a version."""
    engine = place.open()
    started.set()
    engine.rebuild(documents(version, pace), version)


def read_until(place, stop, answers):
    """Note every state that a reader gets."""
    engine = place.open()
    while not stop.is_set():
        answers.put(state_of(engine))
    answers.put(None)


def state_of(engine):
    """The titles that one answer holds, its total and its counts."""
    found = engine.search(SearchQuery(selection=Selection(text="version"), limit=100, facets=("kind",)))
    return tuple(sorted({hit.title for hit in found.hits})), found.total, found.facets["kind"][0].count


def whole(version):
    """The state of a version."""
    count = DOCUMENTS - version % 2
    return (f"Version {version}",), count, count


def test_readers_in_another_process_see_one_state_or_the_next(place):
    engine = place.open()
    engine.rebuild(documents(1), 1)
    stop, answers = SPAWN.Event(), SPAWN.Queue()
    reader = SPAWN.Process(target=read_until, args=(place, stop, answers))
    reader.start()
    seen = Counter([answers.get(timeout=60)])
    for version in range(2, 10):
        if version % 4:
            engine.apply(IndexBatch(changed_ids=IDS, documents=documents(version, 0.002), position=version))
        else:
            engine.rebuild(documents(version, 0.002), version)
    last = state_of(engine)
    stop.set()
    seen.update(iter(answers.get, None))
    reader.join(30)
    print(f"{seen.total()} answers, {len(seen)} states")
    assert last == whole(9)
    assert set(seen) <= {whole(version) for version in range(1, 10)}
    assert len(seen) > 2
    engine.close()


@pytest.mark.parametrize("writing", [write, build], ids=["batch", "rebuild"])
def test_a_writer_that_is_killed_leaves_one_state_or_the_next(place, writing):
    engine, chance = place.open(), random.Random(7)
    engine.rebuild(documents(1), 1)
    outcomes: Counter[str] = Counter()
    for version in range(2, 2 + KILLS):
        before = engine.position()
        started = SPAWN.Event()
        pace = (
            0.002 if version > 2 else 5.0
        )  # the first one is killed between two documents, whatever the machine
        writer = SPAWN.Process(target=writing, args=(place, version, pace, started))
        writer.start()
        assert started.wait(60)
        time.sleep(chance.uniform(0, 0.4))
        writer.kill()
        writer.join(30)
        after = engine.position()
        outcomes["new" if after == version else "old"] += 1
        # A request that was on its way when its sender died may still arrive: 7 follows 6 a little later.
        assert before <= after <= version
        assert state_of(engine) == whole(after)
    print(f"killed {KILLS} times: {dict(outcomes)}")
    engine.apply(IndexBatch(changed_ids=IDS, documents=documents(20), position=20))
    assert state_of(engine) == whole(20)
    assert engine.status().documents == DOCUMENTS
    assert outcomes["old"] > 0
    engine.close()
