"""How a portal is asked; whole listings are in `test_opendatasoft`."""

from datetime import UTC, datetime

import pytest

from harvester.connectors.opendatasoft_client import ExploreClient, changed_since, to_root
from harvester.errors import SourceMisbehaved
from tests.harvester import replay
from tests.harvester.replay_opendatasoft import ExploreFaults, dataset, explore


@pytest.mark.parametrize(
    "address",
    [
        "https://data.example.org/portail",
        "https://data.example.org/portail/",
        "https://data.example.org/portail/explore/?q=air",
        "https://data.example.org/portail/explore/dataset/air/table/",
        "https://data.example.org/portail/api/explore/v2.1/catalog/datasets?limit=3",
    ],
)
def test_any_address_of_a_portal_leads_to_its_root(address):
    assert to_root(address) == "https://data.example.org/portail"


def test_what_changed_is_asked_for_by_every_date_a_day_wider():
    clause = changed_since(datetime(2024, 3, 1, 0, 30, tzinfo=UTC))
    assert clause == (
        "modified >= date'2024-02-29' or metadata_processed >= date'2024-02-29'"
        " or data_processed >= date'2024-02-29'"
    )


def test_a_dataset_that_is_gone_is_none(tools):
    with replay.serve(explore([dataset(1)])) as running:
        client = ExploreClient(session=tools.session, root=running.url)
        assert client.find_dataset("jeu-1")["dataset_uid"] == "da_1"
        assert client.find_dataset("absent") is None
        assert client.fetch_export_names() == ("csv", "json")


def test_nothing_is_left_to_try_where_pages_are_refused_too(tools):
    with replay.serve(replay.always(b"{}", "application/json", status=403)) as running:
        client = ExploreClient(session=tools.session, root=running.url)
        with pytest.raises(SourceMisbehaved) as caught:
            client.fetch_rows(0, 3)
    assert (caught.value.facts["status"], client.exports) == (403, False)
    assert len(running.asked) == 2


def test_an_export_that_is_too_heavy_however_small_gives_way_to_pages(tools):
    with replay.serve(explore([dataset(1), dataset(2)], ExploreFaults(heavy_from=0))) as running:
        client = ExploreClient(session=tools.session, root=running.url, size=10)
        client.size = 10
        assert len(client.fetch_rows(0, 2)) == 2
    assert client.exports is False
