"""Which work: the identifier of a dataset of a udata portal, and the keys it shares with other catalogues.

What the platform harvested elsewhere carries where it comes from (`harvest`, in older portals
`extras["harvest:…"]`): the record that we harvest at its origin has the same key.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

from catalogue.identity import file_key, uri_key
from harvester.formats.udata_values import Json, object_of, text_of
from harvester.formats.words import is_http

_PAGE = re.compile(r"(https?://[^?#]+?)(?:/(?:fr|en|es))?/datasets/[^/?#]+/?")
_API = re.compile(r"(https?://[^?#]+?)/api/[12]/datasets/[^/?#]+/?")
_WORLDWIDE = re.compile(
    r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|^fr-\d{9}-|^urn:[a-z0-9-]+:", re.IGNORECASE
)
"""What makes an identifier without address unlike any other: a UUID, a SIREN (CNIG), a URN."""
_OLD = ("domain", "remote_id", "remote_url", "uri", "dct_identifier", "backend")


def origin_of(dataset: Json) -> dict[str, str]:
    """Return what the dataset says of the catalogue it comes from; empty for one of the portal's own."""
    harvest, extras = object_of(dataset, "harvest"), object_of(dataset, "extras")
    found = {name: text_of(harvest, name) or text_of(extras, f"harvest:{name}") for name in _OLD}
    found["remote_url"] = found["remote_url"] or text_of(extras, "remote_url")
    found["dct_identifier"] = found["dct_identifier"] or text_of(extras, "dct:identifier")
    found["ods_url"] = text_of(harvest, "ods_url") or text_of(extras, "ods:url")
    found["doi"] = text_of(harvest, "doi") or text_of(dataset, "doi")
    return {name: text for name, text in found.items() if text}


def identifier_of(dataset: Json, origin: dict[str, str]) -> str | None:
    """Return the producer's own identifier; the id of the dataset where the portal is where it was born."""
    return origin.get("dct_identifier") or origin.get("remote_id") or text_of(dataset, "id")


def to_identity_keys(dataset: Json, origin: dict[str, str]) -> list[str]:
    """Return the keys, strongest first: the address of the work, its DOI, its address in the portal, its page
    in a CKAN or Opendatasoft portal, the identifier of its ISO record (fileIdentifier).
    """
    extras = object_of(dataset, "extras")
    uris = [origin.get("uri"), origin.get("dct_identifier"), origin.get("remote_id"), _doi_address(origin)]
    uris.append(text_of(extras, "inspire:resource_identifier"))
    uris += [_own_address(dataset), *_portal_pages(origin)]
    keys = [key for uri in uris if uri and is_http(uri) and (key := uri_key(uri))]
    codes = (origin.get("dct_identifier"), origin.get("remote_id"), text_of(extras, "inspire:identifier"))
    files = [file_key(code) for code in codes if code and not is_http(code) and _WORLDWIDE.search(code)]
    return list(dict.fromkeys([*keys, *files]))


def _own_address(dataset: Json) -> str | None:
    """Return the subject that the platform gives the dataset in its own DCAT: by its id, which stays."""
    dataset_id = text_of(dataset, "id")
    found = _PAGE.fullmatch(text_of(dataset, "page") or "") or _API.fullmatch(text_of(dataset, "uri") or "")
    return f"{found[1]}/datasets/{dataset_id}" if found and dataset_id else None


def _doi_address(origin: dict[str, str]) -> str | None:
    doi = origin.get("doi")
    return doi if not doi or is_http(doi) else f"https://doi.org/{doi.removeprefix('doi:')}"


def _portal_pages(origin: dict[str, str]) -> Iterator[str | None]:
    """Yield what these two kinds of portals call a dataset in their own DCAT; of others a page is no name."""
    backend = origin.get("backend", "").casefold()
    if "opendatasoft" in backend or "ods_url" in origin:
        yield origin.get("ods_url") or origin.get("remote_url")
    elif "ckan" in backend and "domain" in origin and "remote_id" in origin:
        yield f"https://{origin['domain']}/dataset/{quote(origin['remote_id'], safe='')}"
