"""CSW requests as OWSLib builds them, carried by our session; nothing is parsed here.

OWSLib's own transport posts to whatever address the capabilities give and ignores time-outs on POST:
`_invoke` is the one method that talks (OWSLib below 0.36), and it is replaced.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from lxml import etree
from owslib.catalogue.csw2 import CatalogueServiceWeb
from owslib.fes import PropertyIsEqualTo, PropertyIsLike, SortBy, SortProperty
from owslib.util import bind_url, element_to_string

from harvester.http import Fetched, GuardedSession

GMD = "http://www.isotc211.org/2005/gmd"
ACCEPT = "application/xml, text/xml;q=0.9, */*;q=0.1"
_PREFIXES = {
    "gmd": GMD,
    "apiso": "http://www.opengis.net/cat/csw/apiso/1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "ows": "http://www.opengis.net/ows",
}
_UNREAD = "left to the parser child"


class CswClient(CatalogueServiceWeb):
    """One CSW endpoint; every request goes to the declared address, whatever the capabilities name."""

    def __init__(self, url: str, session: GuardedSession) -> None:
        self.url: str
        super().__init__(url, version="2.0.2", skip_caps=True)
        self._session = session
        self.answer: Fetched | None = None

    def fetch_capabilities(self) -> Fetched:
        """Return the answer to GetCapabilities (OGC 07-006r1 §10.2), asked by GET."""
        asked = urlencode({"service": "CSW", "version": self.version, "request": "GetCapabilities"})
        return self._session.fetch_bytes("GET", f"{bind_url(self.url)}{asked}", accept=ACCEPT)

    def use_address(self, post_urls: list[str]) -> None:
        """Post to the address of the capabilities only where it is the declared one but for its query:
        another host is never followed, and another path may be the whole catalogue where one producer's
        was declared.
        """
        for url in post_urls:
            if urlsplit(url)[:3] == urlsplit(self.url)[:3]:
                self.url = url

    def fetch_records(self, start: int, count: int, sort: str | None, where: Mapping[str, str]) -> Fetched:
        """Return the answer to GetRecords by POST: full ISO 19139 records from `start` (the first is 1)."""
        self.getrecords2(
            constraints=_to_constraints(where),
            sortby=SortBy([SortProperty(sort)]) if sort else None,
            typenames="gmd:MD_Metadata",
            esn="full",
            outputschema=GMD,
            startposition=start,
            maxrecords=count,
        )
        if self.answer is None:
            raise LookupError("OWSLib sent no request")
        return self.answer

    def _invoke(self) -> None:
        body = element_to_string(_declared(self.request), encoding="utf-8", xml_declaration=True).encode()
        headers = {"Content-Type": "application/xml; charset=utf-8"}
        self.answer = self._session.fetch_bytes("POST", self.url, data=body, headers=headers, accept=ACCEPT)
        self.exceptionreport = _UNREAD  # OWSLib reads an answer only where this is None


def _declared(request: etree._Element) -> etree._Element:
    """Return the request with the prefixes declared that only its texts use (`gmd:MD_Metadata` …)."""
    prefixes = {prefix: uri for prefix, uri in request.nsmap.items() if prefix} | _PREFIXES
    attributes = {str(name): str(value) for name, value in request.items()}
    declared = etree.Element(request.tag, attributes, nsmap=prefixes)
    declared.extend(list(request))
    return declared


def _to_constraints(where: Mapping[str, str]) -> list[Any]:
    """Return the constraints as OWSLib nests them: an inner list is an "and", which takes two at least."""
    filters = [_to_filter(name, value) for name, value in where.items()]
    return [filters] if len(filters) > 1 else filters


def _to_filter(name: str, value: str) -> PropertyIsLike | PropertyIsEqualTo:
    """A value with `%` is a pattern (OGC Filter 1.1 §9: wildCard `%`)."""
    return PropertyIsLike(name, value) if "%" in value else PropertyIsEqualTo(name, value)
