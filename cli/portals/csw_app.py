"""The `csw` portal: a CSW 2.0.2 catalogue of ISO 19139 records, with the manners of a regional GeoNetwork.

It gives at most `PAGE_CAP` records per page whatever is asked, and ends a listing with `nextRecord="0"`.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from wsgiref.types import WSGIApplication

from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from cli.portals.csw_fault import CswFault
from cli.portals.csw_filter import Queryables
from cli.portals.csw_request import CswRequest, ElementSet, parse_request
from cli.portals.csw_response import (
    capabilities,
    response,
    search_results,
    shorten,
    to_bytes,
    to_dublin_core,
)
from cli.portals.iso_record import SCOPES, to_iso
from cli.portals.iso_xml import NAMESPACES, Element
from cli.portals.portal import Portal
from cli.portals.routing import dispatch
from cli.portals.samples import Sample, SampleCatalogue, load_samples

PATH = "/geonetwork-demo/srv/fre/csw"
PAGE_CAP = 20
ROUTES = Map([Rule(PATH, endpoint="csw", methods=["GET", "POST"])])
BAD_REQUEST = 400


@dataclass(frozen=True, kw_only=True)
class CswApp:
    """Answers the requests to one catalogue."""

    catalogue: SampleCatalogue

    @cached_property
    def identifiers(self) -> Mapping[str, str]:
        """Slug → fileIdentifier: the producer's where it is known, else one that never changes."""
        return {
            sample.slug: sample.file_identifier
            or str(uuid.uuid5(uuid.NAMESPACE_URL, f"{PATH}/{sample.slug}"))
            for sample in self.catalogue.samples
        }

    def answer(self, request: Request) -> Response:
        """Answer one operation, or an exception report with status 400."""
        try:
            body, status = self._answer(parse_request(request), request.base_url), 200
        except CswFault as fault:
            body, status = fault.to_xml(), BAD_REQUEST
        return Response(body, status, content_type="application/xml; charset=utf-8")

    def _answer(self, request: CswRequest, url: str) -> bytes:
        match request.operation:
            case "GetCapabilities":
                return to_bytes(capabilities(self.catalogue, url))
            case "GetRecordById":
                root = response("GetRecordByIdResponse")
                root.extend(self._records(self._by_id(request.ids), request))
                return to_bytes(root)
        return to_bytes(self._search(request))

    def _search(self, request: CswRequest) -> Element:
        found = [sample for sample in self.catalogue.samples if self._is_match(sample, request)]
        if request.sort:
            found = self._sorted(found, request.sort)
        first = request.start - 1
        page = [] if request.hits else found[first : first + min(request.maximum, PAGE_CAP)]
        return search_results(request, self.catalogue.modified, len(found), self._records(page, request))

    def _is_match(self, sample: Sample, request: CswRequest) -> bool:
        return request.matches is None or request.matches(self._queryables(sample))

    def _sorted(self, samples: list[Sample], sort: tuple[str, bool]) -> list[Sample]:
        """Sort by a queryable; by another property, the order of the catalogue stands."""
        name, descending = sort
        return sorted(samples, key=lambda each: self._queryables(each).get(name, ""), reverse=descending)

    def _queryables(self, sample: Sample) -> Queryables:
        return {
            "type": SCOPES[sample.kind],
            "identifier": self.identifiers[sample.slug],
            "title": sample.title,
            "anytext": " ".join([sample.title, sample.description or "", *sample.keywords]),
            "organisationname": sample.publisher.name if sample.publisher else "",
            "modified": self._stamp(sample),
            "boundingbox": "\n".join(sample.extents),
        }

    def _by_id(self, ids: Sequence[str]) -> list[Sample]:
        return [sample for sample in self.catalogue.samples if self.identifiers[sample.slug] in ids]

    def _records(self, samples: Sequence[Sample], request: CswRequest) -> list[Element]:
        return [self._record(sample, request.schema, request.element_set) for sample in samples]

    def _record(self, sample: Sample, schema: str, element_set: ElementSet) -> Element:
        if schema == NAMESPACES["gmd"]:
            return shorten(to_iso(sample, self.identifiers, self._stamp(sample)), element_set)
        return to_dublin_core(sample, self.identifiers[sample.slug], element_set)

    def _stamp(self, sample: Sample) -> str:
        """Return the date of the record itself: that of its last change, or of the whole catalogue."""
        return (sample.modified or self.catalogue.modified)[:10]


def build_csw_app(catalogue: SampleCatalogue) -> WSGIApplication:
    """Return the catalogue as a WSGI application."""
    return dispatch(ROUTES, {"csw": CswApp(catalogue=catalogue).answer})


PORTAL = Portal(
    id="demo-csw",
    kind="csw",
    title="Catalogue géographique régional (démonstration)",
    path=PATH,
    default_port=8102,
    rank=10,
    build_app=lambda: build_csw_app(load_samples("csw")),
)
