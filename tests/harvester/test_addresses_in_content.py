"""Row F17 of the fault list: an address inside what a source sends leads to no other server."""

import pytest

from tests.harvester.http.loopback import loopback, say

RDF = "application/rdf+xml"
DATASET = "<dcat:Dataset rdf:about='http://a.example/1'><dct:title>Air</dct:title></dcat:Dataset>"
HEAD = (
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
    "xmlns:dcat='http://www.w3.org/ns/dcat#' xmlns:dct='http://purl.org/dc/terms/' "
    "xmlns:xi='http://www.w3.org/2001/XInclude' "
    "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
)
CAPABILITIES = """<csw:Capabilities xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" version="2.0.2"
 xmlns:ows="http://www.opengis.net/ows" xmlns:xlink="http://www.w3.org/1999/xlink"><ows:OperationsMetadata>
<ows:Operation name="GetRecords"><ows:DCP><ows:HTTP>
<ows:Get xlink:href="{probe}"/><ows:Post xlink:href="{probe}"/>
</ows:HTTP></ows:DCP></ows:Operation></ows:OperationsMetadata></csw:Capabilities>"""

# `{probe}` is the address of a server that nobody may ask.
TURTLE = (
    "<> <http://www.w3.org/2002/07/owl#imports> <{probe}> . "
    "<> a <http://www.w3.org/ns/hydra/core#PartialCollectionView> ; "
    "<http://www.w3.org/ns/hydra/core#next> <{probe}> . "
    "<http://a.example/1> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> 'Air' ."
)
CONTENT = {
    "JSON-LD context": (
        "application/ld+json",
        '{{"@context": "{probe}", "@id": "http://a.example/1", "@type": "Dataset", "title": "Air"}}',
    ),
    "JSON-LD import": (
        "application/ld+json",
        '{{"@context": {{"@version": 1.1, "@import": "{probe}"}}, "@id": "http://a.example/1"}}',
    ),
    "owl:imports and hydra:next": ("text/turtle", TURTLE),
    "xsi:schemaLocation": (
        RDF,
        HEAD + " xsi:schemaLocation='http://a.example {probe}'>" + DATASET + "</rdf:RDF>",
    ),
    "style sheet": (
        RDF,
        "<?xml-stylesheet href='{probe}' type='text/xsl'?>" + HEAD + ">" + DATASET + "</rdf:RDF>",
    ),
    "XInclude": (RDF, HEAD + ">" + DATASET + "<xi:include href='{probe}'/></rdf:RDF>"),
    "document type": (RDF, "<!DOCTYPE rdf:RDF SYSTEM '{probe}'>" + HEAD + ">" + DATASET + "</rdf:RDF>"),
    "external entity": (
        RDF,
        "<!DOCTYPE rdf:RDF [<!ENTITY e SYSTEM '{probe}'>]>"
        + HEAD
        + ">"
        + DATASET
        + "<dct:title>&e;</dct:title></rdf:RDF>",
    ),
    "operation of a CSW": ("application/xml", CAPABILITIES),
}


OUTCOMES = {
    "JSON-LD context": (0, "remote-context"),
    "JSON-LD import": (0, "remote-context"),
    "owl:imports and hydra:next": (1, "foreign-next"),
    "document type": (0, "forbidden-doctype"),
    "external entity": (0, "forbidden-doctype"),
    "operation of a CSW": (0, "unexpected-answer"),
}
"""Records read, and the error; the others are read as if the address were not there."""


def outcome(listed):
    return len(listed.items), listed.error.kind if listed.error else None


@pytest.mark.parametrize("place", CONTENT)
def test_f17_an_address_in_the_content_is_not_followed_to_another_server(place, listing):
    media_type, text = CONTENT[place]
    with loopback() as probe, loopback() as server:
        content = text.format(probe=probe.url("/probe")).encode()
        server.routes["/"] = say(content, headers={"Content-Type": media_type})
        listed = listing("csw" if "CSW" in place else "dcat", url=server.url())

    assert probe.accepts == 0
    assert outcome(listed) == OUTCOMES.get(place, (1, None))


@pytest.mark.parametrize("place", [place for place in CONTENT if "CSW" not in place])
def test_f17_nor_is_a_file_read(place, listing, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("s3cr3t-0f-th1s-m4ch1ne")
    media_type, text = CONTENT[place]
    with loopback() as server:
        content = text.format(probe=secret.as_uri()).encode()
        server.routes["/"] = say(content, headers={"Content-Type": media_type})
        listed = listing("dcat", url=server.url())

    assert [item for item in listed.items if b"s3cr3t" in item.content] == []
    assert "s3cr3t" not in str(listed.error)
    assert outcome(listed) == OUTCOMES.get(place, (1, None))
