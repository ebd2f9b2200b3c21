import pytest

from harvester.gateway.sniff import sniff


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty"),
        (" \n\t", "empty"),
        ("<a/>", "xml"),
        ("<!-- x -->\n<a b='c'>", "xml"),
        ('<?xml version="1.0"?><gmd:MD_Metadata xmlns:gmd="g">', "xml"),
        ('<rdf:RDF xmlns:rdf="r">', "rdfxml"),
        ("<RDF xmlns='r'>", "rdfxml"),
        ("<!DOCTYPE rdf:RDF [<!ENTITY a 'b'>]><rdf:RDF>", "rdfxml"),
        ('<ows:ExceptionReport xmlns:ows="o">', "ows-exception"),
        ("<!DOCTYPE ServiceExceptionReport SYSTEM 'x'>", "ows-exception"),
        ("<!doctype html><title>Maintenance</title>", "html"),
        ("  <HTML lang=fr>", "html"),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y">', "html"),
        ('<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', "html"),
        ("@prefix d: <urn:d:> .", "turtle"),
        ("PREFIX d: <urn:d:>", "turtle"),
        ("# a comment\n<urn:a> <urn:b> 1 .", "turtle"),
        ("<http://a.example/> <http://b.example/> 'c' .", "turtle"),
        ("<urn:a> <urn:b> <urn:c> .", "turtle"),
        ("_:a <urn:b> <urn:c> .", "turtle"),
        ("[] a <urn:b> .", "turtle"),
        ("[ a <urn:b> ] .", "turtle"),
        ("d:a a d:b .", "turtle"),
        ('{"@context": {}}', "jsonld"),
        ('[{"@id": "urn:a"}]', "jsonld"),
        ('{"success": true}', "json"),
        ("[]", "json"),
        ("[1, 2]", "json"),
        ("%PDF-1.7", "binary"),
        ("PK\x03\x04", "binary"),
        ("just words", "unknown"),
    ],
)
def test_the_beginning_says_what_it_is(text, kind):
    assert sniff(text) == kind


@pytest.mark.parametrize(
    ("text", "media_type", "kind"),
    [
        ("<a> <b> <c> .", "text/turtle", "turtle"),
        ("<a> <b> <c> .", "application/n-triples; charset=utf-8", "turtle"),
        ("<a> <b/></a>", "application/xml", "xml"),
        ("[]", "text/turtle", "turtle"),
        ("{oops", "application/json", "json"),
        ("<!doctype html>", "text/turtle", "html"),
        ('<?xml version="1.0"?><a/>', "text/turtle", "xml"),
    ],
)
def test_the_media_type_decides_between_two_readings(text, media_type, kind):
    assert sniff(text, media_type) == kind
