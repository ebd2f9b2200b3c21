"""An ISO 19115-3 record (`mdb:MD_Metadata`, versions 1.0 and 2.0) as a record.

ISO/TS 19115-3:2016 spreads the classes of ISO 19139 over a dozen namespaces, which `iso19139_tree` does not
look at, and builds some of them differently. Here those are put under the names of ISO 19139 in the tree, and
`iso19139` maps it: two encodings, one reading.
"""

from collections.abc import Iterable, Mapping

from catalogue.record import Record
from harvester.formats.iso19139 import from_tree
from harvester.formats.iso19139_tree import parse_tree
from harvester.formats.iso19139_view import IsoNode

_METADATA_DATES = ("revision", "lastUpdate", "publication", "creation")


def to_record(content: bytes, remote_id: str, remote_url: str | None = None) -> Record:
    """Map one record; `remote_url` is its address in the portal. Raises `RecordRejected("no-title")`."""
    root, flags = parse_tree(content)
    return from_tree(as_iso19139(root), remote_id, remote_url, flags)


def as_iso19139(root: IsoNode) -> IsoNode:
    """Return the record under the names of ISO 19139; what is named alike in both stays as it is."""
    resources = [_resource(resource) for resource in root.all("identificationInfo")]
    scopes = root.all("metadataScope")
    lineages = root.all("resourceLineage")
    return _with(
        root,
        {
            "fileIdentifier": root.all("metadataIdentifier/code"),
            "language": root.all("defaultLocale/language"),
            "parentIdentifier": [_identified(parent) for parent in root.all("parentMetadata")],
            "hierarchyLevel": [node for scope in scopes for node in scope.all("resourceScope")],
            "hierarchyLevelName": [node for scope in scopes for node in scope.all("name")],
            "dateStamp": _metadata_date(root),
            "metadataStandardName": root.all("metadataStandard/title"),
            "contact": _parties(root.all("contact")),
            "identificationInfo": resources,
            "distributionInfo": [_distribution(node) for node in root.all("distributionInfo")],
            "dataQualityInfo": [
                *root.all("dataQualityInfo"),
                *(_holding(lineage=[node]) for node in lineages),
            ],
        },
    )


def _resource(resource: IsoNode) -> IsoNode:
    citations = [
        _with(citation, {"citedResponsibleParty": _parties(citation.all("citedResponsibleParty"))})
        for citation in resource.all("citation")
    ]
    return _with(
        resource,
        {
            "citation": citations,
            "language": resource.all("defaultLocale/language"),
            "pointOfContact": _parties(resource.all("pointOfContact")),
            "resourceMaintenance": [_maintenance(node) for node in resource.all("resourceMaintenance")],
            "resourceConstraints": [_constraints(node) for node in resource.all("resourceConstraints")],
            "resourceFormat": [_format(node) for node in resource.all("resourceFormat")],
            "aggregationInfo": [_aggregate(node) for node in resource.all("associatedResource")],
        },
    )


def _parties(nodes: Iterable[IsoNode]) -> list[IsoNode]:
    """A CI_Responsibility has parties: an organisation, with its people and their own ways of contact, or a
    person.
    """
    found: list[IsoNode] = []
    for node in nodes:
        for party in node.all("party"):
            people = [party] if party.cls == "CI_Individual" else party.all("individual")
            parts = {
                "role": node.all("role"),
                "organisationName": party.all("name") if party.cls != "CI_Individual" else (),
                "individualName": [name for person in people for name in person.all("name")],
                "positionName": [name for person in people for name in person.all("positionName")],
                "contactInfo": [info for one in (party, *people) for info in one.all("contactInfo")],
            }
            found.append(_holding(**parts))
    return found


def _maintenance(node: IsoNode) -> IsoNode:
    """The next update is a CI_Date of its own type."""
    coming = [date for date in node.all("maintenanceDate") if date.plain("dateType") == "nextUpdate"]
    return _with(node, {"dateOfNextUpdate": [day for date in coming for day in date.all("date")]})


def _constraints(node: IsoNode) -> IsoNode:
    """A licence may be cited (`reference`) with its address, beside or instead of a sentence."""
    cited: list[IsoNode] = []
    for reference in node.all("reference"):
        for title in reference.values("title")[:1]:
            told = IsoNode()
            told.raw, told.translations, told.language = title.raw, title.translations, title.language
            told.href = title.href or reference.plain("onlineResource/linkage")
            cited.append(told)
    return _with(node, {"otherConstraints": [*node.all("otherConstraints"), *cited]}) if cited else node


def _aggregate(node: IsoNode) -> IsoNode:
    """The other resource is cited by `name`, its record by `metadataReference`."""
    cited = [*node.all("name"), *node.all("metadataReference")]
    return _holding(
        associationType=node.all("associationType"),
        aggregateDataSetName=cited,
        aggregateDataSetIdentifier=[one for citation in cited for one in citation.all("identifier")],
    )


def _distribution(node: IsoNode) -> IsoNode:
    formats = [_format(one) for one in node.all("distributionFormat")]
    for options in node.all("transferOptions"):
        formats += [_format(one) for one in options.all("distributionFormat")]
    distributors = [
        _with(
            distributor,
            {
                "distributorContact": _parties(distributor.all("distributorContact")),
                "distributorFormat": [_format(one) for one in distributor.all("distributorFormat")],
            },
        )
        for distributor in node.all("distributor")
    ]
    return _with(node, {"distributionFormat": formats, "distributor": distributors})


def _format(node: IsoNode) -> IsoNode:
    """A format is cited: its short name is the title, or the alternate one."""
    citation = node.all("formatSpecificationCitation")
    names = [name for one in citation for name in (*one.all("title"), *one.all("alternateTitle"))]
    return _holding(name=names[:1]) if names else node


def _identified(citation: IsoNode) -> IsoNode:
    """The parent is cited, or only referred to by the uuid of its record."""
    codes = citation.all("identifier/code")
    if codes:
        return codes[0]
    told = IsoNode()
    told.raw = citation.attributes.get("uuidref") or citation.plain("title") or ""
    return told


def _metadata_date(root: IsoNode) -> list[IsoNode]:
    """Return the date on which the record was last revised, else made."""
    dates = {date.plain("dateType"): date for date in root.all("dateInfo")}
    best = next((dates[kind] for kind in _METADATA_DATES if kind in dates), None)
    return list(best.all("date")) if best else []


def _with(node: IsoNode, parts: Mapping[str, Iterable[IsoNode]]) -> IsoNode:
    """Return a node with some properties put or replaced; an empty list puts nothing."""
    changed = IsoNode()
    changed.cls, changed.raw, changed.href = node.cls, node.raw, node.href
    changed.language, changed.attributes = node.language, node.attributes
    changed.parts = {**node.parts, **{name: found for name, nodes in parts.items() if (found := list(nodes))}}
    return changed


def _holding(**parts: Iterable[IsoNode]) -> IsoNode:
    return _with(IsoNode(), parts)
