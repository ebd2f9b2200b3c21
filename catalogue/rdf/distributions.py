"""How to get the data: distributions of a dataset, end points of a service."""

from collections.abc import Iterator

from catalogue.rdf.access import licence_triples
from catalogue.rdf.codes import code_iri, code_label, ogc_standard_iri
from catalogue.rdf.described import Described
from catalogue.rdf.literals import text_literal
from catalogue.rdf.namespaces import DCAT, DCT, FOAF, RDF, RDFS, SPDX, XSD
from catalogue.rdf.terms import Iri, Literal, Triple, link_iri
from catalogue.record_parts import Checksum, Distribution

IANA = "https://www.iana.org/assignments/media-types/"


def distribution_triples(described: Described) -> Iterator[Triple]:
    """Yield the distributions that have an address; each is named, since data.gouv.fr drops blank ones."""
    for number, distribution in enumerate(described.record.distributions, start=1):
        access = link_iri(distribution.access_url) or link_iri(distribution.url)
        if access:
            yield from _distribution(
                described, distribution, access, described.part(f"distribution-{number}")
            )


def endpoint_triples(described: Described) -> Iterator[Triple]:
    """Yield the end point that DCAT-AP asks of a service; its other addresses are pages about it."""
    record = described.record
    addresses = [link_iri(item.access_url) or link_iri(item.url) for item in record.distributions]
    found = dict.fromkeys(address for address in addresses if address)
    endpoint = next(iter(found), None) or link_iri(record.landing_page) or described.iri
    yield Triple(described.iri, DCAT["endpointURL"], endpoint)
    for address in found:
        if address != endpoint:
            yield Triple(described.iri, FOAF["page"], address)
            yield Triple(address, RDF["type"], FOAF["Document"])


def _distribution(described: Described, item: Distribution, access: Iri, node: Iri) -> Iterator[Triple]:
    yield Triple(described.iri, DCAT["distribution"], node)
    yield Triple(node, RDF["type"], DCAT["Distribution"])
    yield Triple(node, DCAT["accessURL"], access)
    if download := link_iri(item.url):
        yield Triple(node, DCAT["downloadURL"], download)
    for predicate, text in ((DCT["title"], item.title), (DCT["description"], item.description)):
        if text:
            yield Triple(node, predicate, text_literal(text, described.language))
    if item.byte_size is not None and item.byte_size >= 0:
        yield Triple(node, DCAT["byteSize"], Literal(str(item.byte_size), None, XSD["nonNegativeInteger"]))
    yield from _format(described, item, node)
    if item.licence:
        yield from licence_triples(described, node, item.licence, item.licence)
    if item.checksum:
        yield from _checksum(described, item.checksum, node)


def _format(described: Described, item: Distribution, node: Iri) -> Iterator[Triple]:
    if item.format:
        iri = code_iri("formats", item.format) or described.blank(f"format{_number(node)}")
        yield Triple(node, DCT["format"], iri)
        yield Triple(iri, RDF["type"], DCT["MediaTypeOrExtent"])
        yield Triple(iri, RDFS["label"], text_literal(code_label("formats", item.format)))
    if media_type := link_iri(IANA + item.media_type if item.media_type else None):
        yield Triple(node, DCAT["mediaType"], media_type)
        yield Triple(media_type, RDF["type"], DCT["MediaType"])
    if standard := ogc_standard_iri(item.protocol):
        yield Triple(node, DCT["conformsTo"], standard)
        yield Triple(standard, RDF["type"], DCT["Standard"])


def _checksum(described: Described, checksum: Checksum, node: Iri) -> Iterator[Triple]:
    """The value is a plain literal: `xsd:hexBinary`, DCAT-AP's form, makes data.gouv.fr drop the record."""
    blank = described.blank(f"checksum{_number(node)}")
    algorithm = link_iri(f"{SPDX.base}checksumAlgorithm_{checksum.algorithm.lower()}")
    if algorithm is None:
        return
    yield Triple(node, SPDX["checksum"], blank)
    yield Triple(blank, RDF["type"], SPDX["Checksum"])
    yield Triple(blank, SPDX["algorithm"], algorithm)
    yield Triple(algorithm, RDF["type"], SPDX["ChecksumAlgorithm"])
    yield Triple(blank, SPDX["checksumValue"], text_literal(checksum.value))


def _number(distribution: Iri) -> str:
    return distribution.value.rpartition("-")[2]
