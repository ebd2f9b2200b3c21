"""Harvest a CKAN portal (DataSud and other IDGO, Géo2France, the CKAN behind a Data4Citizen) by its Action
API.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from marshmallow import Schema, fields

from catalogue.language import gettext as _
from catalogue.record import Record
from catalogue.source import Source
from harvester.connector import Ability, FetchTools, Page, Probe, RawItem, Wanted
from harvester.connectors.ckan_client import CkanClient
from harvester.connectors.ckan_listing import MAX_PAGES, SORT, CkanListing
from harvester.connectors.ckan_query import ROWS, query_of
from harvester.declared import DeclaredSchema, flag, text, texts, whole
from harvester.errors import SourceMisbehaved
from harvester.formats.ckan_record import to_record

NEVER = "+metadata_modified:[2999-01-01T00:00:00Z TO *]"
"""A filter that no dataset passes: who finds some all the same does not filter by date."""


class _Names(fields.List[Any]):
    """A list of texts, which may be written as one text."""

    def _deserialize(self, value: Any, *where: Any, **more: Any) -> list[Any]:
        found: list[Any] = super()._deserialize([value] if isinstance(value, str) else value, *where, **more)
        return found


def _names() -> fields.List[Any]:
    return _Names(text(), error_messages=texts().error_messages)


class CkanOptions(DeclaredSchema):
    """What a `ckan` source may set.

    `organization` and `group`: only the datasets of these (a name, or a list of names). `types`: the types of
    dataset (`["dataset"]`; an empty list: all, harvest sources included). `query` and `fq`: what
    `package_search` takes under `q` and `fq`, in the language of Solr. `rows`: datasets asked per page
    (1 000). `details`: ask for each dataset whose files have no address in the listing (Data4Citizen).
    `max_pages`: where a listing is given up (5 000).
    """

    organization = _names()
    group = _names()
    types = texts()
    query = text()
    fq = text()
    rows = whole(1, 1_000)
    details = flag()
    max_pages = whole(1, 100_000)


class CkanConnector:
    """Datasets as `package_search` gives them, each kept as its own JSON."""

    kind: ClassVar[str] = "ckan"
    options: ClassVar[type[Schema]] = CkanOptions
    incremental: ClassVar[bool] = True

    def fetch(self, source: Source, tools: FetchTools, wanted: Wanted) -> Iterator[Page]:
        """Yield the datasets sorted by id, stepping by what came; with `wanted.since` those that changed,
        then the ids of all.

        Raises `SourceMisbehaved`: `paging-loop`, `listing-stopped`, `listing-moving`, `too-many-pages`, and
        what `CkanClient` raises.
        """
        options = source.options
        listing = CkanListing(
            client=CkanClient(source.url or "", tools.session),
            query=query_of(options),
            wanted=wanted,
            rows=options.get("rows", ROWS),
            max_pages=options.get("max_pages", MAX_PAGES),
            details=options.get("details", False),
        )
        yield from listing.walk()

    def probe(self, source: Source, tools: FetchTools) -> Probe:
        """Ask for the version, the total and whether dates filter; with a token, whether it is known."""
        client = CkanClient(source.url or "", tools.session)
        version = _find_version(client)
        query = query_of(source.options)
        listed = client.fetch_found(q=query.q, fq=query.fq, sort=SORT, rows=1, fl="id")
        abilities: set[Ability] = {"total", "ids", "resume", "sort"}
        remarks: list[str] = []
        if _filters_by_date(client, query.q, query.with_filter(NEVER).fq):
            abilities.add("since")
        else:
            remarks.append(_("Le portail ne filtre pas par date : chaque moisson relit toutes les fiches."))
        if source.auth is not None and not client.is_signed_in():
            remarks.append(
                _(
                    "Rien ne montre que le portail reconnaît le jeton déclaré : un CKAN traite un jeton faux "
                    "comme un visiteur. Vérifiez le jeton, et l'en-tête qui le porte : Authorization depuis "
                    "CKAN 2.10, X-CKAN-API-Key avant."
                )
            )
        return Probe(
            software=f"CKAN {version}" if version else "CKAN",
            announced=listed.count,
            abilities=frozenset(abilities),
            remarks=tuple(remarks),
        )

    def to_record(self, item: RawItem, options: Mapping[str, Any]) -> Record:  # noqa: ARG002 -- the protocol
        """Map one dataset; raises `RecordRejected`."""
        return to_record(json.loads(item.content), item.remote_id, item.remote_url)


def _find_version(client: CkanClient) -> str | None:
    """Return the version; some portals keep `status_show` to themselves."""
    try:
        return client.find_version()
    except SourceMisbehaved:
        return None


def _filters_by_date(client: CkanClient, q: str, fq: str) -> bool:
    try:
        return client.fetch_found(q=q, fq=fq, rows=0).count == 0
    except SourceMisbehaved:
        return False
