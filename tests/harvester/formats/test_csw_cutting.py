"""A page that is cut gives what a parser would have cut out of it, or is left to the parser."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from harvester.errors import SourceMisbehaved
from harvester.formats import csw_page
from harvester.formats.csw_cutting import cut_page
from harvester.formats.csw_page import split_page
from tests.harvester.formats.test_csw_page import DUBLIN_CORE, MDB, OPTIONS, canonical, page
from tests.harvester.samples import iso_record

GMD = b'xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:gco="http://www.isotc211.org/2005/gco"'
IDENTIFIER = b"<gmd:fileIdentifier><gco:CharacterString>%b</gco:CharacterString></gmd:fileIdentifier>"


def record(identifier=b"a", inside=b"", attributes=GMD):
    return b"<gmd:MD_Metadata %b>%b%b</gmd:MD_Metadata>" % (attributes, IDENTIFIER % identifier, inside)


def read(content):
    """The parts as a parser cuts them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csw_page, "cut_page", lambda content: None)
        return list(split_page(content, OPTIONS))


def outcome(split, content):
    """The head, and of each part what it says and means; or what is wrong with the page."""
    try:
        head, *parts = split(content)
    except SourceMisbehaved as error:
        return error.kind
    return head, [part | {"content": canonical(part["content"])} for part in parts]


def cut(content):
    return list(split_page(content, OPTIONS))


@pytest.mark.parametrize(
    "one",
    [
        iso_record(1),
        record(inside=b"<gmd:purpose title='1 &lt; 2 > 1'/>"),
        record(inside=b"<gmd:MD_MetadataExtensionInformation/>"),
        record(inside=b"<!-- brouillon --><gmd:purpose><![CDATA[1 < 2 <gmd:x>]]></gmd:purpose>"),
        record("été œuvre".encode()),
        record(attributes=GMD + b" gco:isoType='a>b' "),
    ],
)
def test_a_record_is_cut_out_as_it_was_sent(one):
    content = page(one)
    found = cut_page(content)
    assert found is not None
    assert found[1][0].content.endswith(one.partition(b">")[2])
    assert outcome(cut, content) == outcome(read, content)


@pytest.mark.parametrize(
    "one",
    [
        record(inside=b"<!-- </gmd:MD_Metadata><gmd:MD_Metadata> -->"),
        record(inside=b"<gmd:purpose><![CDATA[</gmd:MD_Metadata>]]></gmd:purpose>"),
        record(inside=b"<?x </gmd:MD_Metadata> ?>"),
        record(inside=b"<gmd:has>" + record(b"b") + b"</gmd:has>"),
        record(b"<!-- x -->a"),
        record(b"TODO"),
        record(b"a &amp; b"),
        record(b"\xe9"),
        b"<gmd:wrapper>" + record() + b"</gmd:wrapper>",
        record() + DUBLIN_CORE % (b"Record", b"Record"),
        MDB % b"2.0",
        b"<gmd:MD_Metadata %b/>" % GMD,
        b"<gmd:MD_Metadata %b>" % GMD,
        b"<gmd:MD_Metadata %b><gmd:language/>%b</gmd:MD_Metadata>" % (GMD, IDENTIFIER % b"a"),
    ],
)
def test_where_a_cut_might_be_wrong_a_parser_reads(one):
    content = page().replace(b"</csw:SearchResults>", one + b"</csw:SearchResults>")
    assert cut_page(content) is None
    assert outcome(cut, content) == outcome(read, content)


def test_another_encoding_is_left_to_the_parser():
    bare = page(record(b"a", "<gmd:purpose>é</gmd:purpose>".encode()))
    content = bare.decode().replace("UTF-8", "ISO-8859-1").encode("iso-8859-1")
    assert cut_page(content) is None
    assert "é".encode() in cut(content)[1]["content"]


def test_namespaces_in_scope_are_written_into_the_record_unless_it_has_its_own():
    bare = record(attributes=b'xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:x="urn:inner"')
    content = page(bare).replace(
        b"<csw:SearchResults",
        b'<csw:SearchResults xmlns="urn:d" xmlns:x="urn:outer" xmlns:y="urn:a&amp;b"'
        b' xmlns:gco="http://www.isotc211.org/2005/gco"',
    )
    _, part = split_page(content, OPTIONS)
    scope = etree.fromstring(part["content"]).nsmap
    assert (scope[None], scope["x"], scope["y"]) == ("urn:d", "urn:inner", "urn:a&b")
    assert scope["gco"] == "http://www.isotc211.org/2005/gco"
    assert outcome(cut, content) == outcome(read, content)


def test_a_malformed_record_spoils_no_other():
    content = page(record(b"a"), record(b"b", b"<gmd:purpose>A & B</gmd:purpose>"), record(b"c"))
    _, *parts = split_page(content, OPTIONS)
    assert [part["remote_id"] for part in parts] == ["a", "b", "c"]
    assert b"A & B" in parts[1]["content"]


PIECES = [
    record(b"a"),
    record(b"b", b"<!-- c -->"),
    record(b"c", b"<gmd:x><![CDATA[ <gmd:MD_Metadata> ]]></gmd:x>"),
    iso_record(2),
    MDB % b"1.0",
    b"<!-- between -->",
    b"\n  ",
    DUBLIN_CORE % (b"Record", b"Record"),
]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=5))
def test_a_page_is_cut_as_it_is_read(pieces):
    content = page(*pieces)
    assert outcome(cut, content) == outcome(read, content)
