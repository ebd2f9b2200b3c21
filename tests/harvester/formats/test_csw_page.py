"""A page is cut into documents that mean the same alone."""

import pytest
from lxml import etree

from harvester.errors import SourceMisbehaved
from harvester.formats.csw_page import split_page
from tests.harvester import replay
from tests.harvester.samples import iso_record, recording

OPTIONS = {"url": "https://g.example/csw", "media_type": "application/xml"}


def page(*records, attributes='numberOfRecordsMatched="7" numberOfRecordsReturned="2" nextRecord="3"'):
    return replay.RESPONSE.format(attributes=attributes, records=b"".join(records).decode()).encode()


def canonical(content):
    return etree.tostring(etree.fromstring(content), method="c14n2")


def test_the_records_are_those_that_were_sent():
    sent = recording("csw/record.xml")
    _, part = split_page(page(sent), OPTIONS)
    assert canonical(part["content"]) == canonical(sent)
    assert part["remote_id"] == "0a1b2c3d-0000-4000-8000-000000000001"


def test_namespaces_of_the_wrapper_come_along():
    wrapped = page(iso_record(1)).replace(
        b"<csw:SearchResults", b'<csw:SearchResults xmlns:gts="http://www.isotc211.org/2005/gts"'
    )
    _, part = split_page(wrapped, OPTIONS)
    assert etree.fromstring(part["content"]).nsmap["gts"] == "http://www.isotc211.org/2005/gts"


def test_what_the_page_says_of_the_listing():
    head, *_ = split_page(page(iso_record(1)), OPTIONS)
    assert head == {"matched": 7, "returned": 2, "next": 3}


def test_counts_that_are_none_say_nothing():
    head, *_ = split_page(page(attributes='numberOfRecordsMatched="many" nextRecord="-1"'), OPTIONS)
    assert head == {"matched": None, "returned": None, "next": None}


def test_another_document_is_refused():
    with pytest.raises(SourceMisbehaved) as caught:
        list(split_page(b"<kml/>", OPTIONS))
    assert (caught.value.kind, caught.value.facts["found"]) == ("unexpected-answer", "kml")


def test_an_iso_19115_2_record_is_taken_and_another_named():
    imagery = b'<gmi:MI_Metadata xmlns:gmi="http://www.isotc211.org/2005/gmi"/>'
    catalogue = b'<gfc:FC_FeatureCatalogue xmlns:gfc="http://www.isotc211.org/2005/gfc" id="c"/>'
    _, first, second = split_page(page(imagery, catalogue), OPTIONS)
    assert ("found" in first, second["found"]) == (False, "FC_FeatureCatalogue")
