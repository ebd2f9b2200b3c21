"""The proof of a listing; whole listings are in `test_opendatasoft`."""

import pytest

from harvester.connectors.opendatasoft_client import ExploreClient
from harvester.connectors.opendatasoft_listing import Listing, from_cursor, is_refused
from harvester.errors import SourceMisbehaved
from tests.harvester import replay
from tests.harvester.replay_opendatasoft import dataset, explore


@pytest.mark.parametrize(
    ("cursor", "offset"),
    [('{"offset": 250}', 250), (None, 0), ("{}", 0), ('{"offset": true}', 0), ('{"offset": 2.5}', 0)],
)
def test_cursors(cursor, offset):
    assert from_cursor(cursor) == offset


def test_only_a_status_is_a_refusal():
    assert is_refused(SourceMisbehaved("http-status", status=400))
    assert not is_refused(SourceMisbehaved("bad-json"))


def test_a_walk_gone_on_with_proves_the_whole(tools):
    with replay.serve(explore([dataset(n) for n in range(5)])) as running:
        listing = Listing(client=ExploreClient(session=tools.session, root=running.url), skips=False)
        pages = list(listing.walk(5, start=3))
    assert [item.remote_id for page in pages for item in page.items] == ["da_3", "da_4"]
    assert pages[-1].announced == 5
