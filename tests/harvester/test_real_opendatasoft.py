"""Real metadata of Opendatasoft portals, given to the connector in the shape of the Explore API v2.1.

The files hold older shapes of the same metadata: the export of a catalogue as a table, whose columns are
`template.field`, and answers of the first search API.
"""

import csv
import io
import json
from collections import Counter

import pytest

from catalogue.record import Record
from harvester.connector import RejectedItem
from tests.harvester import replay
from tests.harvester.replay_opendatasoft import explore


@pytest.fixture
def harvest(listing, mapped, declare):
    """A function from datasets to what the listing and the mapper make of them."""

    def fetch(datasets):
        with replay.serve(explore(datasets)) as running:
            listed = listing("opendatasoft", url=running.url)
            source = declare("opendatasoft", url=running.url)
        assert (listed.error, listed.announced, len(listed.items)) == (None, len(datasets), len(datasets))
        results = mapped(source, listed.items)
        print(Counter(result.kind if isinstance(result, RejectedItem) else "record" for result in results))
        return results

    return fetch


def from_row(row):
    """A dataset from a row of the exported table."""
    metas: dict[str, dict[str, object]] = {"default": {}}
    for column, text in row.items():
        template, _, name = column.rpartition(".")
        if column != "datasetid":
            metas.setdefault(template or "default", {})[name] = text or None
    metas["default"]["keyword"] = [word.strip() for word in row["keyword"].split(",") if word.strip()] or None
    return {"dataset_id": row["datasetid"], "has_records": True, "features": [], "metas": metas}


def from_first_api(dataset):
    """A dataset from an answer of the first search API."""
    kept = {
        name: value for name, value in dataset.items() if name not in ("datasetid", "metas", "interop_metas")
    }
    metas = {"default": dataset["metas"], **dataset.get("interop_metas", {})}
    return {"dataset_id": dataset["datasetid"], **kept, "metas": metas}


def test_every_dataset_of_a_real_export_becomes_a_record(real_files, harvest):
    (path,) = real_files("data/catalogues/opendatasoft__dcat-draft/catalog.csv")
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    results = harvest([from_row(row) for row in rows])
    titled = [row for row in rows if row["title"].strip()]
    records = [result for result in results if isinstance(result, Record)]
    assert len(records) == len(titled) > 150
    assert {result.kind for result in results if isinstance(result, RejectedItem)} <= {"no-title"}
    assert all("<p" not in (record.description or "") for record in records)
    assert sum(bool(record.licence_text) for record in records) > 100
    assert sum(bool(record.temporal) for record in records) > 30
    assert len({key for record in records for key in record.extras["identity_keys"][:1]}) == len(records)


def test_every_dataset_of_real_answers_becomes_a_record(real_files, harvest):
    datasets = {}
    for path in real_files("data/json-api-fr/opendatateam__udata-ods/*.json"):
        for number, dataset in enumerate(json.loads(path.read_text("utf-8")).get("datasets", [])):
            datasets[path.name, number] = from_first_api(dataset)
    results = harvest(
        [each | {"dataset_id": f"{n}-{each['dataset_id']}"} for n, each in enumerate(datasets.values())]
    )
    assert len(results) > 15
    assert [result.message for result in results if isinstance(result, RejectedItem)] == []
    with_boxes = [record for record in results if record.bbox]
    assert with_boxes
    assert {record.bbox for record in with_boxes} == {(0.1568, 46.4944, 0.5084, 46.6848)}
    assert any(key.startswith("file:") for record in results for key in record.extras["identity_keys"])


def test_real_catalogue_answers_of_other_apis_are_named(real_files, listing):
    for path in real_files("data/json-api-fr/139bercy__data-eco-datasets-manager/*.json"):
        with replay.serve(replay.always(path.read_bytes(), "application/json")) as running:
            listed = listing("opendatasoft", url=running.url)
        assert listed.error.kind == "unexpected-answer"
