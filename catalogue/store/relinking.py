"""The records of a source whose ids have all changed, recognised by what they say.

After a change of platform or address a source lists the same datasets under other ids. Those that match one
to one, by title and publisher and by the files they lead to, keep their dataset, address and history.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection, Select, select, update

from catalogue import record_json
from catalogue.addresses import parts_of
from catalogue.record import Record
from catalogue.store.journal import note_before
from catalogue.store.tables import record_version, source_record, staged_item

Likeness = tuple[str, str, frozenset[str]]
"""Title and publisher without case and spacing, and the places (host and path) of the distributions."""


def count_relinkable(connection: Connection, run_id: int, source_id: str) -> int:
    """Return how many of the missing records seem to be among those that the run would add."""
    return len(_pairs(connection, run_id, source_id))


def relink(connection: Connection, run_id: int, source_id: str) -> int:
    """Give the missing records that are recognised their new ids, so that the run changes them."""
    pairs = _pairs(connection, run_id, source_id)
    for old, (new, dataset_id) in pairs.items():
        mine = (source_record.c.source_id == source_id) & (source_record.c.remote_id == old)
        note_before(connection, run_id, mine)
        connection.execute(update(source_record).where(mine).values(remote_id=new))
        staged = (staged_item.c.run_id == run_id) & (staged_item.c.remote_id == new)
        values = {"outcome": "changed", "dataset_id": dataset_id}
        connection.execute(update(staged_item).where(staged).values(**values))
    return len(pairs)


def likeness_of(record: Record) -> Likeness:
    """Return what a record is recognised by."""
    publisher = record.publisher.name if record.publisher else ""
    places = frozenset(
        f"{address.netloc.lower()}{address.path}"
        for one in record.distributions
        if one.url and (address := parts_of(one.url)).netloc
    )
    return _folded(record.title), _folded(publisher), places


def _pairs(connection: Connection, run_id: int, source_id: str) -> Mapping[str, tuple[str, str]]:
    """Return `{old id: (new id, dataset)}` of what matches one to one, files first, then titles alone."""
    listed = select(staged_item.c.run_id).where(
        staged_item.c.run_id == run_id, staged_item.c.remote_id == source_record.c.remote_id
    )
    active = (source_record.c.source_id == source_id) & (source_record.c.status == "active")
    gone = select(source_record.c.remote_id, record_version.c.record, source_record.c.dataset_id)
    gone = gone.join(record_version, record_version.c.id == source_record.c.version_id)
    come = select(staged_item.c.remote_id, record_version.c.record, staged_item.c.dataset_id)
    come = come.join(record_version, record_version.c.id == staged_item.c.version_id)
    come = come.where(staged_item.c.run_id == run_id, staged_item.c.outcome == "added")
    datasets, old = _read(connection, gone.where(active, ~listed.exists()))
    _, new = _read(connection, come)
    found: dict[str, str] = {}
    for narrow in (True, False):
        found |= dict(_match(_without(old, found.keys()), _without(new, set(found.values())), narrow=narrow))
    return {before: (after, datasets[before]) for before, after in found.items()}


def _read(connection: Connection, query: Select[str, str, str]) -> tuple[dict[str, str], dict[str, Likeness]]:
    datasets, likenesses = {}, {}
    for remote_id, text, dataset_id in connection.execute(query):
        datasets[remote_id] = dataset_id
        likenesses[remote_id] = likeness_of(record_json.loads(text))
    return datasets, likenesses


def _match(
    old: Mapping[str, Likeness], new: Mapping[str, Likeness], *, narrow: bool
) -> Iterator[tuple[str, str]]:
    before, after = _by_likeness(old, narrow=narrow), _by_likeness(new, narrow=narrow)
    for likeness in before.keys() & after.keys():
        if len(before[likeness]) == len(after[likeness]) == 1:
            yield before[likeness][0], after[likeness][0]


def _by_likeness(records: Mapping[str, Likeness], *, narrow: bool) -> dict[Likeness, list[str]]:
    found: dict[Likeness, list[str]] = defaultdict(list)
    for remote_id, likeness in records.items():
        title, publisher, places = likeness
        if places or not narrow:
            found[title, publisher, places if narrow else frozenset()].append(remote_id)
    return found


def _without(records: Mapping[str, Likeness], taken: Collection[str]) -> dict[str, Likeness]:
    return {remote_id: likeness for remote_id, likeness in records.items() if remote_id not in taken}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
