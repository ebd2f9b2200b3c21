"""The record of a service and its layers in one document."""

import json

import pytest

from harvester.errors import RecordRejected
from harvester.formats.iso19139 import to_record as to_plain_record
from harvester.formats.iso_layers import MOST_DISTRIBUTIONS, Layer, list_services, to_record, wrap
from tests.harvester.formats.iso import document, text

ISO = "application/vnd.iso.19139+xml"
CAPABILITIES = "https://x.example/wms?service=WMS&request=GetCapabilities"
BATHING = Layer(
    url=CAPABILITIES,
    service="WMS",
    name="baignade",
    title="Eaux de baignade",
    abstract="Classement.",
    bbox=(1.0, 44.0, 2.0, 45.0),
)
OPERATION = (
    "<srv:containsOperations><srv:SV_OperationMetadata><srv:connectPoint><gmd:CI_OnlineResource><gmd:linkage>"
    "<gmd:URL>{url}</gmd:URL></gmd:linkage></gmd:CI_OnlineResource></srv:connectPoint></srv:SV_OperationMetadata>"
    "</srv:containsOperations>"
)


def service(*urls):
    operations = "".join(OPERATION.format(url=url) for url in urls)
    return document(operations, cls="srv:SV_ServiceIdentification")


def test_the_record_stays_as_it_came():
    content = service("https://x.example/wms")
    kept = json.loads(wrap(content, ISO, [BATHING]))
    assert (kept["xml"].encode(), kept["media_type"]) == (content, ISO)
    assert wrap(content, ISO, [BATHING]) == wrap(content, ISO, [BATHING])


def test_layers_are_ways_to_the_data_with_their_technical_name():
    content = service("https://x.example/wms")
    made = to_record(wrap(content, ISO, [BATHING]), "x")
    plain = to_plain_record(content, "x")
    assert made.title == plain.title
    assert made.distributions[: len(plain.distributions)] == plain.distributions
    added = made.distributions[-1]
    assert (added.title, added.description) == ("Eaux de baignade (baignade)", "Classement.")
    assert (added.access_url, added.format, added.protocol) == (CAPABILITIES, "WMS", "OGC:WMS")
    assert made.extras["layers"] == [["WMS", "baignade", "Eaux de baignade"]]


def test_a_title_that_says_no_more_than_the_name_is_not_repeated():
    layer = Layer(url=CAPABILITIES, service="WMS", name="a", title="a")
    assert to_record(wrap(service(), ISO, [layer]), "x").distributions[-1].title == "a"


def test_many_layers_are_all_named_and_some_of_them_distributed():
    layers = [Layer(url=CAPABILITIES, service="WMS", name=f"c{number}") for number in range(200)]
    made = to_record(wrap(service(), ISO, layers), "x")
    assert (len(made.distributions), len(made.extras["layers"])) == (MOST_DISTRIBUTIONS, 200)


def test_without_layers_it_is_the_record_alone():
    assert to_record(wrap(service(), ISO, []), "x") == to_plain_record(service(), "x")


def test_a_record_without_title_is_rejected_as_ever():
    content = document(title=text("title", ""), cls="srv:SV_ServiceIdentification")
    with pytest.raises(RecordRejected):
        to_record(wrap(content, ISO, [BATHING]), "x")


def test_the_services_of_a_record():
    content = service("https://x.example/wms", "https://x.example/wfs", "https://x.example/wms")
    told = list_services(content, {"media_type": ISO})
    assert told == {"urls": [CAPABILITIES, CAPABILITIES.replace("wms", "wfs").replace("WMS", "WFS")]}
    assert list_services(document(), {"media_type": ISO}) == {"urls": []}
