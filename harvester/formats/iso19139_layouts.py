"""What an address alone tells of a link: where Prodige, GeoNetwork and map servers keep things.

Old records write links without function and protocol, and a host of Prodige keeps the same paths
everywhere (`catalogue.`, `datacarto.`, `telecarto.`, `telechargement.`, `carto.` before its domain). One
table; the first layout that fits tells.
"""

import re
from dataclasses import dataclass
from typing import Literal

from catalogue.remembering import remembered

Leads = Literal["service", "file", "feed", "page", "map", "record", "card", "document"]
"""Where a link leads: an OGC service, the data themselves, an ATOM feed of them, a page or an answer from
which they are reached (a basket, a prepared download), a map, the metadata record in XML or its page (card),
a document about the data.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A place on a host: `format` (a service: its name) and `protocol` where the address tells them. The
    pattern is for addresses in small letters.
    """

    name: str
    pattern: re.Pattern[str]
    leads: Leads
    format: str | None = None
    protocol: str | None = None


def _layout(
    name: str, pattern: str, leads: Leads, told: str | None = None, protocol: str | None = None
) -> Layout:
    return Layout(name=name, pattern=re.compile(pattern), leads=leads, format=told, protocol=protocol)


_DOWNLOAD = "WWW:DOWNLOAD-1.0-http--download"
_FEED = "ATOM"
_END = r"(?:[?#]|$)"
_NAMED_FORMAT = r"[^?#]*(?:\?(?:[^#]*&)?format=(?P<format>\w+))?"
_DATACARTO = r"^https?://datacarto\.[^/]+/(?:\w+/)*"

LAYOUTS: tuple[Layout, ...] = (
    # -- the metadata, in XML or as a page -----------------------------------------------------------------
    _layout("csw-record", r"request=getrecordbyid", "record"),
    _layout("geonetwork-xml", r"/formatters/xml|/xml_iso19139(?:\.mcp)?\?|/xml\.metadata\.get", "record"),
    _layout("geonetwork-page", r"/catalog\.search#/metadata/|/metadata\.show\?", "card"),
    # -- Prodige ---------------------------------------------------------------------------------------------
    _layout("prodige-basket", r"/panierdownload\w*", "page", None, _DOWNLOAD),
    _layout("prodige-atom-data", rf"/rss/atomfeed/atomdata/{_NAMED_FORMAT}", "file", None, _DOWNLOAD),
    _layout("prodige-atom", r"/rss/atomfeed/|/atomarchive/", "feed", "ATOM", _FEED),
    _layout("prodige-api-doc", r"/api/(?:doc|login)" + _END, "document"),
    _layout("prodige-api", r"/api/data/[^/?#]+", "file", "geojson", "WWW:LINK-1.0-http--rest"),
    _layout("prodige-telecarto", r"^https?://telecarto\.", "page", "zip", _DOWNLOAD),
    _layout("prodige-download", r"^https?://telechargement\.[^/]+/.", "file", "zip", _DOWNLOAD),
    _layout("prodige-map", r"/consultationwms|^https?://carto\.[^/]+/\d+/[^?#]+\.map" + _END, "map"),
    _layout("prodige-thumbnail", r"/thumbnails?/[^?#]+\.(?:png|jpe?g|gif)|/metadata/documents/", "document"),
    _layout("mapcache-wmts", r"/mapcache/wmts", "service", "WMTS"),
    _layout("mapcache-tms", r"/mapcache/(?:tms|gmaps|ve|kml)\b", "map"),
    _layout("mapcache-wms", r"/mapcache/?" + _END, "service", "WMS"),
    _layout("mapserver-wfs", r"/mapservwfs\b", "service", "WFS"),
    _layout("mapserver-wms", r"/mapserv(?:\.exe)?\?map=|/mapserv(?:\.exe)?" + _END, "service", "WMS"),
    _layout("datacarto-wfs", _DATACARTO + r"wfs(?:/[\w-]+)?/?" + _END, "service", "WFS"),
    _layout("datacarto-wms", _DATACARTO + r"wms(?:/[\w-]+)?/?" + _END, "service", "WMS"),
    # -- other servers ---------------------------------------------------------------------------------------
    _layout("ows-path", r"^[^?#]*/(?P<service>wms|wfs|wmts|wcs)(?:/v)?/?" + _END, "service"),
    _layout("atom", r"[./]atom" + _END + r"|atom\.xml", "feed", "ATOM", _FEED),
    _layout("standard", r"/afficherpagestandard\.do", "document"),
    _layout("document", r"^[^?#]*\.(?:pdf|docx?|odt|xml)" + _END, "document"),
    _layout("viewer", r"/map(?:s|viewer)?/|\.map" + _END + r"|visualiseur|/mviewer\b|/portail-carto", "map"),
    _layout(
        "file",
        r"^[^?#]*\.(?P<format>zip|7z|csv|xlsx?|ods|json|geojson|gpkg|shp|kml|kmz|gml|tiff?|parquet|rar|tar\.gz|txt)"
        + _END,
        "file", None, _DOWNLOAD,
    ),
    _layout("geoplateforme-feed", r"/telechargement/(?:resource|capabilities)\b", "feed", "ATOM", _FEED),
    _layout("download-path", r"/download/", "file", None, _DOWNLOAD),
    _layout("download-page", r"/telechargements?\b", "page", None, "WWW:LINK-1.0-http--link"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What an address tells: the layout's facts, or those named in the address itself."""

    name: str
    leads: Leads
    format: str | None
    protocol: str | None


ID = re.compile(r"[0-9a-f-]{6,}")
"""What differs between the links of a catalogue, a uuid or a number, and is in no layout's words."""


def find_hint(url: str) -> Hint | None:
    """Return what an address tells of a link, None where its place is nowhere in the table."""
    return _hint_of(ID.sub("000000", url.lower()))


@remembered(4_096)
def _hint_of(lowered: str) -> Hint | None:
    for layout in LAYOUTS:
        if match := layout.pattern.search(lowered):
            named = match.groupdict()
            said = layout.format or named.get("format") or (named.get("service") or "").upper() or None
            return Hint(name=layout.name, leads=layout.leads, format=said, protocol=layout.protocol)
    return None
