"""The documents that the CSW answers with: capabilities, pages of records, records by identifier."""

from collections.abc import Sequence
from typing import Literal

from lxml import etree

from cli.portals.csw_request import OPERATIONS, CswRequest, ElementSet
from cli.portals.iso_record import SCOPES
from cli.portals.iso_xml import NAMESPACES, Element, qname
from cli.portals.samples import Sample, SampleCatalogue

RECORD_NAMES: dict[ElementSet, str] = {"brief": "BriefRecord", "summary": "SummaryRecord", "full": "Record"}
LEFT_OUT: dict[ElementSet, tuple[str, ...]] = {
    "full": (),
    "summary": ("gmd:dataQualityInfo", "gmd:referenceSystemInfo"),
    "brief": ("gmd:dataQualityInfo", "gmd:referenceSystemInfo", "gmd:distributionInfo", "gmd:locale"),
}
GML_31 = "http://www.opengis.net/gml"  # that of Filter Encoding 1.1, older than the one of the records
COMPARISON_OPERATORS = (
    "EqualTo",
    "NotEqualTo",
    "LessThan",
    "LessThanEqualTo",
    "GreaterThan",
    "GreaterThanEqualTo",
    "Like",
)
Parent = Literal["GetRecordsResponse", "GetRecordByIdResponse"]


def to_bytes(root: Element) -> bytes:
    """Serialise a document in UTF-8."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def response(name: Parent) -> Element:
    """Return the empty root of an answer."""
    prefixes = {prefix: NAMESPACES[prefix] for prefix in ("csw", "dc", "dct", "ows", "gmd", "gco", "xsi")}
    return etree.Element(qname(f"csw:{name}"), nsmap=prefixes)


def search_results(request: CswRequest, stamp: str, matched: int, records: Sequence[Element]) -> Element:
    """Return a page; `nextRecord` is 0 when the listing ends here, as GeoNetwork writes it."""
    root = response("GetRecordsResponse")
    etree.SubElement(root, qname("csw:SearchStatus"), timestamp=f"{stamp}T00:00:00Z")
    after = request.start + len(records)
    results = etree.SubElement(
        root,
        qname("csw:SearchResults"),
        numberOfRecordsMatched=str(matched),
        numberOfRecordsReturned=str(len(records)),
        elementSet=request.element_set,
        recordSchema=request.schema,
        nextRecord=str(after if after <= matched else 0),
    )
    results.extend(records)
    return root


def shorten(record: Element, element_set: ElementSet) -> Element:
    """Drop from an MD_Metadata what a shorter element set leaves out."""
    for name in LEFT_OUT[element_set]:
        for child in record.findall(qname(name)):
            record.remove(child)
    return record


def to_dublin_core(sample: Sample, file_identifier: str, element_set: ElementSet) -> Element:
    """Return a csw:Record, or its brief or summary form."""
    record = etree.Element(qname(f"csw:{RECORD_NAMES[element_set]}"))
    _add(record, "dc:identifier", file_identifier)
    _add(record, "dc:title", sample.title)
    _add(record, "dc:type", SCOPES[sample.kind])
    if element_set == "brief":
        return record
    for keyword in sample.keywords:
        _add(record, "dc:subject", keyword)
    _add(record, "dct:modified", sample.modified)
    _add(record, "dct:abstract", sample.description)
    if element_set == "full":
        _add(record, "dc:publisher", sample.publisher.name if sample.publisher else None)
        _add(record, "dc:rights", sample.licence)
        _add(record, "dc:source", sample.landing_page)
    return record


def capabilities(catalogue: SampleCatalogue, url: str) -> Element:
    """Return the capabilities, with the address at which they were asked for."""
    prefixes = {prefix: NAMESPACES[prefix] for prefix in ("csw", "ows", "ogc", "xlink", "gmd")}
    root = etree.Element(qname("csw:Capabilities"), nsmap=prefixes, version="2.0.2")
    identification = etree.SubElement(root, qname("ows:ServiceIdentification"))
    _add(identification, "ows:Title", catalogue.title)
    _add(identification, "ows:Abstract", catalogue.description)
    _add(identification, "ows:ServiceType", "CSW")
    _add(identification, "ows:ServiceTypeVersion", "2.0.2")
    _add(identification, "ows:Fees", "none")
    _add(identification, "ows:AccessConstraints", "none")
    provider = etree.SubElement(root, qname("ows:ServiceProvider"))
    _add(provider, "ows:ProviderName", catalogue.publisher.name)
    etree.SubElement(provider, qname("ows:ServiceContact"))
    operations = etree.SubElement(root, qname("ows:OperationsMetadata"))
    operations.extend(_operation(name, url) for name in OPERATIONS)
    operations.append(_parameter("service", ["CSW"]))
    operations.append(_parameter("version", ["2.0.2"]))
    root.append(_filter_capabilities())
    return root


def _operation(name: str, url: str) -> Element:
    operation = etree.Element(qname("ows:Operation"), name=name)
    http = etree.SubElement(etree.SubElement(operation, qname("ows:DCP")), qname("ows:HTTP"))
    for method in ("Get", "Post"):
        etree.SubElement(http, qname(f"ows:{method}")).set(qname("xlink:href"), url)
    if name != "GetCapabilities":
        operation.append(_parameter("outputSchema", [NAMESPACES["csw"], NAMESPACES["gmd"]]))
        operation.append(_parameter("ElementSetName", list(RECORD_NAMES)))
    if name == "GetRecords":
        operation.append(_parameter("resultType", ["hits", "results"]))
        operation.append(_parameter("CONSTRAINTLANGUAGE", ["FILTER"]))
    return operation


def _parameter(name: str, values: Sequence[str]) -> Element:
    parameter = etree.Element(qname("ows:Parameter"), name=name)
    for value in values:
        _add(parameter, "ows:Value", value)
    return parameter


def _filter_capabilities() -> Element:
    root = etree.Element(qname("ogc:Filter_Capabilities"), nsmap={"gml": GML_31})
    spatial = etree.SubElement(root, qname("ogc:Spatial_Capabilities"))
    _add(etree.SubElement(spatial, qname("ogc:GeometryOperands")), "ogc:GeometryOperand", "gml:Envelope")
    boxes = etree.SubElement(spatial, qname("ogc:SpatialOperators"))
    etree.SubElement(boxes, qname("ogc:SpatialOperator"), name="BBOX")
    scalar = etree.SubElement(root, qname("ogc:Scalar_Capabilities"))
    etree.SubElement(scalar, qname("ogc:LogicalOperators"))
    operators = etree.SubElement(scalar, qname("ogc:ComparisonOperators"))
    for name in COMPARISON_OPERATORS:
        _add(operators, "ogc:ComparisonOperator", name)
    etree.SubElement(etree.SubElement(root, qname("ogc:Id_Capabilities")), qname("ogc:EID"))
    return root


def _add(parent: Element, name: str, text: str | None) -> None:
    if text is not None:
        etree.SubElement(parent, qname(name)).text = text
