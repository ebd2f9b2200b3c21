"""The `dcat` portal: a paged DCAT-AP catalogue in Turtle, RDF/XML and JSON-LD.

`/portail-donnees/catalog.ttl?page=N` answers one page with its hydra view; `/portail-donnees/catalog` chooses
the syntax by `Accept`; each subject answers at its own address.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from wsgiref.types import WSGIApplication

from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from cli.portals.dcat_graph import DcatGraph, Page
from cli.portals.portal import Portal
from cli.portals.routing import Handlers, dispatch
from cli.portals.samples import Sample, SampleCatalogue, load_samples

ROOT = "/portail-donnees"
PAGE_SIZE = 20
SYNTAXES = {
    "ttl": ("turtle", "text/turtle"),
    "rdf": ("xml", "application/rdf+xml"),
    "jsonld": ("json-ld", "application/ld+json"),
}
ROUTES = Map(
    [
        Rule(f"{ROOT}/catalog", endpoint="negotiated"),
        Rule(f"{ROOT}/catalog.<syntax>", endpoint="page"),
        Rule(f"{ROOT}/jeux/<slug>", endpoint="sample"),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DcatApp:
    """Answers the requests to one catalogue."""

    catalogue: SampleCatalogue

    def handlers(self) -> Handlers:
        """Return the method that answers each endpoint of `ROUTES`."""
        return {"negotiated": self.negotiated, "page": self.page, "sample": self.sample}

    def negotiated(self, request: Request) -> Response:
        """Answer a page in the syntax that the client accepts; Turtle when it accepts anything."""
        return _varying(self.page(request, _accepted(request)))

    def page(self, request: Request, syntax: str) -> Response:
        """Answer page `?page=`, from 1; a page beyond the last is not found."""
        number = request.args.get("page", default=1, type=int)
        samples = self.catalogue.samples
        last = -(-len(samples) // PAGE_SIZE)
        if syntax not in SYNTAXES or not 1 <= number <= last:
            raise NotFound
        document = DcatGraph(_base(request))
        document.add_page(
            self.catalogue,
            Page(
                address=f"{_base(request)}/catalog.{syntax}",
                number=number,
                last=last,
                total=len(samples),
                samples=_window(samples, number),
            ),
        )
        return _serialise(document, syntax)

    def sample(self, request: Request, slug: str) -> Response:
        """Answer one record at the address of its subject."""
        found = next((sample for sample in self.catalogue.samples if sample.slug == slug), None)
        if found is None:
            raise NotFound
        document = DcatGraph(_base(request))
        document.add_sample(found)
        return _varying(_serialise(document, _accepted(request)))


def build_dcat_app(catalogue: SampleCatalogue) -> WSGIApplication:
    """Return the catalogue as a WSGI application."""
    return dispatch(ROUTES, DcatApp(catalogue=catalogue).handlers())


def _window(samples: Sequence[Sample], number: int) -> Sequence[Sample]:
    return samples[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]


def _base(request: Request) -> str:
    return request.host_url.rstrip("/") + ROOT


def _accepted(request: Request) -> str:
    offered = {media_type: syntax for syntax, (_, media_type) in SYNTAXES.items()}
    chosen = request.accept_mimetypes.best_match(offered, default="text/turtle")
    return offered[chosen]


def _serialise(document: DcatGraph, syntax: str) -> Response:
    name, media_type = SYNTAXES[syntax]
    return Response(document.to_bytes(name), content_type=f"{media_type}; charset=utf-8")


def _varying(response: Response) -> Response:
    response.vary.add("Accept")
    return response


PORTAL = Portal(
    id="demo-dcat",
    kind="dcat",
    title="Portail de données santé et solidarités (démonstration)",
    path=f"{ROOT}/catalog.ttl",
    default_port=8101,
    rank=20,
    build_app=lambda: build_dcat_app(load_samples("dcat")),
)
