"""Real files, served on loopback and listed with the very code that serves real portals.

Every document that carries a title becomes a record; what does not is printed with its reason.
"""

import re
from collections import Counter

import pytest
from lxml import etree

from catalogue.record import Record
from harvester.connector import RawItem, RejectedItem
from tests.harvester import replay

TITLED = ".//{*}identificationInfo//{*}citation/*/{*}title"
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
NO_RDF = "unexpected-format"


def report(name, results):
    counts = Counter(result.kind if isinstance(result, RejectedItem) else "record" for result in results)
    print(f"{name}: {dict(counts)}")
    for result in results:
        if isinstance(result, RejectedItem):
            print(f"  {result.remote_id}: {result.message}")
    return counts


def iso_elements(paths):
    """The ISO 19139 records of files that lxml can read, cut out as a CSW would hand them on."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    for path in paths:
        try:
            root = etree.fromstring(path.read_bytes(), parser)
        except etree.XMLSyntaxError:
            continue
        for element in root.iter("{http://www.isotc211.org/2005/gmd}MD_Metadata"):
            if not any(etree.QName(above).localname == "MD_Metadata" for above in element.iterancestors()):
                yield element


def has_title(element):
    titles = element.findall(TITLED)
    return any(" ".join("".join(title.itertext()).split()) not in ("", "?") for title in titles[:1])


@pytest.mark.parametrize("folder", ["iso19139-fr", "csw-fr", "iso19139-francophone"])
def test_every_real_iso_record_with_a_title_is_mapped(real_files, listing, declare, mapped, folder):
    elements = list(iso_elements(real_files(f"data/{folder}/**/*.xml")))
    contents = {etree.tostring(element, with_tail=False): has_title(element) for element in elements}
    with replay.serve(replay.csw(list(contents), replay.CswFaults(cap=10))) as running:
        listed = listing("csw", url=f"{running.url}/csw")
        source = declare("csw", url=f"{running.url}/csw")
    assert listed.error is None
    results = mapped(source, listed.items)
    counts = report(folder, results)
    assert len(listed.items) == len(contents)
    assert counts["record"] == sum(contents.values())
    assert set(counts) <= {"record", "no-title"}
    assert all(result.title and "\n" not in result.title for result in results if isinstance(result, Record))


def test_every_real_dcat_dataset_with_a_title_is_mapped(real_files, listing, declare, mapped):
    total: Counter[str] = Counter()
    refused: list[tuple[str, str]] = []
    for path in real_files("data/dcat-fr/**/*"):
        kind = "text/turtle" if path.suffix in (".ttl", ".n3", ".nt", "") else "application/octet-stream"
        with replay.serve(replay.files({"/catalogue": path.read_bytes()}, kind)) as running:
            listed = listing("dcat", url=f"{running.url}/catalogue")
            source = declare("dcat", url=f"{running.url}/catalogue")
        if listed.error is not None and listed.error.kind != "foreign-next":
            refused.append((path.name, listed.error.kind))
            continue
        results = mapped(source, listed.items)
        total += report(path.name, results)
        assert len({item.remote_id for item in listed.items}) == len(listed.items)
    print("refused:", refused)
    assert total["record"] > 600
    assert set(total) == {"record"}
    assert {kind for _, kind in refused} <= {NO_RDF, "no-record-found", "unreadable"}


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


def test_swapped_longitudes_of_real_records_are_put_right(real_files, parser, mapped, declare):
    elements = list(iso_elements(real_files("data/csw-fr/**/*.xml")))
    with replay.serve(
        replay.csw([etree.tostring(element, with_tail=False) for element in elements])
    ) as running:
        source = declare("csw", url=f"{running.url}/csw")
    results = mapped(source, [item_of(element) for element in elements])
    boxes = [record.bbox for record in results if isinstance(record, Record) and record.bbox]
    repaired = [
        record
        for record in results
        if isinstance(record, Record) and "west-east-swapped" in record.extras.get("repairs", [])
    ]
    assert len(repaired) > 10
    assert all(west <= east and south <= north for west, south, east, north in boxes)


def item_of(element):
    content = etree.tostring(element, with_tail=False)
    remote_id = re.sub(r"\s", "", "".join(element.find("{*}fileIdentifier").itertext()))
    return RawItem(remote_id=remote_id, content=content, media_type="application/xml")
