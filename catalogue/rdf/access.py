"""Who may obtain the data, why not everybody, and what they may do with it."""

import re
from collections.abc import Iterator

from catalogue.rdf.codes import access_iri, code_iri, code_label
from catalogue.rdf.described import Described
from catalogue.rdf.literals import text_literal
from catalogue.rdf.namespaces import DCT, RDF, RDFS
from catalogue.rdf.terms import Iri, Node, Triple

UNSTATED = "notspecified"


def access_triples(described: Described) -> Iterator[Triple]:
    """Yield access rights (EU table), the reasons of a restriction (`dct:rights`) and the licence."""
    record, subject = described.record, described.iri
    if record.access:
        rights = access_iri(record.access)
        yield Triple(subject, DCT["accessRights"], rights)
        yield Triple(rights, RDF["type"], DCT["RightsStatement"])
    for number, reason in enumerate(record.access_reasons):
        node = code_iri("access_reasons", reason) or described.blank(f"reason{number}")
        yield Triple(subject, DCT["rights"], node)
        yield Triple(node, RDF["type"], DCT["RightsStatement"])
        yield Triple(node, RDFS["label"], text_literal(code_label("access_reasons", reason), "fr"))
    yield from licence_triples(described, subject, record.licence, record.licence_text)


def licence_triples(
    described: Described, subject: Iri, code: str | None, text: str | None
) -> Iterator[Triple]:
    """Yield the licence of a record or distribution: the address that data.gouv.fr gives it, or its words.

    A code without an address and a free text become a node with a label, which data.gouv.fr reads too;
    what states nothing says nothing.
    """
    label = code_label("licences", code) if code and code != UNSTATED else text
    if not label:
        return
    address = code_iri("licences", code)
    part = re.sub("[^0-9]", "", subject.value.partition("#")[2])
    node: Node = address or described.blank(f"licence{part}")
    yield Triple(subject, DCT["license"], node)
    yield Triple(node, RDF["type"], DCT["LicenseDocument"])
    yield Triple(node, RDFS["label"], text_literal(label if address else text or label, "fr"))
