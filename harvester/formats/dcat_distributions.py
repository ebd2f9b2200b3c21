"""How to get the data: `dcat:Distribution` and `dcat:DataService` as distributions of a record."""

import re

from catalogue.record_parts import Checksum, Distribution
from harvester.formats.dcat_rights import to_licences
from harvester.formats.html_text import plain_text
from harvester.formats.rdf_graph import DC, DCAT, DCT, FOAF, RDFS, NodeView
from harvester.formats.words import distinct, is_http, squeeze

SPDX = "http://spdx.org/rdf/terms#"

_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
_IANA = re.compile(r"^https?://(?:www\.)?iana\.org/assignments/media-types/", re.IGNORECASE)
_OGC_SERVICES = re.compile(r"\b(wms|wfs|wmts|wcs|wps|csw|sos|atom)\b", re.IGNORECASE)


def to_distributions(root: NodeView) -> tuple[list[Distribution], list[str]]:
    """Return the distributions within reach, in a stable order, and the titles of the others."""
    found: list[Distribution] = []
    unreachable: list[str] = []
    for view in root.views(DCAT + "distribution"):
        distribution = _to_distribution(view)
        if distribution.url or distribution.access_url:
            found.append(distribution)
        else:
            unreachable.append(distribution.title or view.iri or "?")
    found += [_of_endpoint(root, url) for url in root.iris(DCAT + "endpointURL")]
    unique = dict.fromkeys(found)
    return sorted(
        unique, key=lambda d: (d.url or d.access_url or "", d.title or "", d.format or "")
    ), unreachable


def _to_distribution(view: NodeView) -> Distribution:
    """One that gives no address is reached at its own: The DataTank, for one, says nothing else."""
    services = view.views(DCAT + "accessService")
    download = next(iter(sorted(filter(is_http, view.labels_or_iris(DCAT + "downloadURL")))), None)
    access = next(iter(sorted(filter(is_http, view.labels_or_iris(DCAT + "accessURL")))), None)
    own = view.iri if is_http(view.iri) and "#" not in (view.iri or "") else None
    endpoint = next((url for service in services for url in service.iris(DCAT + "endpointURL")), None)
    formats = _first(view.labels(DCT + "format", DC + "format"))
    media_type = _media_type(view)
    return Distribution(
        url=download,
        access_url=access or (None if download else endpoint or own),
        title=squeeze(view.text(DCT + "title", DC + "title", RDFS + "label")) or None,
        description=plain_text(view.text(DCT + "description", DC + "description")),
        format=formats or media_type,
        media_type=media_type,
        byte_size=_byte_size(view),
        licence=_first(to_licences(view)),
        protocol=_protocol(view, services),
        checksum=_checksum(view),
    )


def _of_endpoint(root: NodeView, url: str) -> Distribution:
    """A data service is reached at its endpoint, described at `dcat:endpointDescription` (DCAT 3 §6.10)."""
    return Distribution(access_url=url, protocol=_protocol(root, []))


def _media_type(view: NodeView) -> str | None:
    for text in view.labels_or_iris(DCAT + "mediaType", DCT + "mediaType", DC + "mediaType", DCT + "format"):
        bare = _IANA.sub("", text).strip()
        if _MEDIA_TYPE.fullmatch(bare) and "/" in bare:
            return bare.lower()
    return None


def _byte_size(view: NodeView) -> int | None:
    for text in view.labels(DCAT + "byteSize"):
        if match := re.fullmatch(r"(\d{1,18})(?:\.0*)?", text.strip()):
            return int(match[1])
    return None


def _checksum(view: NodeView) -> Checksum | None:
    for node in view.views(SPDX + "checksum"):
        value = _first(node.labels(SPDX + "checksumValue"))
        named = _first(node.iris(SPDX + "algorithm") or node.labels(SPDX + "algorithm"))
        if value and named:
            algorithm = named.rsplit("#", 1)[-1].rsplit("/", 1)[-1].lower()
            return Checksum(algorithm=re.sub("^checksumalgorithm_|-", "", algorithm), value=value.lower())
    return None


def _protocol(view: NodeView, services: list[NodeView]) -> str | None:
    """Return `OGC:WMS` and the like where the distribution or its service conforms to that standard."""
    said = distinct(
        text
        for node in (view, *services)
        for text in (
            *node.labels_or_iris(DCT + "conformsTo"),
            *node.labels(DCT + "type"),
            *node.labels(FOAF + "name"),
        )
    )
    for text in said:
        if match := _OGC_SERVICES.search(text.rstrip("/").rsplit("/", 1)[-1]):
            return f"OGC:{match[1].upper()}"
    return None


def _first(texts: tuple[str, ...]) -> str | None:
    return texts[0] if texts else None
