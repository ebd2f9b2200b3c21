"""A site on a real store, with records of every kind, an engine in memory, and a client."""

from dataclasses import replace
from threading import Event, Thread

import pytest

from catalogue.record import Record
from catalogue.record_parts import Agent, Distribution, Period
from catalogue.store import Database
from catalogue.territories import load_gazetteer
from tests.builders import a_source, a_store, publish_items
from tests.catalogue.rdf.sample_records import FULL, KINDS
from tests.web.fakes import DeadEngine, MemoryEngine
from web.app import create_app
from web.server import serve
from web.services import Services

SOURCE = a_source("eau", title="Portail de l’eau")
CLOSED = a_source("interne", title="Catalogue interne", restricted=True)

RECORDS: dict[str, Record] = {
    "full": replace(FULL, id=""),
    **{record.kind: replace(record, id="", topics=("bruit",)) for record in KINDS},
    "long": Record(title="Anticonstitutionnellement" * 4, topics=("bruit",), keywords=("x" * 90,)),
    "air": Record(
        title="Qualité de l’air à Lyon",
        description="Mesures **horaires** de particules.",
        publisher=Agent(name="Atmo Auvergne-Rhône-Alpes"),
        topics=("air",),
        licence="odc-odbl",
        access="public",
        territories=("fr:commune:69123",),
        temporal=Period(start="2016-01-01", end="2019-12-31"),
        modified="2026-03-03",
        distributions=(Distribution(url="https://example.fr/air.csv", format="csv", byte_size=1_200_000),),
    ),
}
SECRET = Record(title="Fiche réservée", description="Réservée aux membres", topics=("air",))


@pytest.fixture
def database(tmp_path):
    store = a_store(f"sqlite:///{tmp_path / 'glane.db'}", SOURCE, CLOSED)
    publish_items(store, SOURCE, {key: (record, ()) for key, record in RECORDS.items()})
    publish_items(store, CLOSED, {"secret": (SECRET, ())})
    yield store
    store.close()


@pytest.fixture
def engine(database):
    return MemoryEngine(database)


@pytest.fixture
def app(database, engine):
    return create_app(services_of(database, engine))


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def address(app):
    """The site, served as `glane serve` does."""
    found, up = [], Event()

    def tell(where):
        found.append(where)
        up.set()

    Thread(target=serve, args=(app, "127.0.0.1", 0), kwargs={"when_up": tell}, daemon=True).start()
    assert up.wait(20)
    return found[0]


@pytest.fixture
def broken_client(tmp_path):
    """A site whose index and store are both away."""
    database = Database(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}")
    return create_app(services_of(database, DeadEngine())).test_client()


@pytest.fixture
def id_of(database):
    """Return a function from a title, or its beginning, to the id of the record."""

    def find(title):
        with database.reading() as reading:
            return next(record.id for record in reading.iterate_records() if record.title.startswith(title))

    return find


def services_of(database, engine, **fields):
    return Services(database=database, engine=engine, gazetteer=load_gazetteer(), **fields)
