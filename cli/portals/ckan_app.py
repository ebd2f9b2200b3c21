"""The `ckan` portal: the Action API of a regional platform under CKAN 2.12 with the extras of IDGO.

Below `/ckan/api/action` (and `/api/3/action`): `package_search`, `package_show`, `package_list`,
`organization_list`, `license_list` and `status_show`, by GET or POST. A page holds ten datasets whatever
`rows` asks for, in silence; an unknown action is a JSON text under 400, a refused query a « Search Error »
under 409, another address a web page under 404.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from wsgiref.types import WSGIApplication

from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from cli.portals.ckan_filter import QueryRefused, parse_filter, parse_query, sort_packages
from cli.portals.ckan_package import Package, to_package
from cli.portals.portal import Portal
from cli.portals.routing import dispatch
from cli.portals.samples import SampleCatalogue, load_samples

ROOT = "/ckan"
ROWS_MAX = 10
VERSION = "2.12.0"
SORT = "score desc, metadata_modified desc"
ROUTES = Map(
    [
        Rule(f"{ROOT}/api/action/<action>", endpoint="action", methods=["GET", "POST"]),
        Rule(f"{ROOT}/api/3/action/<action>", endpoint="action", methods=["GET", "POST"]),
        Rule(ROOT, endpoint="home", methods=["GET"]),
        Rule(f"{ROOT}/dataset/<name>", endpoint="page", methods=["GET"]),
    ]
)


class ActionRefused(Exception):
    """What CKAN answers with an error: the status, its type and its message."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind


@dataclass(frozen=True, slots=True, kw_only=True)
class CkanApp:
    """Answers the requests to one platform."""

    title: str
    packages: tuple[Package, ...]

    def home(self, request: Request) -> Response:  # noqa: ARG002 -- as every endpoint
        """Answer with the first page, for people."""
        return Response(f"<!DOCTYPE html><title>{escape(self.title)}</title>", content_type="text/html")

    def action(self, request: Request, action: str) -> Response:
        """Answer an action of the API."""
        known = {
            "package_search": self.package_search,
            "package_show": self.package_show,
            "package_list": self.package_list,
            "organization_list": self.organization_list,
            "license_list": self.license_list,
            "status_show": self.status_show,
        }
        if action not in known:
            return _json(f"Bad request: Action name not known: {action}", 400)
        help_url = f"{request.host_url.rstrip('/')}{ROOT}/api/3/action/help_show?name={action}"
        try:
            result = known[action](_data_of(request))
        except ActionRefused as error:
            told = {"__type": error.kind, "message": str(error)}
            return _json({"help": help_url, "error": told, "success": False}, error.status)
        return _json({"help": help_url, "success": True, "result": result})

    def package_search(self, data: Mapping[str, Any]) -> Any:
        """Return a page of what is found, never more than `ROWS_MAX`, and how many there are."""
        rows, start = _number(data, "rows", 10), _number(data, "start", 0)
        sort = str(data.get("sort") or SORT)
        try:
            tests = [parse_query(str(data.get("q") or "")), parse_filter(str(data.get("fq") or ""))]
            found = sort_packages([each for each in self.packages if all(test(each) for test in tests)], sort)
        except QueryRefused as error:
            raise ActionRefused(409, "Search Error", f"Search error: {error}") from error
        page: list[Any] = found[start : start + min(rows, ROWS_MAX)]
        if fields := _list_of(data.get("fl")):
            page = [{name: each[name] for name in fields if name in each} for each in page]
        return {"count": len(found), "facets": {}, "results": page, "sort": sort, "search_facets": {}}

    def package_show(self, data: Mapping[str, Any]) -> Any:
        """Return a package by id or name."""
        wanted = data.get("id")
        for package in self.packages:
            if wanted in (package["id"], package["name"]):
                return package
        raise ActionRefused(404, "Not Found Error", "Not found")

    def package_list(self, _data: Mapping[str, Any]) -> Any:
        """Return the names, not the ids."""
        return sorted(package["name"] for package in self.packages)

    def organization_list(self, _data: Mapping[str, Any]) -> Any:
        """Return the names of the organisations."""
        return sorted({each["organization"]["name"] for each in self.packages if each["organization"]})

    def license_list(self, _data: Mapping[str, Any]) -> Any:
        """Return the licences that datasets have."""
        found = {each["license_id"]: each["license_title"] for each in self.packages}
        return [{"id": code, "title": title} for code, title in sorted(found.items())]

    def status_show(self, _data: Mapping[str, Any]) -> Any:
        """Return what the platform is."""
        return {"site_title": self.title, "locale_default": "fr", "ckan_version": VERSION, "extensions": []}

    def page(self, _request: Request, name: str) -> Response:
        """Answer the page of a dataset, by name or id."""
        for package in self.packages:
            if name in (package["id"], package["name"]):
                return Response(f"<!DOCTYPE html><title>{package['name']}</title>", content_type="text/html")
        return Response("<!DOCTYPE html><title>404</title>", 404, content_type="text/html; charset=utf-8")


def build_ckan_app(catalogue: SampleCatalogue) -> WSGIApplication:
    """Return the platform as a WSGI application."""
    packages = tuple(to_package(sample, number) for number, sample in enumerate(catalogue.samples))
    app = CkanApp(title=catalogue.title, packages=packages)
    return dispatch(ROUTES, {"home": app.home, "action": app.action, "page": app.page})


def _data_of(request: Request) -> Mapping[str, Any]:
    """Return what was asked: the parameters of the address, else the JSON of the body."""
    if request.args:
        lists = {name: request.args.getlist(name) for name in request.args}
        return {name: values if len(values) > 1 else values[0] for name, values in lists.items()}
    if not request.data:
        return {}
    try:
        data = json.loads(request.data)
    except ValueError as error:
        raise ActionRefused(400, "Bad Request", "JSON Error: Error decoding JSON data") from error
    return data if isinstance(data, dict) else {}


def _number(data: Mapping[str, Any], name: str, default: int) -> int:
    try:
        number = int(data.get(name, default))
    except (TypeError, ValueError):
        number = -1
    if number < 0:
        raise ActionRefused(409, "Validation Error", f"{name}: Must be a natural number")
    return number


def _list_of(value: Any) -> list[str]:
    texts = value if isinstance(value, list) else [value or ""]
    return [name for text in texts for name in str(text).split(",") if name]


def _json(value: Any, status: int = 200) -> Response:
    text = json.dumps(value, ensure_ascii=False)
    return Response(text, status, content_type="application/json;charset=utf-8")


PORTAL = Portal(
    id="demo-ckan",
    kind="ckan",
    title="Plateforme régionale de données ouvertes (démonstration)",
    path=ROOT,
    default_port=8105,
    rank=25,
    build_app=lambda: build_ckan_app(load_samples("ckan")),
)
