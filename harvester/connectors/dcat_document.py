"""One document of a DCAT catalogue: fetched, split by the parser child, never interpreted here."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import SplitResult, urlsplit

from catalogue.addresses import joined, parts_of
from harvester.connector import FetchTools, RawItem
from harvester.errors import SourceMisbehaved

TASK = "dcat.page"
MEDIA_TYPE = "application/n-triples"
ACCEPT = (
    "text/turtle, application/n-triples;q=0.9, application/rdf+xml;q=0.8, application/ld+json;q=0.7,"
    " */*;q=0.1"
)
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class DcatDocument:
    """What a document says: `url` is where it was found in the end, `addresses` all that led there.

    `items` are its datasets, series and services, of which `services` are services; `subjects` their IRIs.
    `body` is a digest of its bytes, `syntax` what it was written in. `next_url`, `links` (datasets described
    elsewhere) and `catalogues` are absolute.
    """

    url: str
    addresses: frozenset[str]
    body: bytes
    syntax: str
    is_catalogue: bool
    total: int | None
    next_url: str | None
    links: tuple[str, ...]
    catalogues: tuple[str, ...]
    items: tuple[RawItem, ...]
    subjects: frozenset[str]
    services: int


def fetch_document(tools: FetchTools, url: str) -> DcatDocument:
    """Return the document at an address; raises what the session and the parser raise."""
    answer = tools.session.fetch_bytes("GET", url, accept=ACCEPT)
    options = {"url": answer.url, "media_type": answer.content_type}
    head, *described = tools.gateway.run(TASK, answer.content, options, where=answer.url)
    following = head["next"]
    return DcatDocument(
        url=answer.url,
        addresses=frozenset({url, answer.url, *answer.redirects}),
        body=sha256(answer.content).digest(),
        syntax=head["kind"],
        is_catalogue=head["catalogue"],
        total=head["total"],
        next_url=joined(answer.url, following) if following else None,
        links=tuple(head["links"]),
        catalogues=tuple(head["catalogues"]),
        items=tuple(_to_item(one) for one in described),
        subjects=frozenset(one["subject"] for one in described if one["subject"]),
        services=sum(one["service"] for one in described),
    )


def at_home(url: str, home: str) -> str:
    """Return an address with the scheme of the source; raises `foreign-next` for one on another server."""
    if not is_at_home(url, home):
        raise SourceMisbehaved("foreign-next", url=url)
    own, there = urlsplit(home), urlsplit(url)
    return there._replace(scheme=own.scheme, netloc=own.netloc).geturl() if own.scheme == "https" else url


def is_at_home(url: str, home: str) -> bool:
    """Tell whether an address is on the server of the source."""
    own, there = parts_of(home), parts_of(url)
    return there.hostname == own.hostname and (
        _port(there) == _port(own)
        or all(_port(one) == _DEFAULT_PORTS.get(one.scheme) for one in (own, there))
    )


def _port(address: SplitResult) -> int | None:
    try:
        return address.port or _DEFAULT_PORTS.get(address.scheme)
    except ValueError:
        return None


def _to_item(described: Mapping[str, Any]) -> RawItem:
    subject = described["subject"]
    return RawItem(
        remote_id=described["remote_id"],
        content=described["content"].encode(),
        media_type=MEDIA_TYPE,
        remote_url=subject if subject and subject.startswith(("http://", "https://")) else None,
    )
