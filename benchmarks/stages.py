"""Where the time of a harvest goes: every stage alone, one after the other, in one process."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from catalogue import record_json
from catalogue.source import Source
from catalogue.store import Database
from catalogue.store.originals import digest
from catalogue.store.publishing import publish
from catalogue.store.resolving import resolve
from catalogue.store.runs import start_run
from catalogue.store.staging import StagedRecord, stage_records
from catalogue.territories import load_gazetteer
from harvester.connector import IDENTITY_KEYS, RawItem
from harvester.connectors import CONNECTORS
from harvester.gateway.tasks import TASKS
from harvester.http import HttpPolicy, open_session
from harvester.normalise import NormaliseContext, normalise
from search import open_engine
from search.sync import catch_up
from tests.builders import NOW, a_source, a_store

ASKED = """<csw:GetRecords xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" service="CSW" version="2.0.2"
 startPosition="{start}" maxRecords="{size}"/>"""
CONTEXT = NormaliseContext(gazetteer=load_gazetteer(), source_title="Essai")


class Stages(dict[str, float]):
    """The seconds of each stage so far."""

    def time(self, name: str, act: Callable[[], object]) -> object:
        """Do something, and count its time to a stage."""
        started = perf_counter()
        result = act()
        self[name] = self.get(name, 0.0) + perf_counter() - started
        return result


def measure_stages(url: str, count: int, size: int) -> dict[str, float]:
    """Print and return the milliseconds that each stage takes for a record."""
    stages, source = Stages(), a_source(kind="csw")
    with TemporaryDirectory() as folder:
        database = a_store(f"sqlite:///{folder}/glane.db", source)
        with database.writing() as connection:
            run_id = start_run(connection, source.id, "2026-11-24T12:00:00Z")
        for items in pages(url, count, size, stages):
            store_page(items, database, run_id, source, stages)
        stages.time("publish", lambda: publish_run(database, run_id, source))
        stages.time("index", lambda: index(database, Path(folder)))
        database.close()
    per_record = {name: round(seconds / count * 1000, 4) for name, seconds in stages.items()}
    print("where the time goes, every stage alone, ms per record:")
    for name, milliseconds in per_record.items():
        print(f"  {name:10} {milliseconds:7.3f}   {milliseconds / sum(per_record.values()):4.0%}")
    return per_record


def pages(url: str, count: int, size: int, stages: Stages) -> Iterator[list[RawItem]]:
    """Yield the items of every page."""
    policy = HttpPolicy(user_agent="Glane benchmark", pace=0)
    with open_session(policy, allow_private=True) as session:
        for start in range(1, count + 1, size):
            body = ASKED.format(start=start, size=size).encode()
            answer = stages.time("fetch", lambda: session.fetch_bytes("POST", url, data=body))  # noqa: B023
            options = {"url": url, "media_type": answer.content_type}
            parts = stages.time("split", lambda: list(TASKS["csw.page"](answer.content, options)))  # noqa: B023
            yield [
                RawItem(remote_id=part["remote_id"], content=part["content"], media_type="application/xml")
                for part in parts
                if "remote_id" in part
            ]


def store_page(items: list[RawItem], database: Database, run_id: int, source: Source, stages: Stages) -> None:
    """Map, normalise, write and stage the items of a page."""
    staged = [staged_record(item, stages) for item in items]
    originals = {digest(item.content): item.content for item in items}

    def store() -> None:
        with database.writing() as connection:
            stage_records(connection, run_id, source.id, staged, originals)

    stages.time("store", store)


def staged_record(item: RawItem, stages: Stages) -> StagedRecord:
    """Return an item ready to be staged."""
    record = stages.time("map", lambda: CONNECTORS["csw"].to_record(item, {}))
    extras = dict(record.extras)
    keys = extras.pop(IDENTITY_KEYS, ())
    made = stages.time("normalise", lambda: normalise(replace(record, extras=extras), CONTEXT).record)
    text, content_hash = stages.time("write", lambda: record_json.dumps_and_hash(made))
    return StagedRecord(
        remote_id=item.remote_id,
        original=digest(item.content),
        media_type=item.media_type,
        remote_url=None,
        mapping="m",
        record=text,
        content_hash=content_hash,
        first_seen="2026-11-24T12:00:00Z",
        keys=tuple(keys),
        evidence="[]",
        outcome="added",
    )


def publish_run(database: Database, run_id: int, source: Source) -> None:
    """Publish what was staged."""
    with database.writing() as connection:
        resolution = resolve(connection, run_id, source)
    with database.writing() as connection:
        publish(connection, run_id, source, resolution, NOW, complete=True)


def index(database: Database, folder: Path) -> None:
    """Bring a new index level with the store."""
    with database.reading() as reading:
        catch_up(
            reading, open_engine("tantivy", zones=load_gazetteer(), folder=folder / "index"), load_gazetteer()
        )
