"""CSW requests as OWSLib builds them, carried by our session; nothing is parsed here.

OWSLib's own transport posts to whatever address the capabilities give and ignores time-outs on POST:
`_invoke` is the one method that talks (OWSLib below 0.36), and it is replaced.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from urllib.parse import urlencode

from lxml import etree
from owslib.catalogue.csw2 import CatalogueServiceWeb
from owslib.fes import PropertyIsEqualTo, PropertyIsGreaterThanOrEqualTo, PropertyIsLike, SortBy, SortProperty
from owslib.util import bind_url, clean_ows_url, element_to_string

from catalogue.addresses import parts_of
from harvester.connectors.csw_schemas import CSW, GMD, ISO19139, MDB, OutputSchema
from harvester.http import Fetched, GuardedSession

ACCEPT = "application/xml, text/xml;q=0.9, */*;q=0.1"
MODIFIED = "apiso:Modified"
"""The queryable of the date stamp of the metadata (OGC 07-045 table 6)."""

_PREFIXES = {
    "gmd": GMD,
    "apiso": "http://www.opengis.net/cat/csw/apiso/1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "ows": "http://www.opengis.net/ows",
}
_UNREAD = "left to the parser child"


@dataclass(frozen=True, slots=True, kw_only=True)
class CswQuery:
    """What is asked of GetRecords: `count` records from `start` (the first is 1).

    `where` are properties and the value each must have, `since` the first day of change, `sort` a property.
    """

    start: int = 1
    count: int
    sort: str | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    since: date | None = None
    elements: Literal["full", "brief"] = "full"
    schema: OutputSchema | None = None
    hits: bool = False


class CswClient(CatalogueServiceWeb):
    """One CSW endpoint; every request goes to the declared address, whatever the capabilities name."""

    def __init__(self, url: str, session: GuardedSession) -> None:
        self.url: str
        super().__init__(url, version="2.0.2", skip_caps=True)
        self._session = session
        self.answer: Fetched | None = None

    def twin(self) -> "CswClient":
        """Return another client of the same endpoint and session, for another thread."""
        return CswClient(self.url, self._session)

    def fetch_capabilities(self) -> Fetched:
        """Return the answer to GetCapabilities (OGC 07-006r1 §10.2), asked by GET."""
        asked = urlencode({"service": "CSW", "version": self.version, "request": "GetCapabilities"})
        return self._session.fetch_bytes("GET", f"{bind_url(self.url)}{asked}", accept=ACCEPT)

    def follow(self, answer: Fetched) -> None:
        """Post to where the declared address was redirected to: a POST that is redirected loses its body
        (RFC 9110 §15.4.2).
        """
        if answer.redirects:
            self.url = clean_ows_url(answer.url)

    def use_address(self, post_urls: Sequence[str]) -> None:
        """Post to the address of the capabilities only where it is the declared one but for its query:
        another host is never followed, and another path may be the whole catalogue where one producer's
        was declared.
        """
        for url in post_urls:
            if parts_of(url)[:3] == parts_of(self.url)[:3]:
                self.url = url

    def fetch_records(self, query: CswQuery) -> Fetched:
        """Return the answer to GetRecords (OGC 07-006r1 §10.8) by POST; ISO 19139 unless asked otherwise."""
        schema = query.schema or ISO19139
        self.getrecords2(
            constraints=_to_constraints(query),
            sortby=SortBy([SortProperty(query.sort)]) if query.sort else None,
            typenames=schema.type_name,
            esn=query.elements,
            outputschema=schema.uri,
            startposition=query.start,
            maxrecords=query.count,
            resulttype="hits" if query.hits else "results",
        )
        return self._answered()

    def fetch_by_ids(self, ids: Sequence[str], schema: OutputSchema) -> Fetched:
        """Return the answer to GetRecordById (OGC 07-006r1 §10.9) by POST: OWSLib joins ids with commas in an
        address, where an id that holds one is two.
        """
        request = self._setrootelement("csw:GetRecordById")
        attributes = {"service": self.service, "version": self.version, "outputFormat": "application/xml"}
        for name, value in (attributes | {"outputSchema": schema.uri}).items():
            request.set(name, value)
        for one in ids:
            etree.SubElement(request, f"{{{CSW}}}Id").text = one
        etree.SubElement(request, f"{{{CSW}}}ElementSetName").text = "full"
        self.request = request
        self._invoke()
        return self._answered()

    def _answered(self) -> Fetched:
        if self.answer is None:
            raise LookupError("OWSLib sent no request")
        return self.answer

    def _invoke(self) -> None:
        body = element_to_string(_declared(self.request), encoding="utf-8", xml_declaration=True).encode()
        headers = {"Content-Type": "application/xml; charset=utf-8"}
        self.answer = None
        self.answer = self._session.fetch_bytes("POST", self.url, data=body, headers=headers, accept=ACCEPT)
        self.exceptionreport = _UNREAD  # OWSLib reads an answer only where this is None


def _declared(request: etree._Element) -> etree._Element:
    """Return the request with the prefixes declared that only its texts use (`gmd:MD_Metadata` …)."""
    prefixes = {prefix: uri for prefix, uri in request.nsmap.items() if prefix} | _PREFIXES
    asked = request.get("outputSchema") or ""
    if asked.startswith(MDB):
        prefixes["mdb"] = asked
    attributes = {str(name): str(value) for name, value in request.items()}
    declared = etree.Element(request.tag, attributes, nsmap=prefixes)
    declared.extend(list(request))
    return declared


def _to_constraints(query: CswQuery) -> list[Any]:
    """Return the constraints as OWSLib nests them: an inner list is an "and", which takes two at least."""
    filters: list[Any] = [_to_filter(name, value) for name, value in query.where.items()]
    if query.since is not None:
        filters.append(PropertyIsGreaterThanOrEqualTo(MODIFIED, query.since.isoformat()))
    return [filters] if len(filters) > 1 else filters


def _to_filter(name: str, value: str) -> PropertyIsLike | PropertyIsEqualTo:
    """A value with `%` is a pattern (OGC Filter 1.1 §9: wildCard `%`)."""
    return PropertyIsLike(name, value) if "%" in value else PropertyIsEqualTo(name, value)
