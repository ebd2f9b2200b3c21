"""Real files, served on loopback and listed with the very code that serves real portals.

Every document that carries a title becomes a record; what does not is printed with its reason, and stands in
`refused.tsv`: a new refusal fails here, and one that no longer occurs.
"""

from collections import Counter

import pytest
from lxml import etree

from catalogue.record import Record
from harvester.connector import RawItem, RejectedItem
from harvester.errors import SourceMisbehaved
from harvester.wording import SENTENCES
from tests.harvester import replay
from tests.harvester.real_records import (
    Refusal,
    has_title,
    iso_items,
    list_refused,
    refusal_of_file,
    refusals,
)

GD4H_COLUMNS = {
    "id": ["name", "acronym"],
    "title": "name",
    "acronym": "acronym",
    "description": "description",
    "publisher": "organizations",
    "keywords": ["subthematic", "exposure_factor"],
    "licence": "license_name",
    "territories": "administrative_territory_coverage",
    "granularities": "geographical_information_level",
    "temporal": "year",
    "frequency": "update_frequency",
    "landing_page": "url",
}
UDATA = "json-api-fr/udata-datasets"
HOSTILE_OPTIONS = {"table": {"columns": {"title": "title"}}}
ISO_FOLDERS = ("iso19139-fr", "iso19139-francophone", "iso19139-other", "iso19115-3", "csw-fr")


def test_every_line_of_the_list_names_a_folder_that_is_tried():
    assert list_refused() == list_refused(*(f"{name}/" for name in (*ISO_FOLDERS, "dcat-fr", UDATA)))


@pytest.fixture
def iso_results(parser, declare, mapped):
    """A function from a file to its ISO records and what becomes of each."""
    source = declare("csw", url="http://127.0.0.1/csw")

    def map_file(path):
        items = iso_items(path, parser)
        results = iter(mapped(source, [item for item in items if isinstance(item, RawItem)]))
        return [(item, item if isinstance(item, RejectedItem) else next(results)) for item in items]

    return map_file


@pytest.mark.parametrize("folder", ISO_FOLDERS)
def test_every_real_iso_record_with_a_title_is_mapped(real_files, iso_results, folder):
    refused: set[Refusal] = set()
    counts: Counter[str] = Counter()
    for path in real_files(f"data/{folder}/**/*.xml"):
        pairs = iso_results(path)
        refused |= refusals(path, [result for _, result in pairs])
        counts.update(kind_of(result) for _, result in pairs)
        for item, result in pairs:
            if isinstance(result, Record):
                assert result.title.strip()
                assert "\n" not in result.title
            elif isinstance(item, RawItem):
                assert not has_title(item), item.remote_id
    print(f"{folder}: {dict(counts)}")
    assert refused == list_refused(f"{folder}/")


@pytest.mark.parametrize("folder", ["iso19139-fr", "csw-fr"])
def test_real_iso_records_pass_through_a_listing_whole(real_files, parser, listing, folder):
    contents = {
        item.content
        for path in real_files(f"data/{folder}/**/*.xml")
        for item in iso_items(path, parser)
        if isinstance(item, RawItem) and b"MD_Metadata" in item.content and b"<?xml" not in item.content
    }
    with replay.serve(replay.csw(sorted(contents), replay.CswFaults(cap=10))) as running:
        listed = listing("csw", url=f"{running.url}/csw")
    assert (listed.error, listed.rejected) == (None, [])
    assert {canonical(item.content) for item in listed.items} == {canonical(content) for content in contents}


def test_every_real_dcat_dataset_with_a_title_is_mapped(real_files, listing, declare, mapped):
    counts: Counter[str] = Counter()
    refused: set[Refusal] = set()
    for path in real_files("data/dcat-fr/**/*"):
        listed, source = dcat_listing(listing, declare, path)
        results = mapped(source, listed.items)
        counts.update(kind_of(result) for result in results)
        refused |= refusals(path, results) | refusal_of_file(path, listed.error)
        assert len({item.remote_id for item in listed.items}) == len(listed.items)
    print(f"dcat-fr: {dict(counts)}")
    assert counts["record"] > 600
    assert refused == list_refused("dcat-fr/")


def test_every_real_udata_dataset_with_a_title_is_mapped(real_files, declare, mapped):
    source = declare("udata", url="http://127.0.0.1/")
    refused: set[Refusal] = set()
    paths = real_files(f"data/{UDATA}/*.json")
    for path in paths:
        item = RawItem(remote_id=path.stem, content=path.read_bytes(), media_type="application/json")
        refused |= refusals(path, mapped(source, [item]))
    print(f"{UDATA}: {len(paths)} datasets")
    assert refused == list_refused(f"{UDATA}/")


@pytest.mark.parametrize("folder", ["iso19139-mini", "iso19139-fr-mini", "iso19115-3-mini", "csw-other"])
def test_every_iso_quirk_is_a_record_or_has_a_reason(real_files, parser, iso_results, folder):
    counts: Counter[str] = Counter()
    for path in real_files(f"data/{folder}/**/*.xml"):
        try:
            counts.update(kind_of(result) for _, result in iso_results(path))
        except SourceMisbehaved as error:  # a page that is none
            counts[error.kind] += 1
    print(f"{folder}: {dict(counts)}")
    assert set(counts) <= {"record", *SENTENCES}
    assert counts["record"] > 0 or folder == "iso19139-mini"  # fragments, without a title


def test_every_dcat_quirk_gives_records_or_has_a_reason(real_files, listing, declare, mapped):
    counts: Counter[str] = Counter()
    for path in real_files("data/dcat-other/**/*"):
        listed, source = dcat_listing(listing, declare, path)
        counts.update(kind_of(result) for result in mapped(source, listed.items))
        counts.update([listed.error.kind] if listed.error else [])
    print(f"dcat-other: {dict(counts)}")
    assert counts["record"] > 250
    assert set(counts) <= {"record", *SENTENCES}


@pytest.mark.parametrize("kind", ["csw", "dcat", "table"])
def test_no_hostile_file_breaks_a_listing(real_files, listing, kind):
    """What is not the source's fault, or would break the next listing too, would not end with such a kind."""
    counts: Counter[str] = Counter()
    for path in real_files("data/hostile/**/*"):
        with replay.serve(replay.always(path.read_bytes(), "application/octet-stream")) as running:
            listed = listing(kind, url=f"{running.url}/{path.name}", options=HOSTILE_OPTIONS.get(kind, {}))
        counts[listed.error.kind if listed.error else "listed"] += 1
    print(f"hostile as {kind}: {dict(counts)}")
    assert set(counts) <= {"listed", *SENTENCES}
    assert "parser-unavailable" not in counts


def test_the_gd4h_inventory_loses_no_row(real_files, listing, declare, mapped):
    (path,) = real_files("data/gd4h/datasets_fr.csv")
    options = {"separator": "|", "columns": GD4H_COLUMNS}
    listed = listing("table", path=str(path), options=options)
    records = mapped(declare("table", path=str(path), options=options), listed.items)
    assert (len(listed.items), listed.announced, listed.rejected) == (116, 116, [])
    assert len({item.remote_id for item in listed.items}) == 116
    assert [
        record for record in records if not (isinstance(record, Record) and record.title and record.publisher)
    ] == []


def test_the_real_table_served_over_http_gives_the_same_items(real_files, listing):
    (path,) = real_files("data/gd4h/datasets_fr.csv")
    options = {"separator": "|", "columns": GD4H_COLUMNS}
    with replay.serve(replay.always(path.read_bytes(), "text/csv")) as running:
        remote = listing("table", url=f"{running.url}/datasets_fr.csv", options=options)
    local = listing("table", path=str(path), options=options)
    assert remote.items == local.items


def test_swapped_longitudes_of_real_records_are_put_right(real_files, iso_results):
    results = [result for path in real_files("data/csw-fr/**/*.xml") for _, result in iso_results(path)]
    records = [result for result in results if isinstance(result, Record)]
    repaired = [one for one in records if "west-east-swapped" in one.extras.get("repairs", [])]
    assert len(repaired) > 10
    boxes = [record.bbox for record in records if record.bbox]
    assert all(west <= east and south <= north for west, south, east, north in boxes)


def kind_of(result):
    return result.kind if isinstance(result, RejectedItem) else "record"


def canonical(content):
    return etree.tostring(etree.fromstring(content), method="c14n", exclusive=True)


def dcat_listing(listing, declare, path):
    """What a file gives when it is served, and the source that it was."""
    kind = "text/turtle" if path.suffix in (".ttl", ".n3", ".nt", "") else "application/octet-stream"
    with replay.serve(replay.files({"/catalogue": path.read_bytes()}, kind)) as running:
        keys = {"url": f"{running.url}/catalogue"}
        return listing("dcat", **keys), declare("dcat", **keys)
