"""`kill -9` at any moment of a harvest: the last published state is served, and the next harvest is clean.

Each round has a portal change some, add some and drop some of its records, kills harvests of the new state
at random points, and harvests once more. Meanwhile a reader asks the site for the same pages again and again:
every answer must be the one of before or the one of after.
"""

import json
import random
from collections import Counter
from dataclasses import dataclass, field

import pytest

from catalogue.identity import mint_id
from catalogue.store import Database
from tests.durability.installation import Installation, Store
from tests.harvester.runs.portal import Portal, portal_of

RECORDS, ADDED, DROPPED, CHANGED_ONE_IN = 150, 3, 2, 5
KILLS = {"fetching": 8, "staging": 8, "publishing": 8, "indexing": 8}
KILLS_ON_POSTGRESQL = {"fetching": 1, "staging": 3, "publishing": 4}
KILLS_IN_A_ROUND = 2
MOST_ROUNDS = 60
"""Some kills come too late or fall into the next phase; more than this and something is wrong."""
LONGEST_DELAY = 0.02
LAST_EVENTS = 4


def listed_in(round_number):
    """Return what the portal lists in a round: 3 records more than before, without 2 that come back later."""
    dropped = {(DROPPED * round_number + one) % RECORDS for one in range(DROPPED)}
    numbers = [one for one in range(RECORDS + ADDED * round_number) if one not in dropped]
    return {f"serie-{one:04}": f"Série {one}, état {_state(one, round_number)}" for one in numbers}


def _state(number, round_number):
    """Return the latest round in which a record changed: every fifth one in turn."""
    return max(0, round_number - (round_number - number) % CHANGED_ONE_IN)


def address_of(number):
    """Return the address of the page of a record."""
    return "/donnees/" + mint_id(f"uri:https://portail.example.org/donnees/serie-{number:04}")


def addresses_in(round_number):
    """Return what a reader asks for: lists, feeds, pages of records that come, change, go and stay."""
    new, gone = RECORDS + ADDED * round_number - 1, DROPPED * round_number % RECORDS
    changed = next(one for one in range(20, 40) if (round_number - one) % CHANGED_ONE_IN == 0)
    return (
        "/donnees",
        f"/donnees?q={round_number}",
        "/catalog.ttl",
        "/catalog.ttl?page=2",
        "/api/1/datasets",
        "/api/1/search?limit=100",
        f"/api/1/search?q=%C3%A9tat+{round_number}",
        *(address_of(number) for number in (new, gone, changed, changed + 1)),
    )


@dataclass
class Storm:
    """Rounds of one installation: `published` is what must be there, titles by remote id."""

    portal: Portal
    installation: Installation
    store: Store
    rng: random.Random
    round_number: int = 0
    published: dict[str, str] = field(default_factory=dict)
    kills: Counter = field(default_factory=Counter)

    def turn(self):
        """Let the portal change."""
        self.round_number += 1
        assert self.round_number < MOST_ROUNDS, self.kills
        self.portal.records = listed_in(self.round_number)
        self.published |= self.portal.records

    def assert_clean(self):
        """Nothing is lost, nothing is left over, and no run pretends to go on."""
        assert self.store.titles() == sorted(self.published.values())
        assert self.store.count_staged() == 0
        latest, *before = self.store.run_states()
        assert latest == "complete"
        assert set(before) <= {"complete", "interrupted"}

    def begin(self):
        """Publish the first two states, undisturbed, and return the number of events of each phase."""
        self.portal.records = listed_in(0)
        self.published = dict(self.portal.records)
        self.installation.glane("harvest")
        self.turn()
        return self.installation.count_events()

    def list_lacking(self, wanted):
        """Return the phases whose kills are still lacking, each as often as that, in random order."""
        lacking = [phase for phase, count in wanted.items() for _ in range(count - self.kills[phase])]
        return self.rng.sample(lacking, len(lacking))

    def kill_once(self, phase, events):
        """Kill a harvest around a random event of a phase, or around the last ones, where the commits are."""
        attempt = self.rng.randrange(4)
        first = max(1, events - LAST_EVENTS) if attempt == 0 else 1
        delay = 0.0 if attempt == 1 else self.rng.uniform(0, LONGEST_DELAY)
        killed_in = self.installation.harvest_and_die(phase, self.rng.randint(first, events), delay)
        self.kills[killed_in] += 1


def a_storm(folder, portal, seed, database_url=None):
    """Return a storm over a fresh installation, and its seed on standard output."""
    installation = Installation.make(folder, portal.declaration, database_url)
    store = Store(Database(database_url or f"sqlite:///{folder / 'glane.db'}"))
    return Storm(portal, installation, store, random.Random(seed))


@pytest.fixture
def portal():
    with portal_of("dcat", {}, page_size=25) as opened:
        yield opened


@pytest.fixture
def seed():
    return random.SystemRandom().randrange(1_000_000)


def report(capsys, storm, seed, *more):
    with capsys.disabled():
        counts = ", ".join(f"{phase} {count}" for phase, count in sorted(storm.kills.items(), key=str))
        print(f"\nkill -9 (seed {seed}): {counts}", *more, flush=True)


@pytest.mark.slow
def test_f43_readers_see_the_old_state_or_the_new_one_whatever_is_killed(portal, seed, tmp_path, capsys):
    storm = a_storm(tmp_path / "data", portal, seed)
    events = storm.begin()
    try:
        with storm.installation.serving(tmp_path / "serve.log") as reader:
            while phases := storm.list_lacking(KILLS):
                reader.addresses = addresses_in(storm.round_number + 1)
                old = reader.read_all()
                storm.turn()
                with reader.reading():
                    for phase in phases[:KILLS_IN_A_ROUND]:
                        storm.kill_once(phase, events[phase])
                    storm.installation.harvest_and_check()
                new = reader.read_all()
                assert new != old
                reader.assert_old_or_new(old, new)
                storm.assert_clean()
        assert_as_undisturbed(storm, tmp_path / "undisturbed")
    finally:
        report(capsys, storm, seed, f"; {reader.asked} answers compared, {storm.round_number} rounds")
        storm.store.database.close()
    assert all(storm.kills[phase] >= count for phase, count in KILLS.items())


@pytest.mark.slow
def test_f43_a_killed_harvest_leaves_postgresql_clean(portal, seed, tmp_path, capsys, postgresql_url):
    storm = a_storm(tmp_path / "data", portal, seed, postgresql_url)
    try:
        events = storm.begin()
        while phases := storm.list_lacking(KILLS_ON_POSTGRESQL):
            storm.turn()
            storm.kill_once(phases[0], events[phases[0]])
            storm.installation.harvest_and_check()
            storm.assert_clean()
    finally:
        report(capsys, storm, seed, "on PostgreSQL")
        storm.store.database.close()
    assert all(storm.kills[phase] >= count for phase, count in KILLS_ON_POSTGRESQL.items())


def assert_as_undisturbed(storm, folder):
    """The store and the index hold what they would hold had nobody ever been killed."""
    calm = Installation.make(folder, storm.portal.declaration)
    for round_number in (storm.round_number - 1, storm.round_number):
        storm.portal.records = listed_in(round_number)
        calm.glane("harvest")
    assert exported(storm.installation) == exported(calm)
    assert found(storm.installation) == found(calm)


def exported(installation):
    """Return every record, without the time at which it was first read."""
    records = [json.loads(line) for line in installation.glane("export").splitlines()]
    for record in records:
        for origin in record["provenance"]:
            del origin["harvested_at"]
    return records


def found(installation):
    """Return the first hits and the facets of a search."""
    answer = json.loads(installation.glane("search", "série", "--limit", "100", "--json"))
    del answer["took_ms"]
    return answer
