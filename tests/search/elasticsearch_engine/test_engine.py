import pytest
from elasticsearch import BadRequestError, Elasticsearch

from catalogue.record import Record
from catalogue.selection import Selection
from search import Cluster
from search.document import from_record
from search.elasticsearch_engine import ElasticsearchEngine
from search.elasticsearch_engine.client import reported
from search.elasticsearch_engine.writing import write_all
from search.engine import IndexBatch
from search.errors import IndexUnavailable
from search.query import SearchQuery
from tests.search.fakes import FewZones

pytestmark = pytest.mark.elasticsearch


@pytest.fixture
def place(make_place):
    return make_place("elasticsearch")


@pytest.fixture
def client(place):
    with Elasticsearch(place.url) as made:
        yield made


def document(name, title="Air"):
    return from_record(Record(id=name, title=title), zones=FewZones())


def batch(position, *documents, changed=()):
    ids = tuple(item.id for item in documents)
    return IndexBatch(changed_ids=(*ids, *changed), documents=documents, position=position)


def indexes_of(client, place):
    found = client.indices.get_alias(index=f"{place.prefix}-*")
    return {name: sorted(item["aliases"]) for name, item in found.items()}


def test_a_rebuild_moves_the_alias_and_deletes_the_old_index(client, place):
    engine = place.open()
    alias = f"{place.prefix}-documents-format-1"
    engine.rebuild([document("a")], 1)
    assert indexes_of(client, place) == {f"{place.prefix}-documents-000001": [alias]}
    engine.rebuild([document("a")], 2)
    assert indexes_of(client, place) == {f"{place.prefix}-documents-000002": [alias]}


def test_what_a_broken_rebuild_left_goes_with_the_next(client, place):
    engine = place.open()
    engine.rebuild([document("a")], 1)
    with pytest.raises(ZeroDivisionError):
        engine.rebuild((document(str(1 // number)) for number in (1, 0)), 2)
    assert len(indexes_of(client, place)) == 2
    engine.rebuild([document("b")], 2)
    assert list(indexes_of(client, place)) == [f"{place.prefix}-documents-000003"]


def test_fields_are_strict(client, place):
    place.open().rebuild([document("a")], 1)
    with pytest.raises(BadRequestError, match="strict_dynamic_mapping_exception"):
        client.index(index=f"{place.prefix}-documents-format-1", document={"colour": "red"})


def test_plain_texts_can_be_read_in_the_cluster(client, place):
    place.open().rebuild([document("a", "Qualité de l'air")], 1)
    kept = client.get(index=f"{place.prefix}-documents-format-1", id="a")["_source"]
    assert kept["shown"]["title"] == "Qualité de l'air"
    assert kept["title_stems"] == "qualit air"


def test_a_writer_that_is_overtaken_while_it_writes_changes_nothing(client, place):
    engine = place.open()
    engine.rebuild([document("a")], 1)
    engine.apply(batch(5, document("a", "Nouveau"), document("b"), changed=("c",)))
    late = (document("a", "Ancien"), document("c"))
    write_all(client, f"{place.prefix}-documents-format-1", ("a", "b", "c"), late, 3)
    assert engine.position() == 5
    assert [hit.title for hit in engine.search(SearchQuery(sort="title")).hits] == ["Air", "Nouveau"]


def test_a_deleted_index_is_not_made_up(client, place):
    engine = place.open()
    engine.rebuild([document("a")], 1)
    client.indices.delete(index=f"{place.prefix}-documents-000001")
    with pytest.raises(IndexUnavailable), reported():
        write_all(client, f"{place.prefix}-documents-format-1", (), (document("b"),), 2)
    assert not client.indices.exists(index=f"{place.prefix}-*", allow_no_indices=False)
    assert engine.search(SearchQuery()).total == 0
    assert engine.position() == 0


def test_installations_share_a_cluster(make_place):
    first, second = (make_place("elasticsearch").open() for _ in range(2))
    first.rebuild([document("a")], 1)
    second.rebuild([document("b"), document("c")], 9)
    assert (first.status().documents, second.status().documents) == (1, 2)
    assert (first.position(), second.position()) == (1, 9)


def test_what_is_written_but_not_shown_is_not_counted_as_done(client, place):
    engine = place.open()
    engine.rebuild([document("a")], 1)
    alias = f"{place.prefix}-documents-format-1"
    client.index(
        index=alias, id="_position", document={"position": 2}, version=2, version_type="external_gte"
    )
    assert engine.position() == 1


class TestSilence:
    """A cluster that does not answer."""

    engine = ElasticsearchEngine(Cluster(urls=("http://127.0.0.1:9",), timeout=1.0), FewZones())

    def test_asking_raises(self):
        for ask in (
            lambda: self.engine.search(SearchQuery()),
            lambda: list(self.engine.iterate_ids(Selection())),
            self.engine.position,
            lambda: self.engine.apply(batch(1, document("a"))),
            lambda: self.engine.rebuild([], 1),
        ):
            with pytest.raises(IndexUnavailable):
                ask()

    def test_it_is_not_healthy(self):
        status = self.engine.status()
        assert (status.healthy, status.documents) == (False, 0)
