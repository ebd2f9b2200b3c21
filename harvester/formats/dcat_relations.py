"""Where to read on: landing pages and relations of a DCAT description, as pages and links of a record."""

from catalogue.record_parts import RelatedLink
from harvester.formats.dcat_identity import ADMS
from harvester.formats.rdf_graph import DCAT, DCT, FOAF, RDFS, SCHEMA, NodeView
from harvester.formats.rdf_terms import value_of
from harvester.formats.words import is_http, squeeze

PROV = "http://www.w3.org/ns/prov#"
TOPIC_OF = FOAF + "isPrimaryTopicOf"

_RELATIONS = {
    **{DCT + name: name for name in (
        "isPartOf", "hasPart", "isVersionOf", "hasVersion", "replaces", "isReplacedBy", "references",
        "isReferencedBy", "requires", "isRequiredBy", "relation", "source",
    )},
    DCAT + "seriesMember": "seriesMember",
    DCAT + "hasVersion": "hasVersion",
    DCAT + "isVersionOf": "isVersionOf",
    DCAT + "servesDataset": "servesDataset",
    DCAT + "prev": "prev",
    DCAT + "next": "next",
    DCAT + "first": "first",
    DCAT + "last": "last",
    PROV + "wasDerivedFrom": "isBasedOn",
    FOAF + "page": "documentation",
    TOPIC_OF: "documentation",
    DCAT + "endpointDescription": "documentation",
    RDFS + "seeAlso": "documentation",
    ADMS + "sample": "sample",
}  # fmt: skip
_HOMES = (FOAF + "homepage", *(schema + "url" for schema in SCHEMA))
_LANDING = DCAT + "landingPage"


def to_pages(root: NodeView) -> tuple[str | None, tuple[RelatedLink, ...]]:
    """Return the landing page, and the relations; a second landing page is documentation."""
    landing = sorted(filter(is_http, root.iris(_LANDING)))
    home = sorted(filter(is_http, root.iris(*_HOMES)))
    pages = landing or home
    related = [RelatedLink(relation="documentation", url=url) for url in pages[1:]]
    for predicate in filter(root.said.__contains__, _RELATIONS):
        relation = _RELATIONS[predicate]
        for term in root.terms(predicate):
            text = root.label_of(term)
            url = value_of(term) if is_http(value_of(term)) else None
            if url or (text and predicate != TOPIC_OF):
                related.append(
                    RelatedLink(relation=relation, url=url, title=None if text == url else squeeze(text))
                )
    if not related:
        return (pages[0] if pages else None), ()
    unique = {link for link in related if link.url != (pages[0] if pages else None)}
    return (pages[0] if pages else None), tuple(
        sorted(unique, key=lambda r: (r.relation, r.url or "", r.title or ""))
    )
