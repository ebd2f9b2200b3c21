"""Harvest a udata portal (data.gouv.fr and its kin): whole, or by organisation, topic, tag, zone, words …"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from marshmallow import Schema

from catalogue.language import gettext as _
from catalogue.record import Record
from catalogue.source import Source
from harvester.connector import Ability, FetchTools, Page, Probe, RawItem, Wanted
from harvester.connectors.udata_client import UdataClient, to_root
from harvester.connectors.udata_listing import UdataListing
from harvester.connectors.udata_reading import UdataReader
from harvester.declared import DeclaredSchema, flag, text, texts, whole
from harvester.formats.udata_record import to_record

PAGE_SIZE = 100
MAX_PAGES = 5_000

_FILTERS = ("organization", "topic", "tag", "badge", "geozone", "q")
_ABILITIES: frozenset[Ability] = frozenset({"total", "since", "ids", "resume", "sort"})


class UdataOptions(DeclaredSchema):
    """What a `udata` source may set; without a filter, the whole portal is listed.

    `organization`: only its datasets (slug or id). `topic`: only those of a topic (slug or id). `tag`: tags
    that a dataset must all have. `badge`: such as `hvd` or `inspire`. `geozone`: only those of a zone
    (`fr:region:32`). `q`: only those in which these words are found. `include_archived`: archived datasets
    too, which the platform shows to an account of their organisation alone. `page_size`: datasets asked per
    page (100). `max_pages`: where a listing is given up (5 000).
    """

    organization = text()
    topic = text()
    tag = texts()
    badge = text()
    geozone = text()
    q = text()
    include_archived = flag()
    page_size = whole(1, 1_000)
    max_pages = whole(1, 100_000)


class UdataConnector:
    """Datasets of the API (version 1), each kept as the canonical JSON of what it says."""

    kind: ClassVar[str] = "udata"
    options: ClassVar[type[Schema]] = UdataOptions
    incremental: ClassVar[bool] = True

    def fetch(self, source: Source, tools: FetchTools, wanted: Wanted) -> Iterator[Page]:
        """Yield the datasets page by page; since a time, the newest first and then the ids of all.

        Raises `SourceMisbehaved`: `unknown-filter`, `paging-loop`, `listing-stopped`, `too-many-pages`,
        `unexpected-answer`, `not-a-catalogue`, `bad-json`, and what the session raises.
        """
        client = _open_client(source, tools)
        listing = UdataListing(
            reader=UdataReader(client=client, size=source.options.get("page_size", PAGE_SIZE)),
            wanted=wanted,
            max_pages=source.options.get("max_pages", MAX_PAGES),
            with_archived=source.options.get("include_archived", False),
        )
        yield from listing.list_pages()

    def probe(self, source: Source, tools: FetchTools) -> Probe:
        """Ask for one id and for the version of the software; raises what `fetch` raises."""
        client = _open_client(source, tools)
        listed = UdataReader(client=client, size=1).fetch_ids(1)
        version = client.find_version()
        total = listed.total if listed else None
        return Probe(
            software=f"udata {version}" if version else "udata",
            announced=total,
            abilities=_ABILITIES,
            remarks=tuple(_remarks(source, total)),
        )

    def to_record(self, item: RawItem, options: Mapping[str, Any]) -> Record:  # noqa: ARG002 -- the protocol
        """Map one dataset; raises `RecordRejected`."""
        return to_record(json.loads(item.content), item.remote_id, item.remote_url)


def _open_client(source: Source, tools: FetchTools) -> UdataClient:
    filters = {name: source.options[name] for name in _FILTERS if source.options.get(name)}
    client = UdataClient(session=tools.session, root=to_root(source.url or ""), filters=filters)
    client.resolve_names()
    return client


def _remarks(source: Source, total: int | None) -> Iterator[str]:
    filtered = [name for name in _FILTERS if source.options.get(name)]
    if total == 0 and filtered:
        names = ", ".join(filtered)
        yield _("Aucun jeu de données ne répond aux options {names} : vérifiez-les.").format(names=names)
    if total and not filtered:
        yield _("Tout le portail sera moissonné : précisez une organisation, un thème ou un mot-clé.")
    if source.options.get("include_archived") and source.auth is None:
        yield _(
            "Les jeux archivés ne sont montrés qu'à un compte de leur organisation : "
            "déclarez auth, sans quoi include_archived ne change rien."
        )
