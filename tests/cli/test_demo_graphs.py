"""Every record of the demo as RDF: both libraries agree on it, and our own connector reads it back."""

from typing import get_args

import pytest
import rdflib
from rdflib.compare import to_isomorphic

from catalogue.identity import mint_id
from catalogue.rdf.formats import MEDIA_TYPES, RdfFormatName
from catalogue.rdf.graph import to_graph
from catalogue.rdf.record_triples import record_triples
from catalogue.rdf.serialise import serialise
from catalogue.store import Database
from catalogue.territories import load_gazetteer
from harvester.connector import IDENTITY_KEYS
from harvester.formats.dcat_page import split_page
from harvester.formats.dcat_record import to_record
from harvester.normalise import NormaliseContext, normalise
from tests.web.conftest import services_of
from tests.web.fakes import MemoryEngine
from web.app import create_app

BASE = "http://localhost"
FORMS = get_args(RdfFormatName)
RDFLIB_FORMATS = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld", "nt": "nt"}
KEPT = [
    "kind",
    "title",
    "acronym",
    "identifier",
    "issued",
    "modified",
    "temporal",
    "frequency",
    "access",
    "licence",
    "lineage",
    "publisher",
    "landing_page",
    "translations",
    "spatial_resolution",
]
KEPT_AS_SETS = [
    "keywords",
    "topics",
    "themes",
    "inspire_themes",
    "milieux",
    "exposure_factors",
    "access_reasons",
    "territories",
    "creators",
    "conforms_to",
]


@pytest.fixture(scope="module")
def store(demo_folder):
    database = Database(f"sqlite:///{demo_folder / 'glane.db'}")
    yield database
    database.close()


@pytest.fixture(scope="module")
def records(store):
    with store.reading() as reading:
        return {record.id: record for record in reading.iterate_records()}


@pytest.fixture(scope="module", params=FORMS)
def form(request):
    return request.param


@pytest.fixture(scope="module")
def read_back(store, form):
    """What the connector and the normalisation make of our own feed, by the id of the page described."""
    client = create_app(services_of(store, MemoryEngine(store))).test_client()
    context = NormaliseContext(gazetteer=load_gazetteer(), source_title="Un autre Glane")
    found, address = {}, f"{BASE}/catalog.{form}"
    while address:
        answer = client.get(address.removeprefix(BASE))
        head, *items = split_page(answer.data, {"url": address, "media_type": MEDIA_TYPES[form]})
        for item in items:
            record = to_record(item["content"].encode(), item["remote_id"])
            assert item["subject"] not in found
            found[item["subject"]] = normalise(record, context).record
        assert head["total"] > 150
        address = head["next"]
    return {subject.rpartition("/")[2]: record for subject, record in found.items()}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD reader uses it
def test_rdflib_reads_what_pyoxigraph_wrote(records, form):
    assert len(records) > 150
    for record in records.values():
        read = rdflib.Graph().parse(
            serialise(record_triples(record, BASE), form), format=RDFLIB_FORMATS[form]
        )
        assert to_isomorphic(read) == to_isomorphic(to_graph(record_triples(record, BASE))), record.id


def test_our_own_feed_gives_the_same_ids(records, read_back):
    assert read_back.keys() == records.keys()
    assert [mint_id(record.extras[IDENTITY_KEYS][0]) for record in read_back.values()] == list(read_back)


@pytest.mark.parametrize("field", KEPT)
def test_our_own_feed_says_the_same(records, read_back, field):
    assert differences(records, read_back, lambda record: getattr(record, field)) == {}


@pytest.mark.parametrize("field", KEPT_AS_SETS)
def test_our_own_feed_says_the_same_in_any_order(records, read_back, field):
    assert differences(records, read_back, lambda record: set(getattr(record, field))) == {}


def test_our_own_feed_leads_to_the_same_data(records, read_back):
    """RDF has no place for the protocol of a plain link, and asks every file for an access address too."""

    def links(record):
        return {
            (item.url, None if item.url else item.access_url, item.title, item.format, item.licence)
            for item in record.distributions
        }

    datasets = {one: record for one, record in records.items() if record.kind != "service"}
    assert differences(datasets, read_back, links) == {}


def test_what_dcat_cannot_say_is_all_that_is_lost(records, read_back):
    """A record without a description repeats its title; one without a language is French; boxes have six
    decimals. The levels of detail and coordinate systems have no property that every reader understands.
    """
    for one, before in records.items():
        after = read_back[one]
        assert after.description == (before.description or before.title)
        assert after.language == (before.language or "fr")
        assert after.bbox == (before.bbox and pytest.approx(before.bbox, abs=1e-6))
        assert (after.granularities, after.crs) == ((), ())


def differences(before, after, value):
    pairs = {one: (value(record), value(after[one])) for one, record in before.items()}
    return {one: pair for one, pair in pairs.items() if pair[0] != pair[1]}
