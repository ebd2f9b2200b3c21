"""DCAT pages for the benchmarks, in Turtle and RDF/XML, and their reading with rdflib: the side to beat.

A dataset has some eighty triples and two to four distributions, as those of data.gouv.fr have.
"""

from collections.abc import Iterator
from random import Random
from xml.sax.saxutils import escape

import rdflib
from rdflib.namespace import DC, DCAT, DCTERMS, FOAF, RDF, RDFS, SDO, SKOS

from benchmarks.corpus import KEYWORDS, SEED, WORDS

VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": XSD,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
AUTHORITY = "http://publications.europa.eu/resource/authority"
LABELS = (
    SKOS.prefLabel,
    RDFS.label,
    DCTERMS.title,
    FOAF.name,
    VCARD.fn,
    DC.title,
    SDO.name,
    RDF.value,
    DCTERMS.description,
    RDFS.comment,
    DCTERMS.identifier,
    SKOS.notation,
)
LABELLED = {
    "identifier": (DCTERMS.identifier, DC.identifier),
    "language": (DCTERMS.language, DC.language),
    "issued": (DCTERMS.issued, DC.date),
    "modified": (DCTERMS.modified,),
    "frequency": (DCTERMS.accrualPeriodicity,),
    "theme": (DCAT.theme, DCTERMS.subject),
    "spatial": (DCTERMS.spatial, DC.coverage),
    "conforms_to": (DCTERMS.conformsTo,),
    "access": (DCTERMS.accessRights,),
    "rights": (DCTERMS.license, DCTERMS.rights, DC.rights),
    "landing_page": (DCAT.landingPage, FOAF.homepage),
    "lineage": (DCTERMS.provenance,),
    "acronym": (SKOS.altLabel, DCTERMS.alternative),
    "type": (DCTERMS.type,),
    "series": (rdflib.URIRef(PREFIXES["dcat"] + "inSeries"),),
}
OF_DISTRIBUTION = {
    "access_url": (DCAT.accessURL,),
    "url": (DCAT.downloadURL,),
    "service": (DCAT.accessService,),
    "format": (DCTERMS["format"], DC["format"]),
    "media_type": (DCAT.mediaType, DCTERMS.MediaType),
    "byte_size": (DCAT.byteSize,),
    "licence": (DCTERMS.license, DCTERMS.rights, DC.rights),
    "conforms_to": (DCTERMS.conformsTo,),
    "type": (DCTERMS.type,),
}
RELATIONS = ("isPartOf", "hasPart", "isVersionOf", "replaces", "references", "relation", "source")
FORMATS = {"CSV": "text/csv", "JSON": "application/json", "GEOJSON": "application/geo+json", "SHP": ""}

Term = rdflib.term.Node
Pair = tuple[str, object]
"""A property and its value: a text, an IRI (`<…>`), `(text, type)`, or a node `(class, IRI or "", pairs)`."""


def dcat_pages(count: int, size: int, seed: int = SEED) -> dict[str, list[bytes]]:
    """Return the pages of a catalogue by media type."""
    chance = Random(seed)  # noqa: S311  # reproducible, no secret
    datasets = [_dataset(number, chance) for number in range(count)]
    parts = [datasets[start : start + size] for start in range(0, count, size)]
    return {
        "text/turtle": [_turtle(part) for part in parts],
        "application/rdf+xml": [_rdf_xml(part) for part in parts],
    }


def read_with_rdflib(page: bytes, media_type: str) -> list[dict[str, object]]:
    """Return the datasets of a page: what our mapper reads of each, as rdflib gives it.

    Where the mapper looks at several properties, or for the name of what one leads to, so does this.
    """
    graph = rdflib.Graph().parse(data=page, format="xml" if "xml" in media_type else "turtle")
    return [Reading(graph).dataset(subject) for subject in graph.subjects(RDF.type, DCAT.Dataset)]


class Reading:
    """What is read of a graph of rdflib."""

    def __init__(self, graph: rdflib.Graph) -> None:
        self.graph = graph

    def terms(self, node: Term, *properties: rdflib.URIRef) -> list[Term]:
        """Return the objects of the properties, each once."""
        return list(dict.fromkeys(term for name in properties for term in self.graph.objects(node, name)))

    def texts(self, node: Term, *properties: rdflib.URIRef) -> dict[str, list[str]]:
        """Return the literals by language, of the first property that has any."""
        for name in properties:
            found: dict[str, list[str]] = {}
            for term in self.graph.objects(node, name):
                if isinstance(term, rdflib.Literal):
                    found.setdefault(term.language or "", []).append(str(term))
            if found:
                return found
        return {}

    def labels(self, node: Term, *properties: rdflib.URIRef) -> list[str]:
        """Return what the objects are called: a text, the name of a node, else its address."""
        return [self.label(term) for term in self.terms(node, *properties)]

    def label(self, term: Term) -> str:
        """Return what an object is called."""
        named = {} if isinstance(term, rdflib.Literal) else self.texts(term, *LABELS)
        return next((text for texts in named.values() for text in texts), str(term))

    def dataset(self, node: Term) -> dict[str, object]:
        """Return what a record keeps of a dataset."""
        labelled = {name: self.labels(node, *properties) for name, properties in LABELLED.items()}
        return labelled | {
            "title": self.texts(node, DCTERMS.title, DC.title, RDFS.label, FOAF.name),
            "description": self.texts(node, DCTERMS.description, DC.description, DCTERMS.abstract),
            "keywords": self.texts(node, DCAT.keyword, DC.subject),
            "publisher": [self.agent(one) for one in self.terms(node, DCTERMS.publisher, DC.publisher)],
            "creators": [self.agent(one) for one in self.terms(node, DCTERMS.creator, DC.creator)],
            "contacts": [self.contact(one) for one in self.terms(node, DCAT.contactPoint)],
            "temporal": [self.period(one) for one in self.terms(node, DCTERMS.temporal)],
            "distributions": [self.distribution(one) for one in self.terms(node, DCAT.distribution)],
            "related": {str(name): self.labels(node, DCTERMS[name]) for name in RELATIONS},
            "types": self.terms(node, RDF.type),
            "records": list(self.graph.subjects(FOAF.primaryTopic, node)),
        }

    def agent(self, node: Term) -> dict[str, object]:
        """Return who it is."""
        return {
            "name": self.label(node),
            "identifiers": self.labels(node, DCTERMS.identifier),
            "page": self.terms(node, FOAF.homepage),
        }

    def contact(self, node: Term) -> dict[str, object]:
        """Return how to reach somebody."""
        return {
            "name": self.texts(node, VCARD.fn, VCARD["organization-name"], FOAF.name),
            "email": self.terms(node, VCARD.hasEmail, VCARD.email, FOAF.mbox),
            "url": self.terms(node, VCARD.hasURL, VCARD.url, FOAF.homepage),
            "role": self.labels(node, VCARD.role),
        }

    def period(self, node: Term) -> tuple[object, object]:
        """Return first and last day."""
        return (
            self.labels(node, DCAT.startDate, SDO.startDate),
            self.labels(node, DCAT.endDate, SDO.endDate),
        )

    def distribution(self, node: Term) -> dict[str, object]:
        """Return what a record keeps of a distribution."""
        named = {name: self.labels(node, *properties) for name, properties in OF_DISTRIBUTION.items()}
        return named | {
            "title": self.texts(node, DCTERMS.title, DC.title, RDFS.label),
            "description": self.texts(node, DCTERMS.description, DC.description),
        }


def _dataset(number: int, chance: Random) -> tuple[str, str, list[Pair]]:
    def words(least: int, most: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(least, most))).capitalize()

    def day() -> object:
        text = f"{chance.randint(2005, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        return (text, "xsd:date")

    iri = f"https://donnees.example.org/jeux/{number}"
    contact = (
        "vcard:Kind",
        "",
        [("vcard:fn", "Service de la donnée"), ("vcard:hasEmail", "<mailto:a@b.example>")],
    )
    producer = f"https://donnees.example.org/producteurs/{number % 90}"
    pairs: list[Pair] = [
        ("dct:identifier", f"jeu-{number:06}"),
        ("dct:title", words(6, 12)),
        ("dct:description", ". ".join(words(10, 24) for _ in range(5))),
        ("dct:language", f"<{AUTHORITY}/language/FRA>"),
        ("dct:issued", day()),
        ("dct:modified", day()),
        ("dct:accrualPeriodicity", f"<{AUTHORITY}/frequency/ANNUAL>"),
        ("dct:spatial", "<http://id.insee.fr/geo/departement/69>"),
        ("dct:conformsTo", "<https://schema.data.gouv.fr/schemas/etalab/essai/latest.html>"),
        ("dct:accessRights", f"<{AUTHORITY}/access-right/PUBLIC>"),
        ("dct:temporal", ("dct:PeriodOfTime", "", [("dcat:startDate", day()), ("dcat:endDate", day())])),
        ("dcat:theme", f"<{AUTHORITY}/data-theme/{chance.choice(('ENVI', 'HEAL', 'SOCI'))}>"),
        ("dcat:landingPage", f"<{iri}/page>"),
        ("dcat:contactPoint", contact),
        ("dct:publisher", ("foaf:Agent", producer, [("foaf:name", f"Producteur {number % 90}")])),
    ]
    pairs += [("dcat:keyword", word) for word in chance.sample(KEYWORDS, 6)]
    pairs += [
        ("dcat:distribution", _distribution(f"{iri}/fichiers/{n}", words, day, chance))
        for n in range(chance.randint(2, 4))
    ]
    return ("dcat:Dataset", iri, pairs)


def _distribution(iri: str, words, day, chance: Random) -> tuple[str, str, list[Pair]]:
    name = chance.choice(list(FORMATS))
    pairs: list[Pair] = [
        ("dct:title", words(3, 8)),
        ("dct:description", words(8, 20)),
        ("dct:format", f"<{AUTHORITY}/file-type/{name}>"),
        ("dct:license", "<https://www.etalab.gouv.fr/licence-ouverte-open-licence>"),
        ("dct:issued", day()),
        ("dct:modified", day()),
        ("dcat:accessURL", f"<{iri}>"),
        ("dcat:downloadURL", f"<{iri}.{name.lower()}>"),
        ("dcat:byteSize", (str(chance.randint(1_000, 9_000_000)), "xsd:decimal")),
    ]
    if FORMATS[name]:
        pairs.append(("dcat:mediaType", f"<https://www.iana.org/assignments/media-types/{FORMATS[name]}>"))
    return ("dcat:Distribution", iri, pairs)


def _turtle(datasets: list[tuple[str, str, list[Pair]]]) -> bytes:
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    listed = ", ".join(f"<{iri}>" for _, iri, _ in datasets)
    catalogue = f"<https://donnees.example.org/> a dcat:Catalog ; dcat:dataset {listed} .\n"
    return (head + catalogue + "".join(line for one in datasets for line in _turtle_node(*one))).encode()


def _turtle_node(kind: str, iri: str, pairs: list[Pair]) -> Iterator[str]:
    lines, later = [f"<{iri}> a {kind}"], []
    for name, value in pairs:
        if isinstance(value, tuple) and len(value) == 3 and value[1]:
            later += _turtle_node(*value)
            lines.append(f"{name} <{value[1]}>")
        else:
            lines.append(f"{name} {_turtle_value(value)}")
    yield " ;\n  ".join(lines) + " .\n"
    yield from later


def _turtle_value(value: object) -> str:
    if isinstance(value, str):
        return value if value.startswith("<") else f'"{value}"@fr'
    if len(value) == 2:
        return f'"{value[0]}"^^{value[1]}'
    inner = " ; ".join(f"{name} {_turtle_value(one)}" for name, one in value[2])
    return f"[ a {value[0]} ; {inner} ]"


def _rdf_xml(datasets: list[tuple[str, str, list[Pair]]]) -> bytes:
    spaces = " ".join(f'xmlns:{name}="{iri}"' for name, iri in PREFIXES.items())
    nodes = "".join(f"<dcat:dataset>{_xml_node(*one)}</dcat:dataset>\n" for one in datasets)
    about = 'rdf:about="https://donnees.example.org/"'
    return f"<rdf:RDF {spaces}><dcat:Catalog {about}>{nodes}</dcat:Catalog></rdf:RDF>".encode()


def _xml_node(kind: str, iri: str, pairs: list[Pair]) -> str:
    about = f' rdf:about="{iri}"' if iri else ""
    return f"<{kind}{about}>" + "".join(_xml_pair(*pair) for pair in pairs) + f"</{kind}>\n"


def _xml_pair(name: str, value: object) -> str:
    if isinstance(value, str) and value.startswith("<"):
        return f'  <{name} rdf:resource="{escape(value[1:-1])}"/>\n'
    if isinstance(value, str):
        return f'  <{name} xml:lang="fr">{escape(value)}</{name}>\n'
    if len(value) == 2:
        datatype = value[1].replace("xsd:", XSD)
        return f'  <{name} rdf:datatype="{datatype}">{value[0]}</{name}>\n'
    return f"  <{name}>{_xml_node(*value)}</{name}>\n"
