import json
from collections import Counter

import pytest

from catalogue.record_json import to_json
from harvester.errors import RecordRejected
from harvester.formats.udata_content import to_content
from harvester.formats.udata_record import to_record
from tests.harvester.samples import GOLDEN, recording


def mapped(dataset):
    """Map a dataset by way of the bytes that are kept of it."""
    page = dataset.get("page") or f"https://data.portail.example/datasets/{dataset.get('slug')}/"
    return to_record(json.loads(to_content(dataset)), dataset["id"], page)


@pytest.mark.parametrize("quirk", ["harvested", "legacy", "restricted"])
def test_gives_the_golden_record_of_a_quirk(quirk):
    record = mapped(json.loads(recording(f"udata/{quirk}.json")))
    assert to_json(record) == json.loads((GOLDEN / f"udata-{quirk}.json").read_text("utf-8"))


@pytest.mark.parametrize("title", [None, "", "  ", "TODO", "\u200b", ["x"]])
def test_without_a_title_there_is_no_record(title):
    with pytest.raises(RecordRejected) as caught:
        to_record({"id": "1", "title": title}, "1")
    assert caught.value.kind == "no-title"


def test_values_of_any_type_make_a_record():
    odd = {
        "id": 3, "title": "Jeu", "description": 4, "tags": {"a": 1}, "badges": ["x", {"kind": "hvd"}],
        "license": [], "frequency": {}, "temporal_coverage": "2019", "spatial": [], "organization": "Ville",
        "owner": 3, "contact_points": "x", "resources": {"url": "x"}, "harvest": [], "extras": "x",
        "created_at": 2019, "last_update": None, "page": 7,
    }  # fmt: skip
    record = to_record(odd, "3", "https://d.example/3")
    assert (record.title, record.issued, record.landing_page) == ("Jeu", "2019", "https://d.example/3")
    assert record.extras["badges"] == ["hvd"]


def test_what_nobody_chose_is_silence():
    record = to_record(
        {"id": "1", "title": "Jeu", "frequency": "unknown", "spatial": {"granularity": "other"}}, "1"
    )
    assert (record.frequency, record.granularities) == (None, ())


def test_a_next_update_that_is_past_is_no_promise():
    said = {"id": "1", "title": "Jeu", "last_update": "2024-05-01T00:00:00"}
    assert to_record(said | {"frequency_date": "2014-01-01"}, "1").next_update is None
    assert to_record(said | {"frequency_date": "2025-01-01"}, "1").next_update == "2025-01-01"


def test_the_dates_of_the_catalogue_of_origin_come_first():
    harvest = {"issued_at": "2018-02-01", "created_at": "2018-01-01"}
    record = to_record({"id": "1", "title": "Jeu", "created_at": "2020-01-01", "harvest": harvest}, "1")
    assert record.issued == "2018-02-01"


def test_the_page_at_the_origin_is_kept_as_a_relation():
    harvest = {"remote_url": "https://geo.example/1"}
    record = to_record({"id": "1", "title": "Jeu", "harvest": harvest}, "1", "https://d.example/1")
    assert [(link.relation, link.url) for link in record.related] == [("source", "https://geo.example/1")]


def test_every_real_dataset_with_a_title_is_mapped(real_files):
    paths = real_files("data/json-api-fr/udata-datasets/*.json")
    counts: Counter[str] = Counter()
    for path in paths:
        dataset = json.loads(path.read_bytes())
        record = mapped(dataset)
        assert record.title == " ".join(dataset["title"].split())
        assert len(record.distributions) <= len(dataset["resources"])
        assert record.licence
        assert record.landing_page
        assert bool(record.publisher) is bool(dataset["organization"] or dataset["owner"])
        counts["copies"] += "domain" in record.extras.get("harvest", {})
        counts["records"] += 1
    print(dict(counts))
    assert counts["records"] == len(paths) > 400
    assert counts["copies"] > 100


def test_an_older_snapshot_of_a_real_dataset_is_the_same_work_that_changed(real_files):
    snapshots: dict[str, list[dict[str, object]]] = {}
    for path in real_files("data/json-api-fr/udata-datasets/*.json"):
        snapshots.setdefault(path.stem.partition("__")[2], []).append(json.loads(path.read_bytes()))
    several = [each for each in snapshots.values() if len(each) > 1]
    changed = [each for each in several if len({to_content(one) for one in each}) > 1]
    assert len(several) > 10
    assert len(changed) > len(several) / 2
    for each in several:
        assert len({own_address(one) for one in each}) == 1


def own_address(dataset):
    """The key by which a dataset is known in its own portal, whatever its slug."""
    keys = mapped(dataset).extras["identity_keys"]
    (own,) = [key for key in keys if key.endswith(f"/datasets/{dataset['id']}")]
    return own
