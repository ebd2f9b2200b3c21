"""Which work: the identifiers of a DCAT description, and the keys that it shares with other catalogues."""

from collections.abc import Iterable

from catalogue.identity import GLANE_PAGE, file_key, uri_key
from harvester.formats.rdf_graph import DC, DCT, FOAF, SKOS, NodeView
from harvester.formats.rdf_terms import value_of
from harvester.formats.words import distinct, is_http, is_placeholder

ADMS = "http://www.w3.org/ns/adms#"
_IDENTIFIERS, _OTHERS = (DCT + "identifier", DC + "identifier"), ADMS + "identifier"
_TOPIC = FOAF + "primaryTopic"


def identifiers_of(root: NodeView) -> list[str]:
    """Return the identifiers that say something, those that the subject's IRI repeats first.

    On the page of a Glane `dct:identifier` is its own id, which the address keeps: the producer's is beside.
    """
    said = root.labels_or_iris(*_IDENTIFIERS)
    if page := GLANE_PAGE.search(root.iri or ""):
        others = (text for view in root.views(_OTHERS) for text in view.labels(SKOS + "notation"))
        said = distinct((*others, *(text for text in said if text != page[1])))
    good = sorted([text for text in said if not is_placeholder(text)])
    return sorted(good, key=lambda text: text not in (root.iri or ""))


def to_identity_keys(root: NodeView, identifiers: Iterable[str]) -> list[str]:
    """Return the keys, strongest first: the producer's URI comes before the address of the portal that tells
    of it, unless that address is the page of a Glane; the id of its ISO record comes last.
    """
    subject = root.iri if is_http(root.iri) else None
    uris = [text for text in identifiers if is_http(text)]
    for other in root.views(_OTHERS):
        uris += [text for text in (*other.labels(SKOS + "notation"), other.iri or "") if is_http(text)]
    ordered = [subject, *uris] if subject and GLANE_PAGE.search(subject) else [*uris, subject]
    keys = [key for uri in ordered if uri and (key := uri_key(uri))]
    records = [said for said in root.graph.by_subject.values() if root.node in said.get(_TOPIC, ())]
    files = [value_of(term) for said in records for term in said.get(DCT + "identifier", ())]
    keys += [file_key(text) for text in sorted(files) if not is_http(text) and not is_placeholder(text)]
    return list(dict.fromkeys(keys))
