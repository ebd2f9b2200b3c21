"""Who stands behind a record: publisher, creators, points of contact."""

from collections.abc import Iterator

from catalogue.rdf.described import Described
from catalogue.rdf.literals import text_literal
from catalogue.rdf.namespaces import DCAT, DCT, FOAF, RDF, VCARD
from catalogue.rdf.terms import Iri, Triple, link_iri
from catalogue.record_parts import Agent, Contact


def people_triples(described: Described) -> Iterator[Triple]:
    """Yield publisher, creators (`foaf:Agent`) and contact points (`vcard:Kind`)."""
    record = described.record
    if record.publisher:
        yield from _agent(described, DCT["publisher"], record.publisher, "publisher")
    for number, creator in enumerate(record.creators):
        yield from _agent(described, DCT["creator"], creator, f"creator{number}")
    for number, contact in enumerate(record.contacts):
        yield from _contact(described, contact, f"contact{number}")


def _agent(described: Described, predicate: Iri, agent: Agent, name: str) -> Iterator[Triple]:
    node = link_iri(agent.uri) or described.blank(name)
    yield Triple(described.iri, predicate, node)
    yield Triple(node, RDF["type"], FOAF["Agent"])
    yield Triple(node, FOAF["name"], text_literal(agent.name))
    if agent.siren:
        yield Triple(node, DCT["identifier"], text_literal(agent.siren))


def _contact(described: Described, contact: Contact, name: str) -> Iterator[Triple]:
    node = described.blank(name)
    mail = link_iri(f"mailto:{contact.email}") if contact.email and "@" in contact.email else None
    page = link_iri(contact.url)
    label = contact.name or contact.email
    if not (label or mail or page):
        return
    yield Triple(described.iri, DCAT["contactPoint"], node)
    yield Triple(node, RDF["type"], VCARD["Kind"])
    if label:
        yield Triple(node, VCARD["fn"], text_literal(label))
    if mail:
        yield Triple(node, VCARD["hasEmail"], mail)
    if page:
        yield Triple(node, VCARD["hasURL"], page)
    if contact.role:
        yield Triple(node, VCARD["role"], text_literal(contact.role))
