"""Which dataset each new source record belongs to, by equal identity keys.

A key counts only where it is unique inside each source. The survivor of a merge is the dataset of the lowest
rank, then of the smallest id, so that the order of harvests decides nothing. Two records of one source never
merge by themselves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, update

from catalogue.identity import mint_id, remote_key, strongest
from catalogue.source import Source
from catalogue.store.change_log import read_position
from catalogue.store.neighbourhood import (
    NO_RANK,
    Candidate,
    Neighbourhood,
    list_candidates,
    list_twin_keys,
    look_around,
)
from catalogue.store.tables import staged_item

TOGETHER = 5_000
"""So many assignments wait in memory before they are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Datasets that are merged into others by this run (loser → survivor), and the change number at which
    this was found out: a publication in between makes it stale.
    """

    position: int
    merges: Mapping[str, str]


def resolve(connection: Connection, run_id: int, source: Source) -> Resolution:
    """Give every new staged item its dataset and find the merges that equal keys ask for."""
    position = read_position(connection)
    twins = list_twin_keys(connection, run_id, source.id)
    candidates = list_candidates(connection, run_id, twins)
    around = look_around(connection, run_id, source.id, candidates)
    merges: dict[str, str] = {}
    assigned: list[dict[str, str]] = []
    for candidate in candidates:
        survivor, losers = _settle(candidate, source, around, merges)
        merges |= dict.fromkeys(losers, survivor)
        if candidate.dataset_id is None:
            assigned.append({"item": candidate.remote_id, "found": survivor})
        if len(assigned) >= TOGETHER:
            _write_assignments(connection, run_id, assigned)
            assigned.clear()
    _write_assignments(connection, run_id, assigned)
    return Resolution(position=position, merges=merges)


def _settle(
    candidate: Candidate, source: Source, around: Neighbourhood, merges: Mapping[str, str]
) -> tuple[str, list[str]]:
    """Return the dataset of a candidate and the datasets that merge into it."""
    home = candidate.dataset_id or _minted_home(candidate, source, around, merges)
    linked = {
        _follow(found, around, merges) for key in candidate.keys for found in around.by_key.get(key, ())
    }
    group = _compatible(home, linked, source.id, around)
    ranks = {member: around.ranks.get(member, NO_RANK) for member in group}
    ranks[home] = min(ranks[home], source.rank)
    survivor = min(group, key=lambda member: (ranks[member], member))
    losers = [member for member in sorted(group - {survivor}) if around.holders(member)]
    _join(source, survivor, group, around)
    return survivor, losers


def _compatible(home: str, linked: set[str], source_id: str, around: Neighbourhood) -> set[str]:
    """Return what can become one with `home` without joining two records of one source."""
    group = {home}
    sources = around.holders(home) | {source_id}
    for found in sorted(linked - group, key=lambda one: (around.ranks.get(one, NO_RANK), one)):
        if not sources & around.holders(found):
            group.add(found)
            sources |= around.holders(found)
    return group


def _join(source: Source, survivor: str, group: Iterable[str], around: Neighbourhood) -> None:
    """Let the next candidates see this one where it now is."""
    rank = min(source.rank, *(around.ranks.get(member, NO_RANK) for member in group))
    together = frozenset({source.id}).union(*(around.release(member) for member in group))
    around.hold(survivor, together)
    around.ranks[survivor] = rank


def _minted_home(
    candidate: Candidate, source: Source, around: Neighbourhood, merges: Mapping[str, str]
) -> str:
    """Return the id of the strongest key, or of the remote id where that is taken inside the source."""
    key = strongest(candidate.keys)
    if key is not None:
        home = _follow(mint_id(key), around, merges)
        if source.id not in around.holders(home):
            return home
    return mint_id(remote_key(source.namespace, candidate.remote_id))


def _follow(dataset_id: str, around: Neighbourhood, merges: Mapping[str, str]) -> str:
    seen = {dataset_id}
    while (target := merges.get(dataset_id) or around.moved.get(dataset_id)) and target not in seen:
        dataset_id = target
        seen.add(target)
    return dataset_id


def _write_assignments(connection: Connection, run_id: int, assigned: list[dict[str, str]]) -> None:
    if assigned:
        mine = (staged_item.c.run_id == run_id) & (staged_item.c.remote_id == bindparam("item"))
        connection.execute(update(staged_item).where(mine).values(dataset_id=bindparam("found")), assigned)
