"""A sample, or a page of them, as DCAT-AP triples: the graph of the `dcat` portal, built with rdflib.

Written as such portals write: an authority address where the content file names one, plain text elsewhere.
Blank nodes are numbered, since a random label would change the bytes at each start.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from cli.portals.samples import Link, Organisation, Sample, SampleCatalogue
from cli.portals.texts import slugify

DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own is closed and stops at version 2
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EU = "http://publications.europa.eu/resource/authority/"
XSD_OF_DATE = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
CLASSES = {"series": DCAT.DatasetSeries, "service": DCAT.DataService}
KIND_LABELS = {"indicator": "Indicateur", "tool": "Outil"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the catalogue; `address` is the one of its document, `number` counts from 1."""

    address: str
    number: int
    last: int
    total: int
    samples: Sequence[Sample]

    def url(self, number: int) -> str:
        """Return the address of another page."""
        return f"{self.address}?page={number}"


class DcatGraph:
    """Collects the triples of one document; `base` is the root of the portal, without a final slash."""

    def __init__(self, base: str) -> None:
        self.base = base
        # The simple store lists triples in the order they came, so the bytes are the same at each start.
        self.graph = Graph(store="SimpleMemory", bind_namespaces="none")
        self._nodes = 0
        for prefix, namespace in _PREFIXES.items():
            self.graph.bind(prefix, namespace)

    def iri(self, slug: str) -> URIRef:
        """Return the subject of a sample."""
        return URIRef(f"{self.base}/jeux/{slug}")

    def add_page(self, catalogue: SampleCatalogue, page: Page) -> None:
        """Add the catalogue, the view of this page (hydra), and its samples."""
        subject = URIRef(f"{self.base}/catalogue")
        self._add(subject, RDF.type, DCAT.Catalog)
        self._add(subject, RDF.type, HYDRA.Collection)
        self._text(subject, DCTERMS.title, catalogue.title)
        self._text(subject, DCTERMS.description, catalogue.description)
        self._add(subject, DCTERMS.publisher, self._agent(catalogue.publisher))
        self._date(subject, DCTERMS.modified, catalogue.modified)
        self._add(subject, HYDRA.totalItems, Literal(page.total))
        self._add(subject, HYDRA.view, self._view(page))
        for sample in page.samples:
            listed = DCAT.service if sample.kind == "service" else DCAT.dataset
            self._add(subject, listed, self.iri(sample.slug))
            self.add_sample(sample)

    def add_sample(self, sample: Sample) -> None:
        """Add everything that the portal says of one sample."""
        subject = self.iri(sample.slug)
        self._add(subject, RDF.type, CLASSES.get(sample.kind, DCAT.Dataset))
        self._add(subject, DCTERMS.identifier, Literal(sample.identifier or sample.slug))
        self._texts(subject, sample)
        self._subjects(subject, sample)
        self._who(subject, sample)
        self._where(subject, sample)
        self._when(subject, sample)
        self._access(subject, sample)
        if sample.series:
            self._add(subject, DCAT.inSeries, self.iri(sample.series))
        for served in sample.serves:
            self._add(subject, DCAT.servesDataset, self.iri(served))

    def to_bytes(self, syntax: str) -> bytes:
        """Serialise in a syntax that rdflib knows, in UTF-8."""
        body = self.graph.serialize(format=syntax, encoding="utf-8")
        if syntax == "json-ld":  # rdflib lists subjects in the order of a set
            return json.dumps(_ordered(json.loads(body)), ensure_ascii=False, indent=1).encode()
        return body

    def _view(self, page: Page) -> Node:
        view = URIRef(page.url(page.number))
        self._add(view, RDF.type, HYDRA.PartialCollectionView)
        self._add(view, HYDRA.first, URIRef(page.url(1)))
        self._add(view, HYDRA.last, URIRef(page.url(page.last)))
        if page.number > 1:
            self._add(view, HYDRA.previous, URIRef(page.url(page.number - 1)))
        if page.number < page.last:
            self._add(view, HYDRA.next, URIRef(page.url(page.number + 1)))
        return view

    def _texts(self, subject: Node, sample: Sample) -> None:
        self._text(subject, DCTERMS.title, sample.title)
        self._text(subject, DCTERMS.description, sample.description)
        self._text(subject, SKOS.altLabel, sample.acronym)
        for language, translation in sample.translations.items():
            self._text(subject, DCTERMS.title, translation.title, language)
            self._text(subject, DCTERMS.description, translation.description, language)
        if sample.lineage:
            self._labelled(subject, DCTERMS.provenance, DCTERMS.ProvenanceStatement, sample.lineage)
        if label := KIND_LABELS.get(sample.kind):
            self._add(subject, DCTERMS.type, Literal(label))

    def _subjects(self, subject: Node, sample: Sample) -> None:
        for keyword in sample.keywords:
            self._text(subject, DCAT.keyword, keyword)
        for theme in sample.themes:
            if re.fullmatch("[A-Z]{4}", theme):
                self._add(subject, DCAT.theme, URIRef(f"{EU}data-theme/{theme}"))
            else:
                self._labelled(subject, DCAT.theme, SKOS.Concept, theme, SKOS.prefLabel)

    def _who(self, subject: Node, sample: Sample) -> None:
        if sample.publisher:
            self._add(subject, DCTERMS.publisher, self._agent(sample.publisher))
        for creator in sample.creators:
            self._add(subject, DCTERMS.creator, self._agent(creator))
        if sample.contact:
            self._contact(subject, sample.contact)

    def _where(self, subject: Node, sample: Sample) -> None:
        for place in sample.coverage:
            if place.startswith("http"):
                self._add(subject, DCTERMS.spatial, URIRef(place))
            else:
                self._labelled(subject, DCTERMS.spatial, DCTERMS.Location, place, SKOS.prefLabel)

    def _when(self, subject: Node, sample: Sample) -> None:
        self._date(subject, DCTERMS.created, sample.created)
        self._date(subject, DCTERMS.issued, sample.issued)
        self._date(subject, DCTERMS.modified, sample.modified)
        if sample.frequency:
            named = re.fullmatch("[A-Z_]+", sample.frequency)
            value = URIRef(f"{EU}frequency/{sample.frequency}") if named else Literal(sample.frequency)
            self._add(subject, DCTERMS.accrualPeriodicity, value)
        if sample.period:
            self._period(subject, sample.period)

    def _period(self, subject: Node, period: Sequence[str]) -> None:
        """Write two dates, or one and an open end, as a period, and anything else as the portal's text."""
        if not all(_is_iso(date) for date in period) or len(period) > 2:
            self._add(subject, DCTERMS.temporal, Literal(" ".join(period)))
            return
        node = self._node(DCTERMS.PeriodOfTime)
        self._add(subject, DCTERMS.temporal, node)
        for predicate, date in zip((DCAT.startDate, DCAT.endDate), period, strict=False):
            self._date(node, predicate, date)

    def _access(self, subject: Node, sample: Sample) -> None:
        if sample.landing_page:
            self._add(subject, DCAT.landingPage, URIRef(sample.landing_page))
        if sample.access:
            self._labelled(subject, DCTERMS.accessRights, DCTERMS.RightsStatement, sample.access)
        if sample.licence and (not sample.links or not _is_address(sample.licence)):
            self._licence(subject, sample.licence)
        for number, link in enumerate(sample.links, 1):
            if sample.kind == "service":
                self._endpoint(subject, link)
            else:
                self._distribution(subject, f"{sample.slug}/{number}", link, sample.licence)

    def _endpoint(self, subject: Node, link: Link) -> None:
        described = "getcapabilities" in link.url.lower()
        self._add(subject, DCAT.endpointURL, URIRef(link.url.split("?")[0] if described else link.url))
        if described:
            self._add(subject, DCAT.endpointDescription, URIRef(link.url))

    def _distribution(self, subject: Node, part: str, link: Link, licence: str | None) -> None:
        node = self.iri(part)
        self._add(subject, DCAT.distribution, node)
        self._add(node, RDF.type, DCAT.Distribution)
        self._text(node, DCTERMS.title, link.title)
        self._add(node, DCAT.accessURL, URIRef(link.url))
        if link.function == "download":
            self._add(node, DCAT.downloadURL, URIRef(link.url))
        if link.format:
            self._add(node, DCTERMS.format, Literal(link.format))
        if link.licence or (licence and _is_address(licence)):
            self._licence(node, link.licence or licence or "")

    def _licence(self, subject: Node, licence: str) -> None:
        if _is_address(licence):
            self._add(subject, DCTERMS.license, URIRef(licence))
        else:
            self._labelled(subject, DCTERMS.license, DCTERMS.LicenseDocument, licence)

    def _agent(self, organisation: Organisation) -> Node:
        node = URIRef(f"{self.base}/organisations/{slugify(organisation.name)}")
        self._add(node, RDF.type, FOAF.Organization)
        self._add(node, FOAF.name, Literal(organisation.name))
        if organisation.url:
            self._add(node, FOAF.homepage, URIRef(organisation.url))
        return node

    def _contact(self, subject: Node, contact: Organisation) -> None:
        node = self._node(VCARD.Organization)
        self._add(subject, DCAT.contactPoint, node)
        self._add(node, VCARD.fn, Literal(contact.name))
        if contact.email:
            self._add(node, VCARD.hasEmail, URIRef(f"mailto:{contact.email}"))
        if contact.url:
            self._add(node, VCARD.hasURL, URIRef(contact.url))

    def _labelled(
        self, subject: Node, predicate: URIRef, cls: URIRef, text: str, label: URIRef = RDFS.label
    ) -> None:
        node = self._node(cls)
        self._add(subject, predicate, node)
        self._text(node, label, text)

    def _node(self, cls: URIRef) -> BNode:
        self._nodes += 1
        node = BNode(f"n{self._nodes:04d}")
        self._add(node, RDF.type, cls)
        return node

    def _text(self, subject: Node, predicate: URIRef, text: str | None, language: str = "fr") -> None:
        if text:
            self._add(subject, predicate, Literal(text, lang=language))

    def _date(self, subject: Node, predicate: URIRef, date: str | None) -> None:
        if date:
            datatype = XSD_OF_DATE[len(date)] if _is_iso(date) else None
            self._add(subject, predicate, Literal(date, datatype=datatype, normalize=False))

    def _add(self, subject: Node, predicate: URIRef, value: Node) -> None:
        self.graph.add((subject, predicate, value))


_PREFIXES = {
    "dcat": DCAT,
    "dct": DCTERMS,
    "foaf": FOAF,
    "hydra": HYDRA,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "vcard": VCARD,
    "xsd": XSD,
}


def _ordered(value: Any) -> Any:
    """Return a JSON value with its keys and its lists in one order."""
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted((_ordered(item) for item in value), key=json.dumps)
    return value


def _is_iso(date: str) -> bool:
    return re.fullmatch(r"\d{4}(-\d{2}){0,2}", date) is not None


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://"))
