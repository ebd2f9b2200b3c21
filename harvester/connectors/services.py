"""The layers of the services that a catalogue describes: their capabilities are asked for once in a run.

Services of the catalogue's own platform are asked; those of other hosts only where the declaration says so. A
service that does not answer keeps the layers that it told before.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from catalogue.addresses import parts_of
from harvester.connector import FetchTools, Page, RawItem
from harvester.errors import RecordRejected, SourceMisbehaved, SourceUnavailable
from harvester.formats.iso_layers import MEDIA_TYPE, Layer, kept_layers, wrap
from harvester.gateway import ParserGateway
from harvester.http import GuardedSession

LINKS_TASK = "iso.services"
LAYERS_TASK = "ows.layers"
_ACCEPT = "application/xml, text/xml"
SHARED = frozenset({"gouv.fr", "asso.fr", "com.fr"})
"""Domains in which everybody has a host: two hosts below them are not of one platform."""
_MARK = b"SV_ServiceIdentification"


def fetch_layers(session: GuardedSession, gateway: ParserGateway, url: str) -> tuple[Layer, ...] | None:
    """Return the layers that capabilities name; none where the answer is of no use, None where none came."""
    try:
        answer = session.fetch_bytes("GET", url, accept=_ACCEPT)
        options = {"url": url, "media_type": answer.content_type}
        told = gateway.run(LAYERS_TASK, answer.content, options, where=url)
    except SourceUnavailable:
        return None
    except SourceMisbehaved:
        return ()
    return tuple(
        Layer(url=url, **(layer | {"bbox": tuple(layer["bbox"]) if layer["bbox"] else None}))
        for layer in told
    )


def is_at_home(url: str, home: str) -> bool:
    """Say whether a service is on the host of the catalogue, or on one beside it.

    Platforms have a host for each of their parts (`catalogue.atlasante.fr`, `datacarto.atlasante.fr`).
    """
    there, here = parts_of(url).hostname or "", parts_of(home).hostname or ""
    beside = there.partition(".")[2]
    return there == here or (beside == here.partition(".")[2] and "." in beside and beside not in SHARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerReader:
    """Gives the records of services their layers; `asked` are the answers of this run by address.

    `home` is the address of the catalogue: services elsewhere are asked only with `everywhere`. What a
    service told before, found by `find_originals`, stands in for it while it does not answer.
    """

    tools: FetchTools
    home: str
    everywhere: bool = False
    find_originals: Callable[[Sequence[str]], Mapping[str, bytes]] = lambda _ids: {}
    asked: dict[str, tuple[Layer, ...] | None] = field(default_factory=dict)

    def with_layers(self, page: Page) -> Page:
        """Return a page whose records of services carry their layers; the others stay as they came."""
        return replace(page, items=tuple(self._with_layers(item) for item in page.items))

    def _with_layers(self, item: RawItem) -> RawItem:
        if _MARK not in item.content:
            return item
        told = {url: self._ask(url) for url in self._list_addresses(item) if self._may_ask(url)}
        if None in told.values():
            kept = kept_layers(self.find_originals([item.remote_id]).get(item.remote_id, b""))
            told = {url: kept.get(url, ()) if layers is None else layers for url, layers in told.items()}
        layers = [layer for answer in told.values() for layer in answer or ()]
        if not layers:
            return item
        return replace(item, content=wrap(item.content, item.media_type, layers), media_type=MEDIA_TYPE)

    def _may_ask(self, url: str) -> bool:
        return self.everywhere or is_at_home(url, self.home)

    def _list_addresses(self, item: RawItem) -> list[str]:
        """Return the addresses of capabilities in a record; one that can't be read will be rejected later."""
        try:
            (told,) = self.tools.gateway.run(
                LINKS_TASK, item.content, {"media_type": item.media_type}, where=item.remote_id
            )
        except (SourceMisbehaved, RecordRejected):
            return []
        return list(told["urls"])

    def _ask(self, url: str) -> tuple[Layer, ...] | None:
        if url not in self.asked:
            self.asked[url] = fetch_layers(self.tools.session, self.tools.gateway, url)
        return self.asked[url]
