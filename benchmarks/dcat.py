"""DCAT pages for the benchmarks, in Turtle and RDF/XML, and their reading with rdflib: the side to beat.

A dataset has some eighty triples and two to four distributions, as those of data.gouv.fr have.
"""

from collections.abc import Iterator
from random import Random
from xml.sax.saxutils import escape

import rdflib
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF

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
FORMATS = {"CSV": "text/csv", "JSON": "application/json", "GEOJSON": "application/geo+json", "SHP": ""}

Pair = tuple[str, object]
"""A property, and a text, an IRI (`<…>`), a typed text `(text, type)` or a node `(class, IRI or "", pairs)`."""


def dcat_pages(count: int, size: int, seed: int = SEED) -> dict[str, list[bytes]]:
    """Return the pages of a catalogue by media type."""
    chance = Random(seed)
    datasets = [_dataset(number, chance) for number in range(count)]
    parts = [datasets[start : start + size] for start in range(0, count, size)]
    return {
        "text/turtle": [_turtle(part) for part in parts],
        "application/rdf+xml": [_rdf_xml(part) for part in parts],
    }


def read_with_rdflib(page: bytes, media_type: str) -> list[dict[str, object]]:
    """Return the datasets of a page: what a record keeps of them, as rdflib gives it."""
    graph = rdflib.Graph().parse(data=page, format="xml" if "xml" in media_type else "turtle")
    return [_extracted(graph, subject) for subject in graph.subjects(RDF.type, DCAT.Dataset)]


def _extracted(graph: rdflib.Graph, subject: rdflib.term.Node) -> dict[str, object]:
    def one(node: rdflib.term.Node, name: rdflib.URIRef) -> str | None:
        value = graph.value(node, name)
        return None if value is None else str(value)

    def several(node: rdflib.term.Node, name: rdflib.URIRef) -> list[str]:
        return [str(value) for value in graph.objects(node, name)]

    singles = ("identifier", "title", "description", "language", "issued", "modified", "accrualPeriodicity")
    found: dict[str, object] = {name: one(subject, DCTERMS[name]) for name in singles}
    found |= {name: several(subject, DCTERMS[name]) for name in ("spatial", "conformsTo", "accessRights")}
    found |= {name: several(subject, DCAT[name]) for name in ("keyword", "theme", "landingPage")}
    found["publisher"] = [one(agent, FOAF.name) for agent in graph.objects(subject, DCTERMS.publisher)]
    found["contacts"] = [
        (one(node, VCARD.fn), one(node, VCARD.hasEmail)) for node in graph.objects(subject, DCAT.contactPoint)
    ]
    found["temporal"] = [
        (one(node, DCAT.startDate), one(node, DCAT.endDate))
        for node in graph.objects(subject, DCTERMS.temporal)
    ]
    found["distributions"] = [
        {
            **{name: one(node, DCTERMS[name]) for name in ("title", "description", "format", "license")},
            **{name: one(node, DCAT[name]) for name in ("accessURL", "downloadURL", "mediaType", "byteSize")},
        }
        for node in graph.objects(subject, DCAT.distribution)
    ]
    return found


def _dataset(number: int, chance: Random) -> tuple[str, str, list[Pair]]:
    def words(least: int, most: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(least, most))).capitalize()

    def day() -> object:
        text = f"{chance.randint(2005, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        return (text, "xsd:date")

    iri = f"https://donnees.example.org/jeux/{number}"
    contact = ("vcard:Kind", "", [("vcard:fn", "Service de la donnée"), ("vcard:hasEmail", "<mailto:a@b.example>")])
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
    pairs += [("dcat:distribution", _distribution(f"{iri}/fichiers/{n}", words, day, chance)) for n in range(
        chance.randint(2, 4)
    )]
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
