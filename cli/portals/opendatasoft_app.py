"""The `opendatasoft` portal: the Explore API v2.1 of a catalogue, with the limits of the real platform.

Below `/opendatasoft/api/explore/v2.1/catalog`: `datasets` (100 rows at most, `offset + limit` up to 10 000),
`datasets/<id>`, `exports` and `exports/json`, all with `select`, `where` and `order_by`. A query that is no
ODSQL answers 400 with an `error_code`.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any
from wsgiref.types import WSGIApplication

from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from cli.portals.opendatasoft_dataset import Dataset, to_dataset
from cli.portals.opendatasoft_where import WhereMalformed, parse_where
from cli.portals.portal import Portal
from cli.portals.routing import Handlers, dispatch
from cli.portals.samples import SampleCatalogue, load_samples

ROOT = "/opendatasoft"
API = f"{ROOT}/api/explore/v2.1/catalog"
MAX_LIMIT = 100
MAX_WINDOW = 10_000
FORMATS = ("csv", "dcat", "json", "rdf", "rss", "ttl", "xlsx")
ROUTES = Map(
    [
        Rule(ROOT, endpoint="home", methods=["GET"]),
        Rule(f"{API}/datasets", endpoint="datasets", methods=["GET"]),
        Rule(f"{API}/datasets/<name>", endpoint="dataset", methods=["GET"]),
        Rule(f"{API}/exports", endpoint="exports", methods=["GET"]),
        Rule(f"{API}/exports/json", endpoint="export", methods=["GET"]),
        Rule(f"{ROOT}/explore/dataset/<name>/", endpoint="page", methods=["GET"]),
    ]
)


class QueryRefused(Exception):
    """What the platform answers with status 400: `code` and the message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class OpendatasoftApp:
    """Answers the requests to one portal."""

    datasets_: tuple[Dataset, ...]

    def handlers(self) -> Handlers:
        """Return the method that answers each endpoint of `ROUTES`."""
        return {
            "home": self.home,
            "datasets": _explained(self.datasets),
            "dataset": self.dataset,
            "exports": self.exports,
            "export": _explained(self.export),
            "page": self.page,
        }

    def home(self, _request: Request) -> Response:
        """Answer the first page of the portal, for people."""
        return Response("<!DOCTYPE html><title>Portail</title>", content_type="text/html; charset=utf-8")

    def datasets(self, request: Request) -> Response:
        """Answer a page of the catalogue with the total of what was asked."""
        limit, offset = _number(request, "limit", 10), _number(request, "offset", 0)
        if not -1 <= limit <= MAX_LIMIT or limit + offset > MAX_WINDOW:
            raise QueryRefused("InvalidRESTParameterError", f"Invalid value for limit API parameter: {limit}")
        found = self._query(request)
        page = found[offset : offset + (MAX_LIMIT if limit < 0 else limit)]
        return _json({"total_count": len(found), "results": [_select(request, row) for row in page]})

    def export(self, request: Request) -> Response:
        """Answer the whole catalogue, or a slice of it, in one document."""
        limit, offset = _number(request, "limit", -1), _number(request, "offset", 0)
        found = self._query(request)
        rows = found[offset:] if limit < 0 else found[offset : offset + limit]
        return _json([_select(request, row) for row in rows])

    def dataset(self, request: Request, name: str) -> Response:
        """Answer one dataset."""
        del request
        return _json(self._find(name))

    def exports(self, request: Request) -> Response:
        """Answer the formats of the exports."""
        base = request.host_url.rstrip("/") + API
        return _json({"links": [{"href": f"{base}/exports/{name}", "rel": name} for name in FORMATS]})

    def page(self, request: Request, name: str) -> Response:
        """Answer the page of a dataset."""
        del request
        default = self._find(name)["metas"]["default"]
        body = f"<h1>{escape(default['title'])}</h1>{default['description'] or ''}"
        head = f'<meta charset="utf-8"><title>{escape(default["title"])}</title>'
        return Response(
            f'<!DOCTYPE html><html lang="fr"><head>{head}</head><body>{body}</body></html>',
            content_type="text/html; charset=utf-8",
        )

    def _find(self, name: str) -> Dataset:
        found = next((each for each in self.datasets_ if each["dataset_id"] == name), None)
        if found is None:
            raise NotFound
        return found

    def _query(self, request: Request) -> list[Dataset]:
        try:
            test = parse_where(request.args["where"]) if request.args.get("where") else None
        except WhereMalformed as error:
            raise QueryRefused("ODSQLError", f"ODSQL query is malformed: {error}") from error
        found = [each for each in self.datasets_ if test is None or test(_fields(each))]
        if name := request.args.get("order_by"):
            found.sort(key=lambda each: str(_fields(each).get(name.partition(" ")[0])))
        return found


def build_opendatasoft_app(catalogue: SampleCatalogue) -> WSGIApplication:
    """Return the portal as a WSGI application."""
    app = OpendatasoftApp(datasets_=tuple(to_dataset(sample) for sample in catalogue.samples))
    return dispatch(ROUTES, app.handlers())


def _explained(answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Let a refused query answer 400 with its reason, as JSON."""

    def answer_or_refuse(request: Request) -> Response:
        try:
            return answer(request)
        except QueryRefused as refused:
            return _json({"error_code": refused.code, "message": str(refused)}, status=400)

    return answer_or_refuse


def _fields(dataset: Dataset) -> Dataset:
    return {**dataset["metas"]["default"], "dataset_id": dataset["dataset_id"]}


def _select(request: Request, dataset: Dataset) -> Dataset:
    names = request.args.get("select")
    if not names:
        return dataset
    wanted = [name.strip() for name in names.split(",")]
    return {name: dataset.get(name) for name in wanted}


def _number(request: Request, name: str, default: int) -> int:
    try:
        number = int(request.args.get(name, default))
    except ValueError as error:
        raise QueryRefused("InvalidRESTParameterError", f"Invalid value for {name} API parameter") from error
    return number


def _json(value: Any, status: int = 200) -> Response:
    body = json.dumps(value, ensure_ascii=False)
    return Response(body, status=status, content_type="application/json; charset=utf-8")


PORTAL = Portal(
    id="demo-opendatasoft",
    kind="opendatasoft",
    title="Données ouvertes des villes et de la santé (démonstration)",
    path=ROOT,
    default_port=8106,
    rank=40,
    build_app=lambda: build_opendatasoft_app(load_samples("opendatasoft")),
)
