"""A page is cut into documents that mean the same alone."""

from collections import Counter

import pytest
from lxml import etree

from harvester.errors import SourceMisbehaved
from harvester.formats.csw_page import list_ids, split_page
from tests.harvester import replay
from tests.harvester.samples import iso_record, recording

OPTIONS = {"url": "https://g.example/csw", "media_type": "application/xml"}


def page(*records, attributes='numberOfRecordsMatched="7" numberOfRecordsReturned="2" nextRecord="3"'):
    return replay.RESPONSE.format(attributes=attributes, records=b"".join(records).decode()).encode()


def canonical(content):
    return in_canonical_form(etree.fromstring(content))


def in_canonical_form(element):
    """Exclusive C14N, comments and instructions included: what an element means wherever it stands."""
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


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
    assert (first["standard"], second["standard"], second["found"]) == (
        "iso19139",
        None,
        "FC_FeatureCatalogue",
    )


def test_a_record_of_a_profile_is_known_by_the_class_it_stands_for():
    swiss = (
        b'<che:CHE_MD_Metadata xmlns:che="http://www.geocat.ch/2008/che" gco:isoType="gmd:MD_Metadata"'
        b' xmlns:gco="http://www.isotc211.org/2005/gco"/>'
    )
    _, part = split_page(page(swiss), OPTIONS)
    assert part["standard"] == "iso19139"


def test_comments_instructions_and_sections_are_kept():
    sent = iso_record(1).replace(b"Fiche 1", b"Fiche<!-- brouillon --> <?xsl go?><![CDATA[1 < 2]]>", 1)
    _, part = split_page(page(sent), OPTIONS)
    assert canonical(part["content"]) == canonical(sent)
    assert b"<!-- brouillon -->" in part["content"]


def test_a_comment_in_an_identifier_is_no_part_of_it():
    sent = iso_record(1).replace(b"fiche-1", b"fic<!-- x -->he-1", 1)
    _, part = split_page(page(sent), OPTIONS)
    assert part["remote_id"] == "fiche-1"


def test_records_by_id_are_a_page_without_counts():
    answer = (
        b'<csw:GetRecordByIdResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2">'
        + iso_record(1)
        + b"</csw:GetRecordByIdResponse>"
    )
    head, part = split_page(answer, OPTIONS)
    assert (head["matched"], part["remote_id"]) == (None, "fiche-1")


DUBLIN_CORE = (
    b'<csw:%s xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier>x-1</dc:identifier></csw:%s>'
)
MDB = b"""<mdb:MD_Metadata xmlns:mdb="http://standards.iso.org/iso/19115/-3/mdb/%s"
  xmlns:mcc="http://standards.iso.org/iso/19115/-3/mcc/1.0" xmlns:gcx="http://standards.iso.org/iso/19115/-3/gcx/1.0">
  <mdb:metadataIdentifier><mcc:MD_Identifier><mcc:code><gcx:Anchor> x-1 </gcx:Anchor></mcc:code>
  </mcc:MD_Identifier></mdb:metadataIdentifier></mdb:MD_Metadata>"""


@pytest.mark.parametrize(
    "record",
    [
        iso_record(1).replace(b"fiche-1", b"x-1"),
        MDB % b"1.0",
        MDB % b"2.0",
        *(DUBLIN_CORE % (name, name) for name in (b"BriefRecord", b"SummaryRecord", b"Record")),
    ],
)
def test_ids_are_read_from_whichever_schema_comes(record):
    assert list_ids(page(record), OPTIONS) == {
        "matched": 7,
        "returned": 2,
        "next": 3,
        "ids": ["x-1"],
        "nameless": 0,
    }


def test_f25_a_placeholder_is_no_id():
    empty = DUBLIN_CORE.replace(b"x-1", b"TODO") % (b"Record", b"Record")
    said = list_ids(page(empty), OPTIONS)
    assert (said["ids"], said["nameless"]) == ([], 1)


def test_real_pages_are_cut_into_what_was_sent(real_files):
    """Every record of a real page means alone what it meant in the page: the same in canonical form."""
    counts: Counter[str] = Counter()
    for path in [*real_files("data/csw-fr/**/*.xml"), *real_files("data/csw-other/**/*.xml")]:
        content = path.read_bytes()
        try:
            _, *parts = split_page(content, OPTIONS)
        except SourceMisbehaved as error:
            counts[error.kind] += 1
            continue
        assert [canonical(part["content"]) for part in parts] == list(
            map(in_canonical_form, records_in(content))
        )
        counts.update(str(part["standard"] or part["found"]) for part in parts)
    print(dict(counts))
    assert counts["iso19139"] > 50
    assert counts["iso19115-3"] > 20


def records_in(content):
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    return next(root.iterchildren("{*}SearchResults"), root).iterchildren(etree.Element)
