"""What a client asks of the CSW: GET key-value pairs or a POST document, read into one dataclass.

Only what CSW 2.0.2 defines is understood; the rest is answered with an exception report that names the
parameter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lxml import etree
from werkzeug.wrappers import Request

from cli.portals.csw_fault import CswFault
from cli.portals.csw_filter import Matches, parse_filter
from cli.portals.iso_xml import NAMESPACES, Element, qname

ElementSet = Literal["brief", "summary", "full"]
OPERATIONS = ("GetCapabilities", "GetRecords", "GetRecordById")
DEFAULT_MAX_RECORDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class CswRequest:
    """One operation; `start` counts from 1, `sort` is `(property, descending)`."""

    operation: str
    start: int = 1
    maximum: int = DEFAULT_MAX_RECORDS
    element_set: ElementSet = "summary"
    schema: str = NAMESPACES["csw"]
    hits: bool = False
    ids: tuple[str, ...] = ()
    matches: Matches | None = None
    sort: tuple[str, bool] | None = None


def parse_request(request: Request) -> CswRequest:
    """Read either binding.

    Raises:
        CswFault: the request is not one that CSW 2.0.2 or this catalogue knows.
    """
    return _from_xml(request.get_data()) if request.method == "POST" else _from_pairs(request.args)


def _from_pairs(args: Mapping[str, str]) -> CswRequest:
    pairs = {key.lower(): value for key, value in args.items()}
    operation = _operation(pairs.get("request"), pairs.get("service"))
    if operation != "GetCapabilities":
        _check_version(pairs.get("version"))
    if "constraint" in pairs and pairs.get("constraintlanguage", "FILTER").upper() != "FILTER":
        raise CswFault("InvalidParameterValue", "constraintlanguage", "only OGC filters are understood")
    constraint = _parse_xml(pairs["constraint"].encode()) if pairs.get("constraint") else None
    return _build(
        operation,
        pairs,
        ids=tuple(pairs["id"].split(",")) if pairs.get("id") else (),
        matches=parse_filter(constraint) if constraint is not None else None,
        sort=_sort_pair(pairs.get("sortby")),
    )


def _from_xml(body: bytes) -> CswRequest:
    root = _parse_xml(body)
    operation = _operation(etree.QName(root).localname, root.get("service"))
    if operation != "GetCapabilities":
        _check_version(root.get("version"))
    values = {str(key).lower(): str(value) for key, value in root.attrib.items()}
    element_set = root.find(".//csw:ElementSetName", NAMESPACES)
    if element_set is not None:
        values["elementsetname"] = element_set.text or ""
    constraint = root.find(".//ogc:Filter", NAMESPACES)
    return _build(
        operation,
        values,
        ids=tuple(node.text or "" for node in root.findall("csw:Id", NAMESPACES)),
        matches=parse_filter(constraint) if constraint is not None else None,
        sort=_sort_element(root),
    )


def _build(
    operation: str,
    pairs: Mapping[str, str],
    *,
    ids: tuple[str, ...],
    matches: Matches | None,
    sort: tuple[str, bool] | None,
) -> CswRequest:
    if operation == "GetRecordById" and not ids:
        raise CswFault("MissingParameterValue", "id", "an identifier is expected")
    return CswRequest(
        operation=operation,
        start=_count("startposition", pairs.get("startposition"), default=1, least=1),
        maximum=_count("maxrecords", pairs.get("maxrecords"), default=DEFAULT_MAX_RECORDS, least=0),
        element_set=_element_set(pairs.get("elementsetname")),
        schema=_schema(pairs.get("outputschema")),
        hits=pairs.get("resulttype") == "hits",
        ids=ids,
        matches=matches,
        sort=sort,
    )


def _parse_xml(body: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise CswFault("NoApplicableCode", "request", "the request is not XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise CswFault("NoApplicableCode", "request", "a document type is refused")
    return root


def _operation(name: str | None, service: str | None) -> str:
    if not name:
        raise CswFault("MissingParameterValue", "request", "an operation is expected")
    if not service:
        raise CswFault("MissingParameterValue", "service", "the service is expected")
    if service != "CSW":
        raise CswFault("InvalidParameterValue", "service", "the service is CSW")
    if name not in OPERATIONS:
        raise CswFault("OperationNotSupported", "request", f"{name} is not offered")
    return name


def _check_version(version: str | None) -> None:
    if version != "2.0.2":
        raise CswFault("InvalidParameterValue", "version", "the version is 2.0.2")


def _count(name: str, text: str | None, *, default: int, least: int) -> int:
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or int(text) < least:
        raise CswFault("InvalidParameterValue", name, f"a whole number from {least} on is expected")
    return int(text)


def _element_set(name: str | None) -> ElementSet:
    match name:
        case None:
            return "summary"
        case "brief" | "summary" | "full":
            return name
    raise CswFault("InvalidParameterValue", "elementsetname", "brief, summary or full is expected")


def _schema(name: str | None) -> str:
    if name in {None, NAMESPACES["csw"], NAMESPACES["gmd"]}:
        return name or NAMESPACES["csw"]
    raise CswFault("InvalidParameterValue", "outputschema", f"{name} is not offered")


def _sort_pair(text: str | None) -> tuple[str, bool] | None:
    """Read `title:A` or `apiso:title:D`."""
    if not text:
        return None
    name, _, order = text.rpartition(":")
    return name.rpartition(":")[2].lower(), order.upper() == "D"


def _sort_element(root: Element) -> tuple[str, bool] | None:
    found = root.find(".//ogc:SortProperty", NAMESPACES)
    if found is None:
        return None
    name = found.findtext(qname("ogc:PropertyName")) or ""
    order = found.findtext(qname("ogc:SortOrder")) or "ASC"
    return name.rpartition(":")[2].lower(), order.upper().startswith("D")
