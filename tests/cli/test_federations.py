"""The lists of sources that come with Glane, entry by entry, and what an installation makes of them."""

import json
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from catalogue.territories import load_gazetteer
from cli.errors import SourceIdsClash
from cli.federations import copy_declaration, read_offer
from cli.installation import open_installation
from cli.jobs.schedule import Schedule
from config.errors import FederatedSourceUnknown
from config.federation import SHIPPED, list_shipped, read_federation
from harvester.connectors import CONNECTORS
from harvester.sources import parse_source

NAME = "sante-environnement"
KINDS = {"ckan", "csw", "dcat", "geoclip", "opendatasoft", "table", "udata"}
KEYS = {
    "id",
    "kind",
    "url",
    "path",
    "title",
    "territories",
    "rank",
    "schedule",
    "pace",
    "window",
    "enabled",
} | {
    "confidence",
    "options",
    "defaults",
}
RANKS = {10, 20, 30, 40, 50}
NIGHT = {21, 22, 23, 0, 1, 2, 3, 4, 5, 6}
WITHOUT_HTTPS = {"carmen-normandie", "carmen-centre-val-de-loire", "carmen-reunion", "geomartinique"}
"""Those whose only known address is in clear."""
OBJECT_ID = re.compile(r"[0-9a-f]{24}")
GUICHET = "data/catalogues/ecolabdata__guichetdonnees-public/organisations__moissonnages.json"
ENTRIES = read_federation(NAME, SHIPPED).sources
SOURCES = [parse_source(entry, SHIPPED) for entry in ENTRIES]
GAZETTEER = load_gazetteer()

each = pytest.mark.parametrize(
    ("entry", "source"), list(zip(ENTRIES, SOURCES, strict=True)), ids=[source.id for source in SOURCES]
)


def comments_of(name):
    """The lines of comment right above each entry, by its id."""
    found: dict[str, str] = {}
    pending: list[str] = []
    lines = (SHIPPED / f"{name}.toml").read_text("utf-8").splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line == "[[sources]]":
            found[following.removeprefix('id = "').rstrip('"')] = " ".join(pending)
        pending = [*pending, line.removeprefix("# ")] if line.startswith("# ") else []
    return found


@pytest.mark.parametrize("name", list_shipped())
def test_every_entry_of_every_list_is_a_declaration(name):
    federation = read_federation(name, SHIPPED)
    sources = [parse_source(entry, SHIPPED) for entry in federation.sources]
    assert federation.title
    assert max(Counter(source.id for source in sources).values()) == 1


@each
def test_an_entry_says_what_a_list_has_to_say(entry, source):
    assert set(entry) <= KEYS
    assert {"title", "territories", "rank", "schedule", "confidence"} <= set(entry)
    assert source.rank in RANKS
    assert all(GAZETTEER.find(zone) for zone in source.territories)


@each
def test_an_entry_is_read_at_night(entry, source):
    _minute, hour, *days = source.schedule.split()
    assert str(Schedule(source.schedule)) == source.schedule
    assert int(hour) in NIGHT
    weekly = not CONNECTORS[source.kind].incremental or source.window
    assert (days[-1] != "*") == bool(weekly)


@each
def test_an_address_is_secure_wherever_one_is_known(entry, source):
    secure = source.url is None or urlsplit(source.url).scheme == "https"
    assert secure == (source.id not in WITHOUT_HTTPS)


@each
def test_an_organisation_is_an_id_only_where_it_was_read(entry, source):
    named = source.options.get("organization") if source.kind == "udata" else None
    if named is not None:
        assert bool(OBJECT_ID.fullmatch(named)) == (source.confidence == "sûre")


@each
def test_only_a_table_that_is_brought_along_is_kept_off(entry, source):
    assert source.enabled == (source.path is None)


def test_the_list_has_sources_of_every_kind_on_times_of_their_own():
    assert {source.kind for source in SOURCES} == KINDS
    assert max(Counter(source.schedule for source in SOURCES).values()) == 1


def test_no_two_entries_read_the_same():
    read = Counter((source.namespace, json.dumps(source.options, sort_keys=True)) for source in SOURCES)
    assert [what for what, count in read.items() if count > 1] == []


def test_every_entry_says_where_its_address_comes_from():
    comments = comments_of(NAME)
    assert set(comments) == {source.id for source in SOURCES}
    assert [name for name, text in comments.items() if not text] == []
    supposed = {source.id for source in SOURCES if source.confidence == "à confirmer"}
    assert {
        name for name, text in comments.items() if re.search("suppos|un modèle|ne pouvait pas", text)
    } == supposed


def test_what_is_said_to_be_of_the_guichet_is_there(real_files):
    (path,) = real_files(GUICHET)
    hosts = {urlsplit(one["url"]).hostname for one in json.loads(path.read_text("utf-8")).values()}
    said = {name for name, text in comments_of(NAME).items() if text.startswith("Guichet")}
    known = {source.id for source in SOURCES if urlsplit(source.url or "").hostname in hosts}
    assert len(said) >= 20
    # One host stands in a list of servers of theirs that no harvest read.
    assert said - known == {"georisques"}


def test_every_list_and_its_rules_are_told():
    told = (SHIPPED / "README.md").read_text("utf-8")
    assert all(f"`{key}`" in told or f"`{key}`," in told for key in KEYS - {"url", "path", "kind", "options"})


@pytest.fixture
def installation(tmp_path):
    (tmp_path / "glane.toml").write_text(f'[federation]\nuse = ["{NAME}"]\nenable = ["odisse"]\n', "utf-8")
    opened = open_installation(data_dir=tmp_path)
    opened.prepare()
    yield opened
    opened.close()


def test_listed_sources_are_declared_and_left_alone(installation):
    assert len(installation.list_sources()) == len(SOURCES)
    assert [source.id for source in installation.choose_sources(())] == ["odisse"]
    assert installation.listed_ids == {source.id for source in SOURCES}


def test_one_id_in_two_lists_stops_the_start(tmp_path):
    (tmp_path / "ours.toml").write_text(
        '[[sources]]\nid = "odisse"\nkind = "dcat"\nurl = "https://a.example/"\n'
    )
    (tmp_path / "glane.toml").write_text(f'[federation]\nuse = ["{NAME}", "ours.toml"]\n', "utf-8")
    with pytest.raises(SourceIdsClash, match="odisse"):
        _ = open_installation(data_dir=tmp_path).declared_sources


def test_an_offer_shows_what_is_made_of_it_here(installation, tmp_path):
    (tmp_path / "ours.toml").write_text(
        '[[sources]]\nid = "air"\nkind = "dcat"\nurl = "https://a.example/"\n'
    )
    here = read_offer(installation, NAME)
    assert len(here.declared) == len(SOURCES)
    assert [source.id for source in here.sources if source.enabled] == ["odisse"]
    elsewhere = read_offer(installation, "ours.toml")
    assert (elsewhere.declared, [source.enabled for source in elsewhere.sources]) == (frozenset(), [False])


def test_a_copied_declaration_is_harvested_with_its_changes(installation):
    copied = copy_declaration(
        installation, NAME, {"id": "piver", "url": "https://a.example/b.csv", "rank": 3}
    )
    source = parse_source(copied, None)
    assert (source.url, source.path, source.rank, source.enabled) == (
        "https://a.example/b.csv",
        None,
        3,
        True,
    )
    with pytest.raises(FederatedSourceUnknown):
        copy_declaration(installation, NAME, {"id": "pivert"})
    assert copied["id"] == ENTRIES[-1]["id"]
    assert ENTRIES[-1]["path"] == "piver.csv"
