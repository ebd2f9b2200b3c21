"""How to get it: the resources of a CKAN package as distributions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from catalogue.addresses import joined, parts_of
from catalogue.folding import fold_label
from catalogue.record import Access
from catalogue.record_parts import Checksum, Distribution, RelatedLink
from harvester.formats.ckan_package import CkanPackage, Fields, mappings
from harvester.formats.html_text import plain_text
from harvester.formats.words import distinct, is_http, squeeze

_SERVICE = re.compile(r"\b(wms|wfs|wmts|wcs|wps|csw|sos|tms)\b", re.IGNORECASE)
_SERVICE_PATH = re.compile(r"/(wms|wfs|wmts|wcs)/?$", re.IGNORECASE)
_ASKS_FOR_DATA = re.compile(r"request=(?:getfeature|getcoverage|getmap)\b", re.IGNORECASE)
_PAGES = frozenset(
    {"html", "htm", "url", "web", "site", "site web", "page", "page web", "lien", "link", "api"}
)
_FILE = re.compile(r"\.[a-z][a-z0-9]{1,7}$", re.IGNORECASE)
_PAGE_FILE = re.compile(r"\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_HEXADECIMAL = re.compile(r"(?:(?P<named>[a-z]+-?\d*):)?(?P<value>[0-9a-f]+)", re.IGNORECASE)
_ALGORITHMS = {32: "md5", 40: "sha1", 64: "sha256", 96: "sha384", 128: "sha512"}
_FREE = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Distributions in the portal's order, documents about the data, the titles of resources without an
    address; `levels` says who may have the resources (ckanext-restricted), `restricted` what the portal says
    of those that not everybody may, by title.
    """

    distributions: tuple[Distribution, ...]
    documents: tuple[RelatedLink, ...]
    unreachable: tuple[str, ...]
    levels: frozenset[Access]
    restricted: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Resource:
    """One resource, its values read by name; `root` is the address of the portal."""

    read: CkanPackage
    root: str

    @property
    def url(self) -> str | None:
        text = (self.read.text("download_url", "url", "access_url") or "").replace(" ", "%20")
        address = joined(f"{self.root}/", text) if text.startswith("/") and self.root else text
        return address if is_http(address) or address.lower().startswith("ftp://") else None

    @property
    def title(self) -> str | None:
        return self.read.text("name_translated", "name", "title")

    @property
    def format(self) -> str | None:
        return self.read.text("format")

    @property
    def level(self) -> str:
        """Who may have it: `{"level": "only_allowed_users"}` of ckanext-restricted, as a text in IDGO."""
        told = self.read.value("restricted")
        level = told.get("level") if isinstance(told, Mapping) else told
        return squeeze(str(level or "")) or _FREE

    @property
    def service(self) -> str | None:
        """The OGC service that it is, by its format, else by its address."""
        address = parts_of(self.url)
        asked = {name.lower(): value for name, value in parse_qsl(address.query)}.get("service", "")
        match = (
            _SERVICE.search(self.format or "")
            or _SERVICE.fullmatch(asked)
            or _SERVICE_PATH.search(address.path)
        )
        return match[1].upper() if match else None

    @property
    def is_page(self) -> bool:
        """Whether its address leads to a page or a service and not to a file."""
        path = parts_of(self.url).path
        if self.service:
            return not _ASKS_FOR_DATA.search(self.url or "")
        if fold_label(self.format or "") in _PAGES or self.read.text("resource_type") == "api":
            return not (_FILE.search(path) and not _PAGE_FILE.search(path))
        return not self.format and (not _FILE.search(path) or bool(_PAGE_FILE.search(path)))


def to_ways(package: Fields, page: str | None) -> Ways:
    """Return the ways to the data; `page` is the address of the package in its portal."""
    root = (page or "").rpartition("/dataset/")[0]
    resources = [
        _Resource(read=CkanPackage(entry, frozenset()), root=root)
        for entry in mappings(package.get("resources"))
        if entry.get("state") != "deleted"
    ]
    reachable = [resource for resource in resources if resource.url]
    documents = [r for r in reachable if r.read.text("resource_type") == "documentation"]
    ways = [way for resource in reachable if resource not in documents for way in _list_ways(resource)]
    return Ways(
        distributions=tuple(dict.fromkeys(ways)),
        documents=tuple(RelatedLink(relation="documentation", url=r.url, title=r.title) for r in documents),
        unreachable=distinct(r.title or r.format or "?" for r in resources if not r.url),
        levels=frozenset("public" if r.level == _FREE else "restricted" for r in reachable),
        restricted={r.title or r.url or "?": r.level for r in resources if r.level != _FREE},
    )


def _list_ways(resource: _Resource) -> Iterator[Distribution]:
    """Yield the resource, and the API of the datastore where its table is there too."""
    read = resource.read
    media_type = (read.text("mimetype") or "").rpartition("media-types/")[2].lower()
    access = read.text("access_url")
    yield Distribution(
        url=None if resource.is_page else resource.url,
        access_url=resource.url
        if resource.is_page
        else access
        if is_http(access) and access != resource.url
        else None,
        title=resource.title,
        description=plain_text(read.text("description_translated", "description")),
        format=resource.format,
        media_type=media_type if "/" in media_type else None,
        byte_size=_to_size(read.value("size")),
        licence=read.text("license", "license_url", "license_type"),
        protocol=f"OGC:{resource.service}" if resource.service else None,
        checksum=_to_checksum(read),
    )
    identifier = read.package.get("id")
    if read.value("datastore_active") is True and identifier and resource.root:
        yield Distribution(
            access_url=f"{resource.root}/api/3/action/datastore_search?resource_id={identifier}",
            title=resource.title,
            format="API",
        )


def _to_size(value: Any) -> int | None:
    """Return a size in bytes; what carries a unit (« 42 octets », of a file of 42 kB) is not believed."""
    text = squeeze(str(value if value is not None else ""))
    match = re.fullmatch(r"([1-9]\d{0,17})(?:\.0*)?", text)
    return int(match[1]) if match else None


def _to_checksum(read: CkanPackage) -> Checksum | None:
    """Return the `hash`; where no algorithm is named its length tells, else it is no checksum."""
    match = _HEXADECIMAL.fullmatch(read.text("hash") or "")
    if match is None:
        return None
    named = (
        (read.text("hash_algorithm") or match["named"] or "").rpartition("#")[2].rpartition("/")[2].lower()
    )
    algorithm = re.sub("^checksumalgorithm_|-", "", named) or _ALGORITHMS.get(len(match["value"]))
    return Checksum(algorithm=algorithm, value=match["value"].lower()) if algorithm else None
