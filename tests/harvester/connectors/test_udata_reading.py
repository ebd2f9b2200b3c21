import pytest

from harvester.connectors.udata_client import UdataClient
from harvester.connectors.udata_reading import ONE_BY_ONE, UdataReader, id_of, to_item
from harvester.errors import SourceMisbehaved, SourceUnavailable
from tests.harvester import replay
from tests.harvester.udata_portal import ROOT, UdataFaults, UdataPortal, a_dataset


@pytest.fixture
def reading(tools):
    """A function from a portal and a task to what the task gives and the paths that were asked."""

    def read(portal, task, size=50):
        with replay.serve(portal) as running:
            client = UdataClient(session=tools.session, root=running.url + ROOT)
            return task(UdataReader(client=client, size=size)), [asked.path for asked in running.asked]

    return read


def ids(count):
    return [a_dataset(n)["id"] for n in range(count)]


def test_a_few_datasets_are_read_one_by_one(reading):
    portal = UdataPortal([a_dataset(n) for n in range(20)])
    read, paths = reading(portal, lambda reader: reader.fetch_datasets(ids(ONE_BY_ONE), 1))
    assert ([id_of(row) for row in read.datasets], len(paths)) == (ids(ONE_BY_ONE), ONE_BY_ONE)


def test_more_are_read_with_their_page(reading):
    portal = UdataPortal([a_dataset(n) for n in range(20)])
    read, paths = reading(portal, lambda reader: reader.fetch_datasets(ids(ONE_BY_ONE + 1), 1))
    assert ([id_of(row) for row in read.datasets], len(paths)) == (ids(ONE_BY_ONE + 1), 1)


def test_those_that_are_gone_and_those_that_break_are_told_apart(reading):
    portal = UdataPortal([a_dataset(n) for n in range(3)], UdataFaults(broken=frozenset(ids(1))))
    read, _ = reading(portal, lambda reader: reader.fetch_datasets([*ids(3), "x"], 1))
    assert [id_of(row) for row in read.datasets] == ids(3)[1:]
    assert [item.remote_id for item in read.rejected] == ids(1)
    assert read.gone == 1


def test_f22_a_page_that_breaks_is_read_apart(reading):
    portal = UdataPortal([a_dataset(n) for n in range(3)], UdataFaults(broken=frozenset(ids(1))))
    listed, _ = reading(portal, lambda reader: reader.fetch_full(1, "created"))
    assert (len(listed.datasets), listed.total) == (2, 3)
    assert "500" in listed.rejected[0].message


def test_a_portal_that_is_down_is_not_asked_for_each_dataset(reading):
    with pytest.raises(SourceUnavailable):
        reading(replay.always(b"", status=503), lambda reader: reader.fetch_datasets(ids(3), 1))
    with pytest.raises(SourceMisbehaved):
        reading(replay.always(b"", status=403), lambda reader: reader.fetch_full(1, "created"))


def test_f25_a_dataset_without_an_id_is_named_by_what_it_says():
    row = {"title": "Jeu", "metrics": {"views": 1}}
    assert id_of(row) == id_of(row | {"metrics": {"views": 2}}) != id_of({"title": "Autre"})


def test_an_item_keeps_the_id_when_the_slug_changes():
    one, other = (to_item(a_dataset(1, slug=slug), "https://p.example") for slug in ("a", "b"))
    assert one.remote_id == other.remote_id
    assert one.content != other.content
