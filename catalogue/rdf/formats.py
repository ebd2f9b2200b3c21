"""The four RDF formats of pages, feeds and exports: name (also the file extension) and media type."""

from typing import Literal

RdfFormatName = Literal["ttl", "rdf", "jsonld", "nt"]

MEDIA_TYPES: dict[RdfFormatName, str] = {
    "ttl": "text/turtle",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
}
