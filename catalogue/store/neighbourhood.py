"""What a run must know before it gives its records their datasets: their keys, and who else holds them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, Select, func, select, union_all

from catalogue.identity import mint_id, strongest
from catalogue.store.tables import dataset, record_version, source, source_record, staged_item, version_key

NO_RANK = 1_000_000
CHUNK = 500
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A staged record whose dataset is to be found: `keys` that are unique in its source, strongest first;
    `dataset_id` where it has one already.
    """

    remote_id: str
    keys: tuple[str, ...]
    dataset_id: str | None


@dataclass(slots=True)
class Neighbourhood:
    """The datasets around the candidates.

    `ranks`: the lowest rank of the sources that hold a dataset; `by_key`: the datasets of other sources that
    carry a key; `moved`: where merged datasets went.
    """

    ranks: dict[str, int] = field(default_factory=dict)
    by_key: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    moved: dict[str, str] = field(default_factory=dict)
    _holders: dict[str, frozenset[str]] = field(default_factory=dict)
    _groups: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)

    def holders(self, dataset_id: str) -> frozenset[str]:
        """Return the sources that hold a dataset."""
        return self._holders.get(dataset_id, NOBODY)

    def hold(self, dataset_id: str, sources: frozenset[str]) -> None:
        """Note who holds a dataset; equal groups are kept once, for there are few beside many datasets."""
        self._holders[dataset_id] = self._groups.setdefault(sources, sources)

    def release(self, dataset_id: str) -> frozenset[str]:
        """Return who held a dataset, and let nobody hold it."""
        return self._holders.pop(dataset_id, NOBODY)


def list_candidates(connection: Connection, run_id: int, twins: set[str]) -> list[Candidate]:
    """Return the new items, and the changed ones whose keys are no longer those that are published."""
    published, same = source_record.alias(), record_version.c
    query = (
        select(
            staged_item.c.remote_id, staged_item.c.version_id, published.c.version_id, published.c.dataset_id
        )
        .join(record_version, same.id == staged_item.c.version_id)
        .outerjoin(
            published, (published.c.source_id == same.source_id) & (published.c.remote_id == same.remote_id)
        )
        .where(staged_item.c.run_id == run_id)
        .order_by(staged_item.c.remote_id)
    )
    rows = connection.execute(query).all()
    staged = _mine(run_id)
    new_keys = _keys_of(connection, staged)
    old_keys = _keys_of(connection, _published_before(run_id))
    return [
        Candidate(
            remote_id=remote_id,
            keys=tuple(key for key in new_keys[new] if key not in twins),
            dataset_id=dataset_id,
        )
        for remote_id, new, published_version, dataset_id in rows
        if dataset_id is None or new_keys[new] != old_keys[published_version]
    ]


def list_twin_keys(connection: Connection, run_id: int, source_id: str) -> set[str]:
    """Return the keys that more than one record of the source carries once this run is published."""
    replaced = select(staged_item.c.remote_id).where(
        staged_item.c.run_id == run_id,
        staged_item.c.version_id.is_not(None),
        staged_item.c.remote_id == source_record.c.remote_id,
    )
    kept = select(source_record.c.version_id).where(
        source_record.c.source_id == source_id, ~replaced.exists()
    )
    effective = union_all(_mine(run_id), kept).subquery()
    query = select(version_key.c.key).join(effective, effective.c.version_id == version_key.c.version_id)
    return set(connection.scalars(query.group_by(version_key.c.key).having(func.count() > 1)))


def look_around(
    connection: Connection, run_id: int, source_id: str, candidates: list[Candidate]
) -> Neighbourhood:
    """Return the datasets that the candidates may join, become, or meet."""
    around = Neighbourhood()
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, dataset_id, holder in connection.execute(_foreign_holders(run_id, source_id)):
        found[key, holder].add(dataset_id)
    for (key, _holder), datasets in found.items():
        if len(datasets) == 1:
            around.by_key[key] |= datasets
    wanted = {one for datasets in around.by_key.values() for one in datasets}
    wanted |= {mint_id(uri) for candidate in candidates if (uri := strongest(candidate.keys))}
    wanted |= {home for candidate in candidates if (home := candidate.dataset_id)}
    for chunk in _chunks(sorted(wanted)):
        _load_datasets(connection, chunk, around)
    return around


def _mine(run_id: int) -> Select[int]:
    staged = staged_item.c
    return select(staged.version_id).where(staged.run_id == run_id, staged.version_id.is_not(None))


def _published_before(run_id: int) -> Select[int]:
    version = record_version.c
    same = (source_record.c.source_id == version.source_id) & (source_record.c.remote_id == version.remote_id)
    return select(source_record.c.version_id).join(record_version, same).where(version.id.in_(_mine(run_id)))


def _keys_of(connection: Connection, versions: Select[int]) -> dict[int, tuple[str, ...]]:
    query = select(version_key).where(version_key.c.version_id.in_(versions))
    keys: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for row in connection.execute(query.order_by(version_key.c.version_id, version_key.c.position)):
        keys[row.version_id] += (row.key,)
    return keys


def _foreign_holders(run_id: int, source_id: str) -> Select[str, str, str]:
    mine, theirs = version_key.alias(), version_key.alias()
    return (
        select(theirs.c.key, source_record.c.dataset_id, source_record.c.source_id)
        .select_from(staged_item)
        .join(mine, mine.c.version_id == staged_item.c.version_id)
        .join(theirs, theirs.c.key == mine.c.key)
        .join(source_record, source_record.c.version_id == theirs.c.version_id)
        .where(staged_item.c.run_id == run_id, source_record.c.source_id != source_id)
    )


def _load_datasets(connection: Connection, ids: list[str], around: Neighbourhood) -> None:
    for moved in connection.execute(select(dataset.c.id, dataset.c.moved_to).where(dataset.c.id.in_(ids))):
        if moved.moved_to is not None:
            around.moved[moved.id] = moved.moved_to
    held = source_record.c
    holders = (
        select(held.dataset_id, held.source_id, source.c.rank)
        .join(source, source.c.id == held.source_id)
        .where(held.dataset_id.in_([*ids, *around.moved.values()]))
        .distinct()
    )
    for row in connection.execute(holders):
        around.hold(row.dataset_id, around.holders(row.dataset_id) | {row.source_id})
        around.ranks[row.dataset_id] = min(row.rank, around.ranks.get(row.dataset_id, NO_RANK))


def _chunks(ids: list[str]) -> Iterator[list[str]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
