"""The codes of a record as addresses that other catalogues know, read from Glane's vocabularies."""

import re

from catalogue.rdf.terms import Iri, link_iri
from catalogue.vocabularies import load_vocabulary

ACCESS_RIGHTS = "http://publications.europa.eu/resource/authority/access-right/"
LANGUAGES = "http://publications.europa.eu/resource/authority/language/"
EU_LANGUAGES = {
    "fr": "FRA", "en": "ENG", "de": "DEU", "es": "SPA", "it": "ITA", "nl": "NLD", "pt": "POR", "eu": "EUS",
    "br": "BRE", "ca": "CAT", "oc": "OCI", "co": "COS",
}  # fmt: skip
TWO_LETTERS = {code.lower(): tag for tag, code in EU_LANGUAGES.items()} | {
    "fre": "fr",
    "ger": "de",
    "dut": "nl",
}
OGC_STANDARDS = {"wms", "wfs", "wmts", "wcs", "csw", "sos"}
ZONE = re.compile(r"fr:(commune|arrondissement-municipal|epci|departement|region):(\w+)")
INSEE_FOLDERS = {
    "commune": "commune",
    "arrondissement-municipal": "arrondissementMunicipal",
    "epci": "intercommunalite",
    "departement": "departement",
    "region": "region",
}
"""Folders of the identifiers of the Code officiel géographique, `http://id.insee.fr/geo/<folder>/<code>`."""


def code_iri(vocabulary: str, code: str | None) -> Iri | None:
    """Return the address that an authority gave this term of a vocabulary, if there is one."""
    term = load_vocabulary(vocabulary).find(code) if code else None
    return link_iri(term.uri) if term else None


def code_label(vocabulary: str, code: str) -> str:
    """Return the French label of a term, or the code itself where the vocabulary does not know it."""
    term = load_vocabulary(vocabulary).find(code)
    return term.label if term else code


def access_iri(access: str) -> Iri:
    """Return the term of the EU access-right table (`public`, `restricted`, `non_public`)."""
    return Iri(ACCESS_RIGHTS + access.upper())


def language_tag(language: str | None) -> str:
    """Return a two-letter tag for what a record calls its language; French where that says nothing."""
    code = (language or "fr").rsplit("/", 1)[-1].lower().split("-")[0].split("_")[0]
    tag = TWO_LETTERS.get(code, code)
    return tag if tag in EU_LANGUAGES else "fr"


def language_iri(language: str) -> Iri:
    """Return the term of the EU language table."""
    return Iri(LANGUAGES + EU_LANGUAGES[language_tag(language)])


def ogc_standard_iri(protocol: str | None) -> Iri | None:
    """Return the OGC standard of a protocol such as `OGC:WMS`: data.gouv.fr reads it on a distribution."""
    words = re.split(r"[^a-z]+", (protocol or "").lower())
    name = next((word for word in words if word in OGC_STANDARDS), None)
    return Iri(f"http://www.opengeospatial.org/standards/{name}") if name else None


def zone_iri(zone: str) -> Iri | None:
    """Return the INSEE address of a zone, the EU one of the country, or None (such as zonings of our own)."""
    if zone == "country:fr":
        return Iri("http://publications.europa.eu/resource/authority/country/FRA")
    match = ZONE.fullmatch(zone)
    return Iri(f"http://id.insee.fr/geo/{INSEE_FOLDERS[match[1]]}/{match[2]}") if match else None
