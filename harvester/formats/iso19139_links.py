"""How to get it: the online resources of an ISO 19139 record as distributions, landing page and relations.

Old Prodige and GeoNetwork records write links without `gmd:function`: protocol, name and address tell then
(Écosphères, nettoyage des liens; `iso19139_layouts` knows the addresses).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl

from catalogue.addresses import parts_of
from catalogue.copying import with_changes
from catalogue.folding import fold_label
from catalogue.record_parts import Distribution, RelatedLink
from catalogue.remembering import remembered
from harvester.formats.geometry import to_number
from harvester.formats.iso19139_layouts import Hint, find_hint
from harvester.formats.iso19139_view import IsoNode

_DOWNLOADS = frozenset({"download", "offlineAccess", "order"})
_SERVICE = re.compile(r"\b(wms|wfs|wmts|wcs|wps|csw|sos|wms-c|tms)\b", re.IGNORECASE)
_DOWNLOAD_PROTOCOL = re.compile(
    r"^(?:www:download|atom\b|inspire atom|file for download|ftp\b)", re.IGNORECASE
)
_DOWNLOAD_NAMES = re.compile(
    "acces au lien atom de telechargement|acces au telechargement des donnees"
    "|telechargement direct d(?:es donnees|u lot)|telechargement simple|telecharger les donnees"
)
_DOWNLOAD_MARK = "charg"
"""What all those names have in common."""

_SCHEMES = ("http://", "https://", "ftp://")
_DATA_REQUEST = re.compile(r"request=(?:getfeature|getcoverage|getmap)\b", re.IGNORECASE)
_ARCHIVES = (None, "zip", "7z", "rar", "tar.gz")


_BLANK = Distribution()


@dataclass(slots=True, kw_only=True)  # not frozen: a record has several, and nobody keeps them
class Link:
    """A CI_OnlineResource; `leads` is where its address says that it leads, empty where it says nothing."""

    url: str
    protocol: str = ""
    name: str = ""
    description: str = ""
    function: str = ""
    profile: str = ""
    hint: Hint | None = None
    leads: str = ""

    @property
    def is_usable(self) -> bool:
        """Whether the address is one of the web."""
        return self.url.lower().startswith(_SCHEMES)

    @property
    def service(self) -> str | None:
        """The OGC service that the link leads to: by its protocol, else by its query, else by its address.

        The record itself, as a CSW gives it in XML, is no way to the data; and the last part of a path says
        less than a protocol, but not less than the addresses of a known map server.
        """
        leads = self.leads
        if leads == "record":
            return None
        if said := _service_said(self.protocol) or _service_asked(self.url):
            return said
        if self.hint and leads == "service" and not (self.protocol and self.hint.name == "ows-path"):
            return self.hint.format
        return None

    @property
    def is_page(self) -> bool:
        """Whether people reach the data from there: no document or norm, no record in XML, no map."""
        return self.leads not in ("document", "record", "map") and self.profile != "MAP"

    @property
    def is_download(self) -> bool:
        """Whether the link gives data, by function, else by protocol, name or address; Géo-IDE calls the page
        of the record a download.
        """
        leads = self.leads
        if leads in ("record", "card"):
            return False
        by_protocol = _DOWNLOAD_PROTOCOL.match(self.protocol) is not None
        if self.function or by_protocol:
            return by_protocol or self.function in _DOWNLOADS
        return leads in ("file", "feed", "page") or _names_download(f"{self.name} {self.description}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Distributions in the order of the record, the landing page, other pages, links that lead nowhere."""

    distributions: tuple[Distribution, ...]
    landing_page: str | None
    related: tuple[RelatedLink, ...]
    unusable: tuple[str, ...]


def to_ways(distribution: IsoNode, distributor: IsoNode, resource: IsoNode, formats: tuple[str, ...]) -> Ways:
    """Return the ways to the data; a record's only format is the one of its downloads."""
    distributions: dict[Distribution, None] = {}
    pages: list[Link] = []
    unusable: dict[str, None] = {}
    for link, size in _links(distribution, distributor, resource):
        if isinstance(link, Distribution):
            distributions[link] = None
        elif not link.is_usable:
            unusable[link.url] = None
        elif link.is_download:
            distributions[_of_download(link, size, formats[0] if len(formats) == 1 else None)] = None
        else:
            pages.append(link)
    landing = _landing_of(pages) if pages else None
    related = dict.fromkeys([_to_related(page) for page in pages if page.url != landing])
    return Ways(
        distributions=tuple(distributions),
        landing_page=landing,
        related=tuple(related),
        unusable=tuple(unusable),
    )


def _landing_of(pages: list[Link]) -> str | None:
    """Return the first page that is said to inform, else the first that is one."""
    entrances = [page for page in pages if page.is_page]
    informing = (page for page in entrances if page.function == "information")
    return next((page.url for page in (*informing, *entrances)), None)


def _links(
    distribution: IsoNode, distributor: IsoNode, resource: IsoNode
) -> Iterator[tuple[Link | Distribution, int | None]]:
    """Yield the links, a service as the distribution that it is; and the size in bytes of its transfer
    options, where a link is alone in them.
    """
    for options in (*distribution.all("transferOptions"), *distributor.all("distributorTransferOptions")):
        online = options.all("onLine")
        for node in online:
            if link := node.once(_find_link):
                yield link, _size_of(options) if len(online) == 1 else None
    for node in resource.all("containsOperations/connectPoint"):
        if link := node.once(_find_link):
            yield link, None


def _size_of(options: IsoNode) -> int | None:
    """Return bytes for the megabytes of MD_DigitalTransferOptions."""
    said = options.plain("transferSize")
    size = to_number(said) if said else None
    return int(size * 1_000_000) if size else None


def _find_link(node: IsoNode) -> Link | Distribution | None:
    said = node.plain("linkage")
    if not said:
        return None
    url = said.replace(" ", "%20")
    protocols = node.values("protocol")
    hint = find_hint(url)
    link = Link(
        url=url,
        protocol=_to_protocol(protocols[0]) if protocols else "",
        name=node.plain("name") or "",
        description=node.plain("description") or "",
        function=node.plain("function") or "",
        profile=node.plain("applicationProfile") or "",
        hint=hint,
        leads=hint.leads if hint else "",
    )
    service = link.service if link.is_usable else None
    return _of_service(link, service) if service else link


def _to_protocol(said: IsoNode) -> str:
    """Return the protocol; an Anchor of `…/def/serviceType/ogc/wms` says `OGC:WMS`."""
    match = re.search(r"/serviceType/ogc/(\w+)", said.href) if said.href else None
    return f"OGC:{match[1].upper()}" if match else said.main


def _of_service(link: Link, service: str) -> Distribution:
    """A service is reached by its capabilities: `service` and `request` are added where the link has none."""
    asks = _DATA_REQUEST.search(link.url) is not None
    return Distribution(
        url=link.url if asks else None,
        access_url=None if asks else capabilities_url(link.url, service),
        title=link.name or None,
        description=link.description or None,
        format=service,
        protocol=f"OGC:{service}",
    )


def _of_download(link: Link, size: int | None, format_name: str | None) -> Distribution:
    feed = link.leads == "feed" or link.protocol.lower().startswith(("atom", "inspire atom"))
    page = feed or link.leads == "page"
    return with_changes(
        _BLANK,
        url=None if page else link.url,
        access_url=link.url if page else None,
        title=link.name or None,
        description=link.description or None,
        format="ATOM" if feed else _format_of(link, format_name),
        byte_size=size,
        protocol=link.protocol or (link.hint.protocol if link.hint else None),
    )


def _format_of(link: Link, format_name: str | None) -> str | None:
    """Return the format that the address tells, but for an archive the one that the record names."""
    told = link.hint.format if link.hint and link.leads in ("file", "page") else None
    told = told.lower() if told else None
    return (format_name or told) if told in _ARCHIVES else told


def capabilities_url(url: str, service: str) -> str:
    """Return the address of a service's capabilities (cleaning rule 6): what the address asks for stays."""
    address, mark, fragment = url.partition("#")
    path, _, query = address.partition("?")
    if service == "WMTS" and path.lower().endswith(".xml"):
        return url
    asked = f"&{query.lower()}"
    for name, value in (("service", service), ("request", "GetCapabilities")):
        if f"&{name}=" not in asked:
            query = (
                f"{query}&{name}={value}" if query and not query.endswith("&") else f"{query}{name}={value}"
            )
    return f"{path}?{query}{mark}{fragment}"


def _names_download(words: str) -> bool:
    """Folding takes longer than all else that is done to a link."""
    return _DOWNLOAD_MARK in words.lower() and _DOWNLOAD_NAMES.search(fold_label(words)) is not None


@remembered(1_024)
def _service_said(protocol: str) -> str | None:
    """Return the service that a protocol names."""
    match = _SERVICE.search(protocol.replace("_", "-"))
    return match[1].upper() if match else None


def _service_asked(url: str) -> str | None:
    """Return the service that the query of an address names."""
    if "service=" not in url.lower():
        return None
    query = {name.lower(): value for name, value in parse_qsl(parts_of(url).query)}
    match = _SERVICE.fullmatch(query.get("service", ""))
    return match[1].upper() if match else None


def _to_related(page: Link) -> RelatedLink:
    relation = "map" if page.leads == "map" or page.profile == "MAP" else "documentation"
    return RelatedLink(relation=relation, url=page.url, title=page.name or page.description or None)
