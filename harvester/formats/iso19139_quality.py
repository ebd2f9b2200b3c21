"""What else is known: the lineage, the conformity and the relations of an ISO 19139 record."""

from lxml import etree

from catalogue.record_parts import RelatedLink
from harvester.formats.html_text import plain_text
from harvester.formats.iso19139_view import IsoView
from harvester.formats.words import is_http

_ASSOCIATIONS = {
    "largerWorkCitation": "isPartOf", "partOfSeamlessDatabase": "isPartOf", "crossReference": "relation",
    "source": "isBasedOn", "revisionOf": "isVersionOf", "dependency": "requires", "isComposedOf": "hasPart",
}  # fmt: skip


def lineage_of(view: IsoView) -> str | None:
    """Return the statements of lineage (rule 6.1), in French where there is a choice."""
    path = "gmd:dataQualityInfo/*/gmd:lineage/*/gmd:statement"
    texts = [text for language, text in view.long(path) if language in ("", "fr")]
    return plain_text("\n\n".join(dict.fromkeys(texts)))


def conformity_of(view: IsoView) -> list[tuple[str, bool | None]]:
    """Return the specifications with what was found: true, false, None where not evaluated (rule 7)."""
    found: list[tuple[str, bool | None]] = []
    for result in view.find_all("gmd:dataQualityInfo/*/gmd:report/*/gmd:result/*[gmd:specification]"):
        titles = view.values("gmd:specification/*/gmd:title", result)
        passed = {"true": True, "1": True, "false": False, "0": False}.get(
            (view.plain("gmd:pass", result) or "").lower()
        )
        if titles:
            found.append((titles[0].href or titles[0].in_french(view.main), passed))
    return list(dict.fromkeys(found))


def related_of(
    view: IsoView, resource: etree._Element, pages: tuple[RelatedLink, ...]
) -> tuple[RelatedLink, ...]:
    """Return the other pages, the datasets that a service operates on, and the aggregates."""
    links = list(pages)
    for element in view.find_all("srv:operatesOn", resource):
        href, uuid = element.get("{http://www.w3.org/1999/xlink}href"), element.get("uuidref")
        if href or uuid:
            links.append(
                RelatedLink(relation="servesDataset", url=href if is_http(href) else None, title=uuid)
            )
    for element in view.find_all("gmd:aggregationInfo/*", resource):
        relation = _ASSOCIATIONS.get(view.code("gmd:associationType", element) or "", "relation")
        names = view.texts("gmd:aggregateDataSetName/*/gmd:title", element)
        code = next(iter(view.texts("gmd:aggregateDataSetIdentifier/*/gmd:code", element)), None)
        if code or names:
            links.append(
                RelatedLink(
                    relation=relation, url=code if is_http(code) else None, title=names[0] if names else code
                )
            )
    return tuple(dict.fromkeys(links))
