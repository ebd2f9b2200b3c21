"""Stable ids and identity keys: what makes two source records one dataset, and what it is called.

Two installations that harvest the same sources mint the same ids, so nothing local enters one: no port, no
local name of a source, no clock, no order of arrival.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlunsplit
from uuid import NAMESPACE_URL, uuid5

from catalogue.addresses import parts_of

GLANE_PAGE = re.compile(r"/donnees/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})/?$")
"""The page of a record in another Glane: its id is kept."""

_PLAIN_URI = re.compile(r"https?://[a-z0-9.-]+/[\w./%=,;:@!$*()~+-]*(?:\?[\w./%=,;:@!$*()~+&-]+)?", re.ASCII)
"""A URI that is its own key: no port, no capital in its host, nothing that taking it apart would change."""


def uri_key(uri: str) -> str | None:
    """Return the identity key of an http(s) URI without its port, or None for anything else."""
    if _PLAIN_URI.fullmatch(uri):
        return "uri:" + uri
    address = parts_of(uri)
    if address.scheme not in ("http", "https") or not address.hostname:
        return None
    path = address.path or "/"
    return "uri:" + urlunsplit((address.scheme, address.hostname, path, address.query, address.fragment))


def code_key(code_space: str, code: str) -> str:
    """Return the key of an ISO 19115 identifier that carries a codeSpace (MD_Identifier / RS_Identifier)."""
    return f"code:{code_space.strip()}/{code.strip()}"


def file_key(file_identifier: str) -> str:
    """Return the key of an ISO 19139 fileIdentifier, kept by whoever harvests the record further."""
    return f"file:{file_identifier.strip()}"


def mint_id(key: str) -> str:
    """Return the id minted from a key: the uuid of another Glane's page, else `uuid5(NAMESPACE_URL, key)`."""
    page = GLANE_PAGE.search(key)
    return page.group(1) if page else str(uuid5(NAMESPACE_URL, key.removeprefix("uri:")))


def remote_key(namespace: str, remote_id: str) -> str:
    """Return the key of last resort: the remote id inside the namespace of its source."""
    return f"{namespace}:{remote_id}"


def strongest(keys: Iterable[str]) -> str | None:
    """Return the first resource URI among the keys, or None: only a URI names a work by itself."""
    return next((key for key in keys if key.startswith("uri:")), None)
