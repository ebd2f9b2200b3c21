"""The `udata` portal: the API of data.gouv.fr (version 1, and topics of version 2) over the samples.

As the platform does, it sorts, filters, trims answers by `X-Fields`, answers 404 past the last page, 400 for
an organisation that is no id, and its whole catalogue for a topic that it does not know.
"""

import html
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from wsgiref.types import WSGIApplication

from werkzeug.exceptions import BadRequest, NotFound, Unauthorized
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from cli.portals.portal import Portal
from cli.portals.routing import Handlers, dispatch
from cli.portals.samples import SampleCatalogue, load_samples
from cli.portals.texts import fold, slugify
from cli.portals.udata_json import Json, object_id, to_dataset, to_organisation
from cli.portals.udata_mask import MaskInvalid, apply_mask, parse_mask

ROOT = "/udata"
PAGE_SIZE = 20
VERSION = "17.18.0"
"""The version of udata that the portal behaves like."""
TOPIC = "Eau et santé"
ROUTES = Map(
    [
        Rule(ROOT, endpoint="home"),
        Rule(f"{ROOT}/api/1/datasets/", endpoint="datasets"),
        Rule(f"{ROOT}/api/1/datasets/<name>/", endpoint="dataset"),
        Rule(f"{ROOT}/api/1/organizations/<name>/", endpoint="organization"),
        Rule(f"{ROOT}/api/2/topics/<name>/", endpoint="topic"),
        Rule(f"{ROOT}/api/1/site/", endpoint="site"),
        Rule(f"{ROOT}/datasets/<name>/", endpoint="page"),
    ]
)

_SORTS = {"title": "title", "created": "created_at", "last_update": "last_update"}
_OBJECT_ID = re.compile(r"[0-9a-f]{24}")
_FOR_MEMBERS = ("archived", "deleted", "private")
_PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>{title}</title></head>
<body><h1>{title}</h1><p>{text}</p></body></html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class UdataApp:
    """Answers the requests to one catalogue."""

    catalogue: SampleCatalogue

    def handlers(self) -> Handlers:
        """Return the method that answers each endpoint of `ROUTES`."""
        names = ("home", "datasets", "dataset", "organization", "topic", "site", "page")
        return {name: getattr(self, name) for name in names}

    def home(self, _request: Request) -> Response:
        """Answer the first page of the portal, for people."""
        return _to_page(self.catalogue.title, self.catalogue.description)

    def datasets(self, request: Request) -> Response:
        """Answer a page of the listing."""
        page, size = _positive(request, "page", 1), _positive(request, "page_size", PAGE_SIZE)
        found = _sorted(self._filtered(request), request.args.get("sort") or "-created")
        data = found[(page - 1) * size : page * size]
        if page > 1 and not data:
            raise NotFound
        last = -(-len(found) // size)
        return _answer(
            request,
            {
                "data": data,
                "page": page,
                "page_size": size,
                "total": len(found),
                "next_page": _page_url(request, page + 1) if page < last else None,
                "previous_page": _page_url(request, page - 1) if page > 1 else None,
            },
        )

    def dataset(self, request: Request, name: str) -> Response:
        """Answer one dataset by its id or slug."""
        return _answer(request, _named(self._all(request), name))

    def organization(self, request: Request, name: str) -> Response:
        """Answer one organisation by its id or slug."""
        publishers = [sample.publisher for sample in self.catalogue.samples if sample.publisher]
        return _answer(request, _named([to_organisation(one, _base(request)) for one in publishers], name))

    def topic(self, request: Request, name: str) -> Response:
        """Answer the one topic of the portal."""
        slug = slugify(TOPIC)
        return _answer(
            request, _named([{"id": object_id(f"topic {slug}"), "slug": slug, "name": TOPIC}], name)
        )

    def site(self, request: Request) -> Response:
        """Answer what the portal says of itself."""
        about = {"id": "demo", "title": self.catalogue.title, "version": VERSION}
        return _answer(request, about)

    def page(self, request: Request, name: str) -> Response:
        """Answer the page of a dataset, for people."""
        dataset = _named(self._all(request), name)
        return _to_page(dataset["title"], dataset["description"] or "")

    def _all(self, request: Request) -> list[Json]:
        base, entered = _base(request), self.catalogue.modified
        return [to_dataset(sample, base, entered) for sample in self.catalogue.samples]

    def _filtered(self, request: Request) -> list[Json]:
        """Return what the filters leave; to whoever has no account, some of them are refused."""
        if any(name in request.args for name in _FOR_MEMBERS):
            raise Unauthorized
        for name in ("organization", "topic"):
            if name in request.args and not _OBJECT_ID.fullmatch(request.args[name]):
                raise BadRequest
        tests = [test(request.args[name]) for name, test in _TESTS.items() if name in request.args]
        tags = set(request.args.getlist("tag"))
        return [
            one for one in self._all(request) if tags <= set(one["tags"]) and all(test(one) for test in tests)
        ]


def build_udata_app(catalogue: SampleCatalogue) -> WSGIApplication:
    """Return the catalogue as a WSGI application."""
    return dispatch(ROUTES, UdataApp(catalogue=catalogue).handlers())


Test = Callable[[Mapping[str, Any]], bool]


def _is_of_organisation(value: str) -> Test:
    return lambda one: bool(one["organization"]) and one["organization"]["id"] == value


def _is_of_topic(value: str) -> Test:
    is_known = value == object_id(f"topic {slugify(TOPIC)}")
    return lambda one: not is_known or any("eau" in tag.split("-") for tag in one["tags"])


def _has_badge(value: str) -> Test:
    return lambda one: any(badge["kind"] == value for badge in one["badges"])


def _is_in_zone(value: str) -> Test:
    return lambda one: value in (one["spatial"] or {}).get("zones", ())


def _holds_words(value: str) -> Test:
    words = fold(value).split()
    return lambda one: all(word in fold(f"{one['title']} {one['description']}") for word in words)


_TESTS: dict[str, Callable[[str], Test]] = {
    "organization": _is_of_organisation,
    "topic": _is_of_topic,
    "badge": _has_badge,
    "geozone": _is_in_zone,
    "q": _holds_words,
}


def _sorted(datasets: Sequence[Json], sort: str) -> list[Json]:
    """Return the datasets in an order of the platform; 400 for one that it does not have."""
    field = _SORTS.get(sort.removeprefix("-"))
    if field is None:
        raise BadRequest
    return sorted(datasets, key=lambda one: str(one[field]), reverse=sort.startswith("-"))


def _named(things: Sequence[Json], name: str) -> Json:
    found = next((one for one in things if name in (one["id"], one["slug"])), None)
    if found is None:
        raise NotFound
    return found


def _positive(request: Request, name: str, default: int) -> int:
    text = request.args.get(name, str(default))
    if not text.isdecimal() or int(text) < 1:
        raise BadRequest
    return int(text)


def _page_url(request: Request, page: int) -> str:
    query = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
    return f"{request.base_url}?{urlencode([*query, ('page', page)])}"


def _to_page(title: str, text: str) -> Response:
    page = _PAGE.format(title=html.escape(title), text=html.escape(text))
    return Response(page, content_type="text/html; charset=utf-8")


def _base(request: Request) -> str:
    return request.host_url.rstrip("/") + ROOT


def _answer(request: Request, value: Json) -> Response:
    """Answer JSON, trimmed by the mask of the request."""
    try:
        mask = parse_mask(request.headers["X-Fields"]) if "X-Fields" in request.headers else None
    except MaskInvalid as error:
        raise BadRequest from error
    body = json.dumps(apply_mask(value, mask), ensure_ascii=False)
    return Response(body, content_type="application/json")


PORTAL = Portal(
    id="demo-udata",
    kind="udata",
    title="Plateforme ouverte de données publiques (démonstration)",
    path=ROOT,
    default_port=8104,
    rank=40,
    build_app=lambda: build_udata_app(load_samples("udata")),
)
