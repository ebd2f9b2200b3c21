"""What every kind of source must do, whatever its protocol; one sample per kind in `samples`."""

import inspect
import json
from urllib.parse import urlsplit

import pytest

from catalogue.record_json import to_json
from harvester.connectors import CONNECTORS
from harvester.errors import SourceMisbehaved, SourceUnavailable
from tests.harvester import replay
from tests.harvester.samples import GOLDEN, SAMPLES

pytestmark = pytest.mark.parametrize("kind", sorted(CONNECTORS))


@pytest.fixture
def harvest(listing, declare, kind):
    """A function from a portal to its listing and its source."""

    def fetch(portal):
        sample = SAMPLES[kind]
        with replay.serve(portal) as running:
            keys = {"url": running.url + sample.path, "options": sample.options}
            return listing(kind, **keys), declare(kind, **keys)

    return fetch


def test_gives_its_golden_record(harvest, mapped, kind):
    listed, source = harvest(SAMPLES[kind].whole())
    assert listed.error is None
    record, *_ = mapped(source, listed.items)
    said = json.dumps(to_json(record)).replace(_root_of(source), "{root}")
    assert json.loads(said) == json.loads((GOLDEN / SAMPLES[kind].golden).read_text("utf-8"))


def _root_of(source):
    address = urlsplit(source.url)
    return f"{address.scheme}://{address.netloc}"


def test_a_whole_listing_gives_as_many_items_as_announced(harvest, kind):
    listed, _ = harvest(SAMPLES[kind].whole())
    assert (len(listed.items), listed.announced, listed.rejected) == (2, 2, [])


def test_listing_and_mapping_twice_gives_the_same(harvest, mapped, kind):
    first, source = harvest(SAMPLES[kind].whole())
    second, _ = harvest(SAMPLES[kind].whole())
    assert [item.content for item in first.items][1:] == [item.content for item in second.items][1:]
    assert [item.remote_id for item in first.items] == [item.remote_id for item in second.items]
    assert mapped(source, first.items) == mapped(source, first.items)


def test_the_mapper_gives_the_same_here_as_in_the_child(harvest, mapped, kind):
    listed, source = harvest(SAMPLES[kind].whole())
    here = [CONNECTORS[kind].to_record(item, source.options) for item in listed.items]
    assert [to_json(record) for record in here] == [
        to_json(record) for record in mapped(source, listed.items)
    ]


def test_an_empty_listing_is_a_listing(harvest, kind):
    listed, _ = harvest(SAMPLES[kind].empty())
    assert (listed.items, listed.error, listed.announced) == ([], None, 0)


def test_f07_a_cut_listing_keeps_what_came_and_says_so(harvest, kind):
    listed, _ = harvest(SAMPLES[kind].cut())
    assert len(listed.items) == SAMPLES[kind].cut_after
    assert isinstance(listed.error, SourceMisbehaved)


def test_a_503_is_a_source_unavailable(harvest, kind):
    listed, _ = harvest(replay.always(b"later", status=503))
    assert isinstance(listed.error, SourceUnavailable)
    assert "127.0.0.1" in str(listed.error)


def test_f08_a_web_page_is_a_source_that_misbehaves(harvest, kind):
    listed, _ = harvest(replay.always(replay.HTML))
    assert isinstance(listed.error, SourceMisbehaved)
    assert listed.error.kind == "not-a-catalogue"


def test_f24_items_that_share_an_id_are_both_handed_on(harvest, kind):
    listed, _ = harvest(SAMPLES[kind].twice())
    assert len(listed.items) == 2
    assert len({item.content for item in listed.items}) == 2


def test_options_are_documented(kind):
    schema = CONNECTORS[kind].options
    documented = inspect.getdoc(schema) or ""
    assert [name for name in schema().fields if f"`{name}`" not in documented] == []


def test_fetch_says_what_it_raises(kind):
    assert "SourceMisbehaved" in (inspect.getdoc(CONNECTORS[kind].fetch) or "")
