"""What else is known: the lineage, the conformity and the relations of an ISO 19139 record."""

from collections.abc import Iterator, Sequence

from catalogue.record_parts import RelatedLink
from harvester.formats.html_text import plain_text
from harvester.formats.iso19139_view import IsoNode, together
from harvester.formats.words import is_http

_ASSOCIATIONS = {
    "largerWorkCitation": "isPartOf", "partOfSeamlessDatabase": "isPartOf", "crossReference": "relation",
    "source": "isBasedOn", "revisionOf": "isVersionOf", "dependency": "requires", "isComposedOf": "hasPart",
}  # fmt: skip
_PASSED = {"true": True, "1": True, "false": False, "0": False}


def lineage_of(quality: IsoNode) -> str | None:
    """Return the statements of lineage (rule 6.1), in French where there is a choice."""
    told = quality.long("lineage/statement")
    texts = dict.fromkeys([text for language, text in told if language in (None, "fr")])
    return plain_text("\n\n".join(texts)) if texts else None


def conformity_of(quality: IsoNode) -> list[tuple[str, bool | None]]:
    """Return the specifications with what was found: true, false, None where not evaluated (rule 7)."""
    return together(_conformity_of, quality.all("report"))


def _conformity_of(reports: Sequence[IsoNode]) -> list[tuple[str, bool | None]]:
    found: dict[tuple[str, bool | None], None] = {}
    for report in reports:
        found.update(report.once(_conformity_in))
    return list(found)


def _conformity_in(report: IsoNode) -> dict[tuple[str, bool | None], None]:
    found: dict[tuple[str, bool | None], None] = {}
    for result in report.all("result"):
        for title in result.values("specification/title")[:1]:
            passed = _PASSED.get((result.plain("pass") or "").lower())
            found[(title.href or title.text, passed)] = None
    return found


def related_of(resource: IsoNode, pages: tuple[RelatedLink, ...]) -> tuple[RelatedLink, ...]:
    """Return the other pages, the datasets that a service operates on, and the aggregates."""
    links = [*pages, *_served(resource)]
    for aggregate in resource.all("aggregationInfo"):
        relation = _ASSOCIATIONS.get(aggregate.plain("associationType") or "", "relation")
        name = aggregate.plain("aggregateDataSetName/title")
        code = aggregate.plain("aggregateDataSetIdentifier/code")
        if code or name:
            links.append(
                RelatedLink(relation=relation, url=code if is_http(code) else None, title=name or code)
            )
    return tuple(dict.fromkeys(links)) if len(links) > 1 else tuple(links)


def _served(resource: IsoNode) -> Iterator[RelatedLink]:
    """Yield the datasets that a service operates on (rule 1.6 of services): by their record, else by the code
    of the resource.
    """
    told: set[str | None] = set()
    for node in resource.all("operatesOn"):
        href, uuid = node.attributes.get("{http://www.w3.org/1999/xlink}href"), node.attributes.get("uuidref")
        if href or uuid:
            told.add(uuid)
            url = href if is_http(href) else None
            yield RelatedLink(relation="servesDataset", url=url, title=uuid)
    for code in dict.fromkeys(resource.texts("coupledResource/identifier")):
        if code not in told:
            url = code if is_http(code) else None
            yield RelatedLink(relation="servesDataset", url=url, title=code)
