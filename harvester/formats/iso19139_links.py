"""How to get it: the online resources of an ISO 19139 record as distributions, landing page and relations.

Old Prodige and GeoNetwork records write links without `gmd:function`: protocol, name and address tell then
(Écosphères, nettoyage des liens; the paths are those that Prodige serves).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from lxml import etree

from catalogue.folding import fold_label
from catalogue.record_parts import Distribution, RelatedLink
from harvester.formats.geometry import to_number
from harvester.formats.iso19139_view import IsoView, iter_named
from harvester.formats.words import squeeze

_DOWNLOADS = frozenset({"download", "offlineAccess", "order"})
_SERVICE = re.compile(r"\b(wms|wfs|wmts|wcs|wps|csw|sos|wms-c|tms)\b", re.IGNORECASE)
_DOWNLOAD_PROTOCOL = re.compile(
    r"^(?:www:download|atom\b|inspire atom|file for download|ftp\b)", re.IGNORECASE
)
_DOWNLOAD_NAMES = (
    "acces au lien atom de telechargement", "acces au telechargement des donnees",
    "telechargement direct des donnees", "telechargement direct du lot", "telechargement simple",
    "telecharger les donnees",
)  # fmt: skip
_DOWNLOAD_PATH = re.compile(
    r"/rss/atomfeed/|/download/|/api/data/|panierdownload|/telechargement|^https?://tele(?:chargement|carto)\.",
    re.IGNORECASE,
)
_BASKET = re.compile(r"panierdownload|/rss/atomfeed/topatom|/atomarchive/getresource", re.IGNORECASE)
_ATOM = re.compile(r"/rss/atomfeed/|[./]atom\b|atom\.xml", re.IGNORECASE)
_FILE = re.compile(
    r"\.(zip|7z|csv|xlsx?|ods|json|geojson|gpkg|shp|kml|kmz|gml|tif|tiff|parquet|rar|tar\.gz|txt)$",
    re.IGNORECASE,
)
_SERVICE_PATH = re.compile(r"/(wms|wfs|wmts|wcs)(?:/v)?/?$", re.IGNORECASE)
_CARD = re.compile(r"/catalog\.search#/metadata/", re.IGNORECASE)
_NORM = re.compile(r"/afficherpagestandard\.do", re.IGNORECASE)
_RECORD = re.compile(r"request=getrecordbyid", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|odt|xml)$", re.IGNORECASE)
_MAP = re.compile(r"consultationwms|/map(?:s|viewer)?/|\.map$|visualiseur", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A CI_OnlineResource; `size` of its transfer options, in bytes, where the link is alone in them."""

    url: str
    protocol: str = ""
    name: str = ""
    description: str = ""
    function: str = ""
    profile: str = ""
    size: int | None = None

    @property
    def service(self) -> str | None:
        """The OGC service that the link leads to: by its protocol, else by its query, else by its path.

        The record itself, as a CSW gives it in XML, is no way to the data.
        """
        if self.is_record:
            return None
        address = urlsplit(self.url)
        said = _SERVICE.search(self.protocol.replace("_", "-"))
        query = {name.lower(): value for name, value in parse_qsl(address.query)}
        asked = _SERVICE.fullmatch(query.get("service", ""))
        named = _SERVICE_PATH.search(address.path) if not self.protocol else None
        match = said or asked or named
        return match[1].upper() if match else None

    @property
    def is_record(self) -> bool:
        """Whether the link gives the metadata record that names it."""
        return bool(_RECORD.search(self.url))

    @property
    def is_page(self) -> bool:
        """Whether people reach the data from there: no document or norm, no record in XML, no map."""
        path = urlsplit(self.url).path
        document = _DOCUMENT.search(path) or _NORM.search(path)
        return not (document or self.is_record or _MAP.search(self.url) or self.profile == "MAP")

    @property
    def is_download(self) -> bool:
        """Whether the link gives data, by function, else by protocol, name or address; Géo-IDE calls the page
        of the record a download.
        """
        if self.is_record or _CARD.search(self.url):
            return False
        if self.function:
            return self.function in _DOWNLOADS or bool(_DOWNLOAD_PROTOCOL.match(self.protocol))
        name = fold_label(f"{self.name} {self.description}")
        return (
            bool(_DOWNLOAD_PROTOCOL.match(self.protocol))
            or any(known in name for known in _DOWNLOAD_NAMES)
            or bool(_DOWNLOAD_PATH.search(self.url))
            or bool(_FILE.search(urlsplit(self.url).path))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Distributions in the order of the record, the landing page, other pages, links that lead nowhere."""

    distributions: tuple[Distribution, ...]
    landing_page: str | None
    related: tuple[RelatedLink, ...]
    unusable: tuple[str, ...]


def to_ways(view: IsoView, formats: tuple[str, ...]) -> Ways:
    """Return the ways to the data; a record's only format is the one of its downloads."""
    distributions: list[Distribution] = []
    pages: list[Link] = []
    unusable: list[str] = []
    for link in _links(view):
        if not link.url.lower().startswith(("http://", "https://", "ftp://")):
            unusable.append(link.url)
        elif link.service:
            distributions.append(_of_service(link, link.service))
        elif link.is_download:
            distributions.append(_of_download(link, formats[0] if len(formats) == 1 else None))
        else:
            pages.append(link)
    entrances = [page for page in pages if page.is_page]
    informing = [page for page in entrances if page.function == "information"] or entrances
    landing = informing[0].url if informing else None
    related = [_to_related(page) for page in pages if page.url != landing]
    return Ways(
        distributions=tuple(dict.fromkeys(distributions)),
        landing_page=landing,
        related=tuple(dict.fromkeys(related)),
        unusable=tuple(dict.fromkeys(unusable)),
    )


def _links(view: IsoView) -> Iterator[Link]:
    for options in iter_named(view.root, "MD_DigitalTransferOptions"):
        online = view.find_all("gmd:onLine/*", options)
        size = to_number(view.plain("gmd:transferSize", options))
        for element in online:
            if link := _to_link(view, element, int(size * 1_000_000) if size and len(online) == 1 else None):
                yield link
    for element in view.find_all("gmd:identificationInfo/*/srv:containsOperations/*/srv:connectPoint/*"):
        if link := _to_link(view, element, None):
            yield link


def _to_link(view: IsoView, element: etree._Element, size: int | None) -> Link | None:
    url = squeeze("".join(view.texts("gmd:linkage", element)[:1]))
    if not url:
        return None
    protocols = view.values("gmd:protocol", element)
    protocol = protocols[0] if protocols else None
    names = view.values("gmd:name", element)
    return Link(
        url=url.replace(" ", "%20"),
        protocol=_to_protocol(protocol.text, protocol.href) if protocol else "",
        name=names[0].in_french(view.main) if names else "",
        description=view.plain("gmd:description", element) or "",
        function=view.code("gmd:function", element) or "",
        profile=view.plain("gmd:applicationProfile", element) or "",
        size=size,
    )


def _to_protocol(text: str, href: str | None) -> str:
    """Return the protocol; an Anchor of `…/def/serviceType/ogc/wms` says `OGC:WMS`."""
    match = re.search(r"/serviceType/ogc/(\w+)", href or "")
    return f"OGC:{match[1].upper()}" if match else text


def _of_service(link: Link, service: str) -> Distribution:
    """A service is reached by its capabilities: `service` and `request` are added where the link has none."""
    return Distribution(
        url=link.url if _asks_for_data(link.url) else None,
        access_url=None if _asks_for_data(link.url) else _capabilities_url(link.url, service),
        title=link.name or None,
        description=link.description or None,
        format=service,
        protocol=f"OGC:{service}",
    )


def _of_download(link: Link, format_name: str | None) -> Distribution:
    feed = bool(_ATOM.search(link.url)) or link.protocol.lower().startswith(("atom", "inspire atom"))
    page = feed or bool(_BASKET.search(link.url))
    return Distribution(
        url=None if page else link.url,
        access_url=link.url if page else None,
        title=link.name or None,
        description=link.description or None,
        format="ATOM" if feed else _format_of(link, format_name),
        byte_size=link.size,
        protocol=link.protocol or None,
    )


def _format_of(link: Link, format_name: str | None) -> str | None:
    """Return the ending of the file, but for an archive the format that the record names."""
    match = _FILE.search(urlsplit(link.url).path)
    ending = match[1].lower() if match else None
    return (format_name or ending) if ending in (None, "zip") else ending


def _capabilities_url(url: str, service: str) -> str:
    address = urlsplit(url)
    query = parse_qsl(address.query, keep_blank_values=True)
    names = {name.lower() for name, _ in query}
    if service == "WMTS" and address.path.lower().endswith(".xml"):
        return url
    query += [
        (name, value)
        for name, value in (("service", service), ("request", "GetCapabilities"))
        if name not in names
    ]
    return address._replace(query=urlencode(query, safe=":/,")).geturl()


def _asks_for_data(url: str) -> bool:
    return re.search(r"request=(?:getfeature|getcoverage|getmap)\b", url, re.IGNORECASE) is not None


def _to_related(page: Link) -> RelatedLink:
    relation = "map" if _MAP.search(page.url) or page.profile == "MAP" else "documentation"
    return RelatedLink(relation=relation, url=page.url, title=page.name or page.description or None)
