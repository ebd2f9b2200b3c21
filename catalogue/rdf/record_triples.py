"""A record as DCAT-AP 3: the one mapping, pure, from which feeds, single documents and exports are written.

Source: DCAT-AP 3.0.1 (SEMICeu), and what data.gouv.fr's harvester keeps of a feed.
"""

import re
from collections.abc import Iterator

from catalogue.rdf.access import access_triples
from catalogue.rdf.codes import code_iri, code_label, language_iri, language_tag
from catalogue.rdf.coverage import coverage_triples
from catalogue.rdf.described import Described, record_iri
from catalogue.rdf.distributions import distribution_triples, endpoint_triples
from catalogue.rdf.literals import date_literal, text_literal
from catalogue.rdf.namespaces import ADMS, DCAT, DCT, FOAF, PROV, RDF, RDFS, SKOS
from catalogue.rdf.people import people_triples
from catalogue.rdf.terms import Iri, Triple, clean_text, link_iri
from catalogue.record import Record
from catalogue.record_parts import RelatedLink

CLASSES = {"service": DCAT["DataService"], "series": DCAT["DatasetSeries"]}
RELATIONS = {
    **{name: DCT[name] for name in (
        "isPartOf", "hasPart", "isVersionOf", "references", "isReferencedBy", "replaces", "isReplacedBy",
        "requires", "isRequiredBy",
    )},
    "isBasedOn": PROV["wasDerivedFrom"],
    "documentation": FOAF["page"],
}  # fmt: skip
"""The relations that DCAT-AP lets lead anywhere; `dct:relation` for all others."""
RECORD_ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
INSPIRE_REGULATIONS = "http://data.europa.eu/eli/"
"""A conformity with the law is no schema, which is what data.gouv.fr makes of `dct:conformsTo`."""


def class_of(record: Record) -> Iri:
    """Return DataService for services, DatasetSeries for series, Dataset for every other kind."""
    return CLASSES.get(record.kind, DCAT["Dataset"])


def record_triples(record: Record, base: str) -> Iterator[Triple]:
    """Yield what Glane says of a record; its subject is `<base>/donnees/<id>`.

    `dct:identifier` is the record's own id: exactly one, never empty, unique in a feed; the producer's
    identifier is an `adms:identifier`. A record without a description repeats its title. Addresses that
    break RFC 3986 are encoded; those that are no address are left out, so every record serialises.
    """
    described = Described(record=record, base=base, language=language_tag(record.language))
    yield from _identity(described)
    yield from _texts(described)
    yield from _subjects(described)
    yield from people_triples(described)
    yield from access_triples(described)
    yield from coverage_triples(described)
    yield from _dates_and_links(described)
    yield from endpoint_triples(described) if record.kind == "service" else distribution_triples(described)


def _identity(described: Described) -> Iterator[Triple]:
    record, subject = described.record, described.iri
    yield Triple(subject, RDF["type"], class_of(record))
    yield Triple(subject, DCT["identifier"], text_literal(record.id))
    yield from _concept(described, DCT["type"], f"kind={record.kind}", code_label("kinds", record.kind))
    yield Triple(_listing(described, f"kind={record.kind}"), SKOS["notation"], text_literal(record.kind))
    if record.identifier and clean_text(record.identifier):
        node = described.blank("identifier")
        yield Triple(subject, ADMS["identifier"], node)
        yield Triple(node, RDF["type"], ADMS["Identifier"])
        yield Triple(node, SKOS["notation"], text_literal(record.identifier))


def _texts(described: Described) -> Iterator[Triple]:
    record, subject, language = described.record, described.iri, described.language
    yield Triple(subject, DCT["title"], text_literal(record.title, language))
    yield Triple(subject, DCT["description"], text_literal(record.description or record.title, language))
    if record.acronym:
        yield Triple(subject, SKOS["altLabel"], text_literal(record.acronym, language))
    for keyword in record.keywords:
        yield Triple(subject, DCAT["keyword"], text_literal(keyword, language))
    for translated, texts in record.translations.items():
        for field in ("title", "description"):
            if texts.get(field) and language_tag(translated) != language:
                yield Triple(subject, DCT[field], text_literal(texts[field], language_tag(translated)))
    if record.language:
        yield Triple(subject, DCT["language"], language_iri(record.language))
        yield Triple(language_iri(record.language), RDF["type"], DCT["LinguisticSystem"])
    if record.lineage:
        node = described.blank("lineage")
        yield Triple(subject, DCT["provenance"], node)
        yield Triple(node, RDF["type"], DCT["ProvenanceStatement"])
        yield Triple(node, RDFS["label"], text_literal(record.lineage, language))


def _subjects(described: Described) -> Iterator[Triple]:
    record = described.record
    for vocabulary, codes in (("eu_themes", record.themes), ("inspire_themes", record.inspire_themes)):
        for code in codes:
            if iri := code_iri(vocabulary, code):
                yield from _labelled(described, DCAT["theme"], iri, code_label(vocabulary, code))
    for vocabulary, name, codes in (
        ("topics", "topic", record.topics),
        ("milieux", "milieu", record.milieux),
        ("exposure_factors", "exposure_factor", record.exposure_factors),
    ):
        for code in codes:
            yield from _concept(described, DCAT["theme"], f"{name}={code}", code_label(vocabulary, code))


def _concept(described: Described, predicate: Iri, query: str, label: str) -> Iterator[Triple]:
    yield from _labelled(described, predicate, _listing(described, query), label)


def _listing(described: Described, query: str) -> Iri:
    """Glane's own terms are named by the page that lists what they are given to: it answers, and explains."""
    return link_iri(f"{described.base}/donnees?{query}") or described.iri


def _labelled(described: Described, predicate: Iri, iri: Iri, label: str) -> Iterator[Triple]:
    yield Triple(described.iri, predicate, iri)
    yield Triple(iri, RDF["type"], SKOS["Concept"])
    yield Triple(iri, SKOS["prefLabel"], text_literal(label, "fr"))


def _dates_and_links(described: Described) -> Iterator[Triple]:
    record, subject = described.record, described.iri
    for predicate, text in ((DCT["issued"], record.issued), (DCT["modified"], record.modified)):
        if literal := date_literal(text):
            yield Triple(subject, predicate, literal)
    if page := link_iri(record.landing_page):
        yield Triple(subject, DCAT["landingPage"], page)
        yield Triple(page, RDF["type"], FOAF["Document"])
    for standard in filter(None, map(link_iri, record.conforms_to)):
        if not standard.value.startswith(INSPIRE_REGULATIONS):
            yield Triple(subject, DCT["conformsTo"], standard)
            yield Triple(standard, RDF["type"], DCT["Standard"])
    yield from _series(described)
    for link in record.related:
        yield from _relation(described, link)
    for origin in record.provenance:
        if address := link_iri(origin.remote_url):
            yield Triple(subject, PROV["wasDerivedFrom"], address)


def _series(described: Described) -> Iterator[Triple]:
    """A series that is a record here, and described as one; of an address elsewhere nobody may say that it is
    a `dcat:DatasetSeries`, which is all that `dcat:inSeries` leads to: the record is part of it.
    """
    name, subject = described.record.series_of or "", described.iri
    if RECORD_ID.fullmatch(name):
        yield Triple(subject, DCAT["inSeries"], record_iri(described.base, name))
    elif address := link_iri(name):
        yield Triple(subject, DCT["isPartOf"], address)


def _relation(described: Described, link: RelatedLink) -> Iterator[Triple]:
    target = record_iri(described.base, link.id) if link.id else link_iri(link.url)
    if target is None:
        return
    predicate = RELATIONS.get(link.relation, DCT["relation"])
    yield Triple(described.iri, predicate, target)
    if predicate == FOAF["page"]:
        yield Triple(target, RDF["type"], FOAF["Document"])
