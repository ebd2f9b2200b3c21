# ruff: noqa: E501 -- a statement of Turtle reads best on one line
import pytest

from catalogue.record_parts import Checksum, Distribution
from harvester.formats.dcat_record import to_record
from tests.harvester.formats.turtle import dataset, split


def distribution(properties):
    (made,) = dataset(
        f"dcat:distribution [ dcat:downloadURL <https://x.example/f> ; {properties} ]"
    ).distributions
    return made


@pytest.mark.parametrize(
    ("properties", "format_name", "media_type"),
    [
        ('dct:format "CSV"', "CSV", None),
        ("dct:format <http://publications.europa.eu/resource/authority/file-type/CSV>", "http://publications.europa.eu/resource/authority/file-type/CSV", None),
        ("dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv>", "text/csv", "text/csv"),
        ('dcat:mediaType "text/csv" ; dct:format [ rdfs:label "Tableau" ]', "Tableau", "text/csv"),
        ('dct:mediaType "application/json"', "application/json", "application/json"),
        ('dct:format "application/json"', "application/json", "application/json"),
    ],
)  # fmt: skip
def test_formats(properties, format_name, media_type):
    made = distribution(properties)
    assert (made.format, made.media_type) == (format_name, media_type)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ("2048", 2048),
        ("'2048.0'^^xsd:decimal", 2048),
        ("'2 Mo'", None),
        (f"'{'9' * 5000}'^^xsd:integer", None),
        ("-1", None),
    ],
)
def test_h17_sizes(size, expected):
    assert distribution(f"dcat:byteSize {size}").byte_size == expected


def test_checksums():
    made = distribution(
        "<http://spdx.org/rdf/terms#checksum> [ <http://spdx.org/rdf/terms#checksumValue> 'AB' ;"
        " <http://spdx.org/rdf/terms#algorithm> <http://spdx.org/rdf/terms#checksumAlgorithm_sha256> ]"
    )
    assert made.checksum == Checksum(algorithm="sha256", value="ab")


def test_a_distribution_without_address_is_named_in_the_extras():
    record = dataset('dcat:distribution [ dct:title "Sur demande" ]')
    assert (record.distributions, record.extras["distributions_without_address"]) == ((), ["Sur demande"])


def test_addresses_that_are_no_web_address_are_left_out():
    assert (
        dataset(
            'dcat:distribution [ dcat:downloadURL "javascript:alert(1)" ; dcat:accessURL "voir le site" ]'
        ).distributions
        == ()
    )


def test_a_distribution_without_address_is_reached_at_its_own():
    record = dataset("dcat:distribution :file.json, <https://x.example/a#1>")
    assert [item.access_url for item in record.distributions] == ["https://p.example/file.json"]
    assert record.extras["distributions_without_address"] == ["https://x.example/a#1"]


def test_a_service_of_access_gives_its_endpoint_and_protocol():
    (made,) = dataset(
        "dcat:distribution [ dcat:accessService [ dcat:endpointURL <https://x.example/ows> ;"
        " dct:conformsTo <http://www.opengis.net/def/serviceType/ogc/wms> ] ]"
    ).distributions
    assert made == Distribution(access_url="https://x.example/ows", protocol="OGC:WMS")


def test_a_data_service_is_reached_at_its_endpoint():
    _, (item,) = split(':s a dcat:DataService ; dct:title "S" ; dcat:endpointURL <https://x.example/api> .')
    assert to_record(item["content"].encode(), "s").distributions == (
        Distribution(access_url="https://x.example/api"),
    )


def test_distributions_have_a_stable_order():
    record = dataset(
        "dcat:distribution [ dcat:accessURL <https://x.example/b> ], [ dcat:accessURL <https://x.example/a> ]"
    )
    assert [made.access_url for made in record.distributions] == [
        "https://x.example/a",
        "https://x.example/b",
    ]


def test_of_distributions_that_say_the_same_there_is_one():
    said = 'dcat:accessURL <https://x.example/a> ; dct:title "A"'
    record = dataset(
        "dcat:distribution :d, :e, :f", f":d {said} . :e {said} . :f {said} ; dcat:byteSize 12 ."
    )
    assert [made.byte_size for made in record.distributions] == [None, 12]
