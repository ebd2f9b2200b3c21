"""The XML of an ISO metadata record to nodes, in one walk: only what a reader asks for becomes one.

Names are told without their namespaces, of which profiles, versions of GML and of ISO 19115-3 have many. Each
element costs time: a property that is not in `READ` is passed over with all that it holds, and a block that
is known from the records before is put in its place as it is (`iso19139_blocks`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from harvester.formats.iso19139_blocks import MARK, KnownBlocks, Nodes
from harvester.formats.iso19139_view import IsoNode
from harvester.formats.languages import to_language
from harvester.formats.words import is_placeholder
from harvester.gateway.xml import find_plain_root, hardened_parser, parse_xml

READ = frozenset({
    # the record
    "fileIdentifier", "language", "locale", "parentIdentifier", "hierarchyLevel", "hierarchyLevelName",
    "contact", "dateStamp", "metadataStandardName", "metadataMaintenance", "languageCode",
    "identificationInfo", "distributionInfo", "dataQualityInfo", "referenceSystemInfo",
    # the resource
    "citation", "abstract", "purpose", "credit", "status", "pointOfContact", "supplementalInformation",
    "resourceMaintenance", "graphicOverview", "fileName", "resourceFormat", "descriptiveKeywords",
    "resourceConstraints", "aggregationInfo", "spatialRepresentationType", "spatialResolution",
    "topicCategory", "extent", "serviceType", "containsOperations", "operatesOn", "connectPoint",
    "operationName", "coupledResource", "identifier",
    # citations and identifiers
    "title", "alternateTitle", "date", "dateType", "edition", "citedResponsibleParty", "code", "codeSpace",
    "authority",
    # parties
    "individualName", "organisationName", "positionName", "contactInfo", "address", "electronicMailAddress",
    "onlineResource", "role",
    # keywords, constraints, maintenance, aggregates
    "keyword", "type", "thesaurusName", "useLimitation", "accessConstraints", "useConstraints",
    "otherConstraints", "classification", "maintenanceAndUpdateFrequency", "userDefinedMaintenanceFrequency",
    "dateOfNextUpdate", "aggregateDataSetName", "aggregateDataSetIdentifier", "associationType",
    # where and when
    "description", "geographicElement", "geographicIdentifier", "westBoundLongitude", "eastBoundLongitude",
    "southBoundLatitude", "northBoundLatitude", "temporalElement", "spatialExtent", "beginPosition",
    "endPosition", "begin", "end", "timePosition", "equivalentScale", "denominator", "distance",
    "referenceSystemIdentifier",
    # ways to the data
    "distributionFormat", "distributor", "distributorContact", "distributorFormat",
    "distributorTransferOptions", "transferOptions", "onLine", "transferSize", "linkage", "protocol",
    "applicationProfile", "name", "function",
    # quality
    "lineage", "statement", "report", "result", "specification", "pass",
    # ISO 19115-3 alone
    "metadataIdentifier", "parentMetadata", "metadataScope", "resourceScope", "dateInfo", "metadataStandard",
    "defaultLocale", "otherLocale", "metadataLinkage", "party", "individual", "associatedResource",
    "metadataReference", "resourceLineage", "formatSpecificationCitation", "maintenanceDate", "reference",
})  # fmt: skip
"""The properties that `iso19139`, `iso19115` and their parts ask for."""

ATTRIBUTED = frozenset({
    "identificationInfo", "operatesOn", "locale", "otherLocale", "defaultLocale", "distance",
    "parentMetadata",
})  # fmt: skip
"""The properties whose attributes, or those of their class, mean something."""

CITED = frozenset({"thesaurusName", "specification"})
CITED_READ = frozenset({"title", "identifier"})
"""Works that are only named, and the properties of their citations that are read: not their dates."""

_CODE = "codeListValue"
_HREF = "{http://www.w3.org/1999/xlink}href"
_MOST_NAMES = 5_000

_PARSER = hardened_parser(remove_blank_text=True)


@dataclass(slots=True)
class _Reading:
    """What a walk is given, the known blocks by number, and what it leaves: values with translations, each
    with its PT_FreeText.
    """

    known: Sequence[Nodes] = ()
    pending: list[tuple[IsoNode, etree._Element]] = field(default_factory=list)


class _Properties(dict[Any, str]):
    """Names of properties by the tag of their element: empty for those that nobody asks for."""

    def __init__(self, read: frozenset[str]) -> None:
        self._asked = read

    def __missing__(self, tag: Any) -> str:
        name = _local(tag)
        return _remember(self, tag, name if name in self._asked else "")


class _Classes(dict[Any, str]):
    """Names of classes and types of values by the tag of their element."""

    def __missing__(self, tag: Any) -> str:
        return _remember(self, tag, _local(tag))


def _local(tag: Any) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""  # a comment has no name


def _remember(names: dict[Any, str], tag: Any, name: str) -> str:
    if len(names) < _MOST_NAMES:
        names[tag] = name
    return name


_PROPERTIES, _NAMES_OF_A_WORK, _CLASSES = _Properties(READ), _Properties(CITED_READ), _Classes()


def parse_tree(content: bytes) -> tuple[IsoNode, tuple[str, ...]]:
    """Return the record in some bytes, and what was odd about them.

    Raises `SourceMisbehaved` as `parse_xml`. Bytes that were cut out of a page passed the door with the page:
    where the root is at their beginning, they go straight to a parser with the same limits.
    """
    start = find_plain_root(content)
    if start is not None:
        bare, known = KNOWN.cut_out(content[start:])
        try:
            return read_tree(etree.fromstring(bare, _PARSER), known), ()
        except etree.XMLSyntaxError:
            pass  # the door names what is wrong, or mends it
    parsed = parse_xml(content)
    return read_tree(parsed.root), parsed.flags


def read_tree(root: etree._Element, known: Sequence[Nodes] = ()) -> IsoNode:
    """Return the record of its root element, translations under the languages that its locales name."""
    reading = _Reading(known)
    record = IsoNode()
    record.cls, record.parts = _CLASSES[root.tag], _read_parts(root, _PROPERTIES, reading)
    record.language = to_language(record.plain("language") or record.plain("defaultLocale/language"))
    locales = _list_locales(record) if reading.pending else {}
    for value, free_text in reading.pending:
        value.language, value.translations = record.language, _read_translations(free_text, locales)
    return record


def _read_block(root: bytes, block: bytes) -> Nodes | None:
    """Read a block under the start tag of its root; None for one that needs the rest of its record, or is
    several elements: an end tag may have white space before its `>`.

    A processing instruction may have hidden where the block begins, and translations need the locales.
    """
    name = root[1:-1].split(maxsplit=1)[0]
    try:
        alone = etree.fromstring(b"%b%b</%b>" % (root, block, name), _PARSER)
    except etree.XMLSyntaxError:
        return None
    reading = _Reading()
    parts = _read_parts(alone, _PROPERTIES, reading)
    if reading.pending or len(alone) != 1 or b"?>" in block:
        return None
    found = tuple(node for nodes in parts.values() for node in nodes)
    for node in found:
        node.is_known = True
    return found


KNOWN = KnownBlocks(_read_block)
"""The blocks that all catalogues of this process share."""


def _read_parts(
    element: etree._Element, names: dict[Any, str], reading: _Reading
) -> dict[str, list[IsoNode]]:
    """Return the properties of a class by name, in the order of the document."""
    parts: dict[str, list[IsoNode]] = {}
    for held in element:
        name = names[held.tag]
        if not name:
            continue
        node = IsoNode()
        nodes = parts.get(name)
        if nodes is None:
            parts[name] = nodes = [node]
        else:
            nodes.append(node)
        if len(held) == 1:
            child = held[0]
            if len(child) or ((attributes := child.keys()) and _CODE not in attributes):
                _read_child(child, name, node, reading)
            else:  # most values are a text or a code and nothing else, whatever their type
                node.raw = (child.get(_CODE) if attributes else None) or child.text or ""
        elif number := held.get(MARK):
            nodes[-1:] = reading.known[int(number)]
        else:
            _read_children(held, name, nodes, reading)
        if name in ATTRIBUTED:
            node.attributes = _attributes_of(held)
    return parts


def _read_children(element: etree._Element, name: str, nodes: list[IsoNode], reading: _Reading) -> None:
    """Read a property with a text and its translations, or with neither class nor value; one with several
    classes, against the rule, is as many properties.
    """
    if not len(element):
        nodes[-1].raw, nodes[-1].href = element.text or "", element.get(_HREF)
    for child in element:
        if nodes[-1].parts and len(child) and _CLASSES[child.tag] != "PT_FreeText":
            nodes.append(IsoNode())
        _read_child(child, name, nodes[-1], reading)


def _read_child(child: etree._Element, name: str, node: IsoNode, reading: _Reading) -> None:
    """Read a value or a class into the node of its property, which is called `name`."""
    cls = _CLASSES[child.tag]
    if cls == "CharacterString":
        node.raw = child.text or ""
    elif cls == "Anchor":
        node.raw, node.href = child.text or node.raw, child.get(_HREF)
    elif cls == "PT_FreeText":
        reading.pending.append((node, child))
    elif len(child):
        names = _NAMES_OF_A_WORK if name in CITED else _PROPERTIES
        node.cls, node.parts = cls, _read_parts(child, names, reading)
    else:
        node.cls, node.raw = cls, child.get(_CODE) or child.text or ""


def _attributes_of(held: etree._Element) -> dict[str, str]:
    """Return the attributes of a property, and those of the class inside."""
    pairs = [*held.items(), *(held[0].items() if len(held) else ())]
    return {str(name): str(value) for name, value in pairs}


def _list_locales(record: IsoNode) -> dict[str, str]:
    """Return the languages (two letters) by the names that translations use for them."""
    found: dict[str, str] = {}
    for locale in (*record.all("locale"), *record.all("otherLocale"), *record.all("defaultLocale")):
        code = to_language(locale.plain("languageCode") or locale.plain("language"))
        if code and (name := locale.attributes.get("id")):
            found[name] = code
    return found


def _read_translations(free_text: etree._Element, locales: dict[str, str]) -> dict[str, str]:
    """Return the texts of a PT_FreeText by language; `locale` names one of the record, else a language."""
    found: dict[str, str] = {}
    for localised in free_text.iter("{*}LocalisedCharacterString"):
        locale = (localised.get("locale") or "").lstrip("#")
        code = locales.get(locale) or to_language(locale.replace("locale-", ""))
        text = (localised.text or "").strip()
        if code and text and not is_placeholder(text):
            found[code] = text
    return found
