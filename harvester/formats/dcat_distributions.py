"""How to get the data: `dcat:Distribution` and `dcat:DataService` as distributions of a record."""

import re
from functools import lru_cache

from catalogue.copying import with_changes
from catalogue.record_parts import Checksum, Distribution
from harvester.formats.dcat_rights import first_licence
from harvester.formats.html_text import plain_text
from harvester.formats.rdf_graph import DC, DCAT, DCT, FOAF, RDFS, NodeView
from harvester.formats.rdf_terms import is_blank, line_of, value_of
from harvester.formats.words import distinct, is_http, squeeze

SPDX = "http://spdx.org/rdf/terms#"

_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
_SIZE = re.compile(r"(\d{1,18})(?:\.0*)?")
_IANA = re.compile(r"^https?://(?:www\.)?iana\.org/assignments/media-types/", re.IGNORECASE)
_SAYING_WHICH = frozenset({DCT + "conformsTo", DCT + "type", FOAF + "name"})
_OGC_SERVICES = re.compile(r"\b(wms|wfs|wmts|wcs|wps|csw|sos|atom)\b", re.IGNORECASE)

_NOTHING_SAID = Distribution()
_DISTRIBUTION, _ENDPOINT = DCAT + "distribution", DCAT + "endpointURL"
_DOWNLOAD, _ACCESS = DCAT + "downloadURL", DCAT + "accessURL"
_SERVICE, _CHECKSUM, _BYTE_SIZE = DCAT + "accessService", SPDX + "checksum", DCAT + "byteSize"
_TITLES = (DCT + "title", DC + "title", RDFS + "label")
_DESCRIPTIONS = (DCT + "description", DC + "description")
_FORMATS = (DCT + "format", DC + "format")
_MEDIA_TYPES = (DCAT + "mediaType", DCT + "mediaType", DC + "mediaType", DCT + "format")


def to_distributions(root: NodeView) -> tuple[list[Distribution], list[str]]:
    """Return the distributions within reach, in a stable order, and the titles of the others."""
    found: list[Distribution] = []
    unreachable: list[str] = []
    for view in root.views(_DISTRIBUTION):
        distribution = _to_distribution(view)
        if distribution.url or distribution.access_url:
            found.append(distribution)
        else:
            unreachable.append(distribution.title or view.iri or "?")
    found += [_of_endpoint(root, url) for url in root.iris(_ENDPOINT)]
    return (_in_order(found) if len(found) > 1 else found), unreachable


def _in_order(distributions: list[Distribution]) -> list[Distribution]:
    """Return distributions by their places, each once: only those of one place may be the same."""
    if len(set(map(_place_of, distributions))) < len(distributions):
        distributions = list(dict.fromkeys(distributions))
    return sorted(distributions, key=_place_of)


def _to_distribution(view: NodeView) -> Distribution:
    """One that gives no address is reached at its own: The DataTank, for one, says nothing else."""
    services = view.views(_SERVICE) if _SERVICE in view.said else []
    download, access = _address(view, _DOWNLOAD), _address(view, _ACCESS)
    media_type = _media_type(view)
    return with_changes(
        _NOTHING_SAID,
        url=download,
        access_url=access or (None if download else _endpoint(services) or _own_address(view)),
        title=view.line(*_TITLES),
        description=plain_text(view.text(*_DESCRIPTIONS)),
        format=view.first_label(*_FORMATS) or media_type,
        media_type=media_type,
        byte_size=_byte_size(view),
        licence=first_licence(view),
        protocol=_protocol(view, services),
        checksum=_checksum(view) if _CHECKSUM in view.said else None,
    )


def _place_of(distribution: Distribution) -> tuple[str, str, str]:
    return (
        distribution.url or distribution.access_url or "",
        distribution.title or "",
        distribution.format or "",
    )


def _of_endpoint(root: NodeView, url: str) -> Distribution:
    """A data service is reached at its endpoint, described at `dcat:endpointDescription` (DCAT 3 §6.10)."""
    return Distribution(access_url=url, protocol=_protocol(root, []))


def _address(view: NodeView, predicate: str) -> str | None:
    terms = view.said.get(predicate, ())
    if len(terms) == 1 and terms[0][0] == "<":
        address = line_of(terms[0])
        return address if is_http(address) else None
    return min(filter(is_http, view.labels_or_iris(predicate)), default=None) if terms else None


def _endpoint(services: list[NodeView]) -> str | None:
    return next((url for service in services for url in service.iris(_ENDPOINT)), None)


def _own_address(view: NodeView) -> str | None:
    return view.iri if is_http(view.iri) and "#" not in (view.iri or "") else None


def _media_type(view: NodeView) -> str | None:
    for predicate in _MEDIA_TYPES:
        for term in view.said.get(predicate, ()):
            text = view.label_of(term) if is_blank(term) else value_of(term)
            if media_type := _to_media_type(text):
                return media_type
    return None


@lru_cache(maxsize=1_024)
def _to_media_type(text: str) -> str | None:
    bare = _IANA.sub("", squeeze(text)).strip()
    return bare.lower() if _MEDIA_TYPE.fullmatch(bare) else None


def _byte_size(view: NodeView) -> int | None:
    for term in view.said.get(_BYTE_SIZE, ()):
        if match := _SIZE.fullmatch(view.line_of(term)):
            return int(match[1])
    return None


def _checksum(view: NodeView) -> Checksum | None:
    for node in view.views(_CHECKSUM):
        value = _first(node.labels(SPDX + "checksumValue"))
        named = _first(node.iris(SPDX + "algorithm") or node.labels(SPDX + "algorithm"))
        if value and named:
            algorithm = named.rsplit("#", 1)[-1].rsplit("/", 1)[-1].lower()
            return Checksum(algorithm=re.sub("^checksumalgorithm_|-", "", algorithm), value=value.lower())
    return None


def _protocol(view: NodeView, services: list[NodeView]) -> str | None:
    """Return `OGC:WMS` and the like where the distribution or its service conforms to that standard."""
    if not services and not view.says(_SAYING_WHICH):
        return None
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
