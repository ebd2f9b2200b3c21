"""Read by OWSLib's own parser, which Glane's reader does not use for records."""

import pytest
import requests
from lxml import etree
from owslib.catalogue.csw2 import CatalogueServiceWeb
from owslib.fes import BBox, PropertyIsEqualTo, PropertyIsLike, SortBy, SortProperty
from owslib.iso import MD_Metadata
from owslib.ows import ExceptionReport
from werkzeug.test import Client

from cli.portals.csw_app import PAGE_CAP, PORTAL
from cli.portals.iso_xml import NAMESPACES
from cli.portals.samples import load_samples

GMD = NAMESPACES["gmd"]


@pytest.fixture(scope="module")
def address(portals):
    return portals["csw"].url


@pytest.fixture
def client(address):
    return CatalogueServiceWeb(address, timeout=10)


def read_all(client, **options):
    """Every record by paging, as an ordinary client does it."""
    records: dict[str, MD_Metadata] = {}
    start = 1
    while start:
        client.getrecords2(startposition=start, maxrecords=50, esn="full", outputschema=GMD, **options)
        records |= client.records
        start = client.results["nextrecord"]
    return records


def test_the_capabilities_name_the_address_that_was_asked(client, address):
    for name in ("GetCapabilities", "GetRecords", "GetRecordById"):
        methods = client.get_operation_by_name(name).methods
        assert {method["url"] for method in methods} == {address}
    assert client.identification.title == load_samples("csw").title


def test_paging_gives_every_record_with_its_title(client):
    records = read_all(client)
    expected = load_samples("csw").samples
    assert len(records) == client.results["matches"] == len(expected)
    assert all(isinstance(record, MD_Metadata) for record in records.values())
    titles = {record.identification[0].title for record in records.values()}
    assert titles == {sample.title for sample in expected}


def test_a_page_holds_twenty_records_at_most(client):
    client.getrecords2(maxrecords=500, outputschema=GMD, esn="full")
    assert client.results["returned"] == PAGE_CAP
    assert client.results["nextrecord"] == PAGE_CAP + 1


def test_the_last_page_says_that_nothing_follows(client):
    total = len(load_samples("csw").samples)
    client.getrecords2(startposition=total, maxrecords=20, outputschema=GMD, esn="full")
    assert (client.results["returned"], client.results["nextrecord"]) == (1, 0)
    client.getrecords2(startposition=total + 1, maxrecords=20, outputschema=GMD, esn="full")
    assert (client.results["returned"], client.results["nextrecord"]) == (0, 0)


def test_hits_count_without_records(client):
    client.getrecords2(resulttype="hits", esn="full", outputschema=GMD)
    assert client.results["matches"] == len(load_samples("csw").samples)
    assert client.results["returned"] == 0


def test_a_filter_selects_and_a_sort_orders(client):
    services = read_all(client, constraints=[PropertyIsEqualTo("dc:type", "service")])
    assert len(services) == len([each for each in load_samples("csw").samples if each.kind == "service"])
    client.getrecords2(
        constraints=[PropertyIsLike("AnyText", "%bruit%")],
        sortby=SortBy([SortProperty("apiso:title", "DESC")]),
        esn="full",
        outputschema=GMD,
        maxrecords=20,
    )
    titles = [record.identification[0].title for record in client.records.values()]
    assert titles == sorted(titles, reverse=True)
    assert len(titles) >= 4


def test_a_box_selects(client):
    found = read_all(client, constraints=[BBox([6.56, 45.79, 6.68, 45.88])])
    titles = {record.identification[0].title for record in found.values()}
    assert "Plan de prévention des risques naturels de Megève" in titles
    assert "Plan de prévention des risques naturels de Servoz" not in titles


def test_a_record_is_given_by_its_identifier(client):
    wanted = "3b3d3c56-d9b6-4625-a57e-ba054e798274"
    client.getrecordbyid(id=[wanted], esn="full", outputschema=GMD)
    (record,) = client.records.values()
    assert record.identifier == wanted
    assert record.identification[0].title.startswith("BD Topage")


def test_dublin_core_records_are_given_too(client):
    client.getrecords2(maxrecords=5, esn="summary")
    assert len(client.records) == 5
    assert all(record.title and record.type for record in client.records.values())


def test_a_service_is_read_as_one(client):
    client.getrecordbyid(id=["be052079-f1f6-4f6f-a722-cbf11deb40eb"], esn="full", outputschema=GMD)
    (record,) = client.records.values()
    service = record.identification[0]
    assert (record.hierarchy, service.type) == ("service", "download")
    assert service.operations[0]["connectpoint"][0].url.startswith("https://services.sandre.eaufrance.fr/")


def test_get_and_post_answer_the_same(client, address):
    pairs = {
        "service": "CSW",
        "version": "2.0.2",
        "request": "GetRecords",
        "typeNames": "gmd:MD_Metadata",
        "outputSchema": GMD,
        "elementSetName": "full",
        "startPosition": "11",
        "maxRecords": "10",
        "resultType": "results",
    }
    answer = requests.get(address, params=pairs, timeout=10)
    client.getrecords2(startposition=11, maxrecords=10, esn="full", outputschema=GMD)
    assert etree.canonicalize(answer.text) == etree.canonicalize(client.response.decode())


@pytest.mark.parametrize(
    ("pairs", "code", "locator"),
    [
        ({}, "MissingParameterValue", "request"),
        ({"request": "GetRecords"}, "MissingParameterValue", "service"),
        ({"request": "GetRecords", "service": "WMS"}, "InvalidParameterValue", "service"),
        ({"request": "Harvest", "service": "CSW"}, "OperationNotSupported", "request"),
        ({"request": "GetRecords", "service": "CSW", "version": "3.0.0"}, "InvalidParameterValue", "version"),
        ({"startPosition": "0"}, "InvalidParameterValue", "startposition"),
        ({"maxRecords": "many"}, "InvalidParameterValue", "maxrecords"),
        ({"elementSetName": "huge"}, "InvalidParameterValue", "elementsetname"),
        ({"outputSchema": "urn:x"}, "InvalidParameterValue", "outputschema"),
        (
            {"constraintLanguage": "CQL_TEXT", "constraint": "a=b"},
            "InvalidParameterValue",
            "constraintlanguage",
        ),
        ({"request": "GetRecordById"}, "MissingParameterValue", "id"),
    ],
)
def test_a_bad_request_is_an_exception_report(address, pairs, code, locator):
    full = {"service": "CSW", "version": "2.0.2", "request": "GetRecords"}
    sent = (
        pairs
        if {"service", "request"} & pairs.keys() and pairs != {"request": "GetRecordById"}
        else full | pairs
    )
    answer = requests.get(address, params=sent if pairs else {}, timeout=10)
    report = etree.fromstring(answer.content)
    (fault,) = report.findall("ows:Exception", NAMESPACES)
    assert answer.status_code == 400
    assert (fault.get("exceptionCode"), fault.get("locator")) == (code, locator)


@pytest.mark.parametrize("body", [b"", b"<not closed", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_a_body_that_is_no_request_is_an_exception_report(address, body):
    answer = requests.post(address, data=body, timeout=10)
    assert answer.status_code == 400
    assert b"NoApplicableCode" in answer.content


def test_owslib_raises_the_report(client):
    with pytest.raises(ExceptionReport, match="not queryable"):
        client.getrecords2(constraints=[PropertyIsEqualTo("dc:colour", "red")], outputschema=GMD)


def test_other_methods_and_addresses_are_refused(address):
    assert requests.put(address, timeout=10).status_code == 405
    assert requests.get(address + "x", timeout=10).status_code == 404


def test_a_huge_body_is_refused():
    answer = Client(PORTAL.build_app()).post(PORTAL.path, data=b"x" * 1_000_001)
    assert answer.status_code == 413


def test_another_start_gives_the_same_bytes():
    query = {
        "service": "CSW",
        "version": "2.0.2",
        "request": "GetRecords",
        "maxRecords": "20",
        "outputSchema": GMD,
    }
    bodies = {Client(PORTAL.build_app()).get(PORTAL.path, query_string=query).data for _ in range(2)}
    assert len(bodies) == 1
