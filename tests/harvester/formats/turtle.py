"""A dataset in a few lines of Turtle, split and mapped as a page would be."""

from harvester.formats.dcat_page import split_page
from harvester.formats.dcat_record import parse_description, to_record

PREFIXES = """
@prefix adms: <http://www.w3.org/ns/adms#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> . @prefix geodcat: <http://data.europa.eu/930/> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> . @prefix locn: <http://www.w3.org/ns/locn#> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix time: <http://www.w3.org/2006/time#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://p.example/> .
"""


def split(turtle):
    """Return what the page says, and its items."""
    head, *items = split_page(
        (PREFIXES + turtle).encode(), {"url": "https://p.example/0.ttl", "media_type": "text/turtle"}
    )
    return head, items


def dataset(properties, others="", prefixes=""):
    """Return the record of a dataset with these properties beside a title."""
    _, items = split(f'{prefixes}:a a dcat:Dataset ; dct:title "Titre" ; {properties} .\n{others}')
    (item,) = [one for one in items if one["subject"] == "https://p.example/a"]
    return to_record(item["content"].encode(), item["remote_id"])


def view(properties, others=""):
    """Return the reader of a dataset with these properties."""
    _, items = split(f":a a dcat:Dataset ; {properties} .\n{others}")
    return parse_description(items[0]["content"].encode())
