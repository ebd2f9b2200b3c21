"""Small documents, good and hostile, written when a test asks for them."""

import json

from pyoxigraph import RdfFormat, parse

TITLE = "http://purl.org/dc/terms/title"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def rdf_xml(*, title, about="urn:a", link="urn:l", doctype=""):
    """One resource with a title and a link; `title` is markup, so that references stay references."""
    return (
        f'{doctype}<rdf:RDF xmlns:rdf="{RDF}" xmlns:d="http://purl.org/dc/terms/">'
        f'<rdf:Description rdf:about="{about}"><d:title>{title}</d:title>'
        f'<d:relation rdf:resource="{link}"/></rdf:Description></rdf:RDF>'
    ).encode()


def billion_laughs(*, depth, width):
    """Entities of entities: the last of them stands for `width ** depth` words."""
    entities = '<!ENTITY e0 "ha">' + "".join(
        f'<!ENTITY e{level} "{f"&e{level - 1};" * width}">' for level in range(1, depth + 1)
    )
    return rdf_xml(title=f"&e{depth};", doctype=f"<!DOCTYPE rdf:RDF [{entities}]>")


def jsonld(context, **members):
    return json.dumps({"@context": context, "@id": "urn:a", **members}).encode()


def nested_turtle(depth):
    return b"<urn:a> <urn:b> " + b"[ <urn:b> " * depth + b"1" + b" ]" * depth + b" ."


def nested_xml(depth):
    return b"<a>" * depth + b"</a>" * depth


def values(answer, predicate):
    """The literals of `predicate` in an answer of `rdf.triples`."""
    triples = parse(answer["ntriples"], format=RdfFormat.N_TRIPLES)
    return [triple.object.value for triple in triples if triple.predicate.value == predicate]
