"""Which work: the identifiers of a CKAN package, and the keys that it shares with other catalogues."""

import re
from typing import Any
from urllib.parse import quote, unquote

from catalogue.identity import file_key, uri_key
from harvester.connector import IDENTITY_KEYS
from harvester.formats.ckan_package import CkanPackage
from harvester.formats.words import is_http, is_placeholder

_RECORD = re.compile(
    r"/(?:metadata|records|api/records)/(?P<path>[^/?#&\s]+)"
    r"|[?&#](?:uuid|id|identifier|fileidentifier)=(?P<query>[^&#\s]+)",
    re.IGNORECASE,
)
"""How GeoNetwork (`#/metadata/<id>`, `/api/records/<id>`, `?uuid=<id>`) and a CSW (`&id=<id>`) name one."""

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)


def file_identifier_of(url: str | None) -> str | None:
    """Return the fileIdentifier of the ISO record that an address of a catalogue leads to."""
    match = _RECORD.search(url or "")
    return unquote(match["path"] or match["query"]) if match else None


def to_identity(read: CkanPackage, remote_id: str, page: str | None) -> dict[str, Any]:
    """Return the producer's identifier, and the keys, strongest first.

    A URI that the producer gave the data comes first, then the subject of the dataset in the DCAT of its
    portal (by its id, as ckanext-dcat has it), then the ISO record that IDGO's `inspire_url` or
    ckanext-spatial's `guid` tells of. The id of CKAN comes last: portals that harvest one another keep it,
    and so does data.gouv.fr.
    """
    uri, identifier, guid = read.text("uri"), read.text("identifier"), read.text("guid")
    root = (page or "").rpartition("/dataset/")[0]
    subject = f"{root}/dataset/{quote(remote_id, safe='')}" if root else None
    codes = (
        file_identifier_of(read.text("inspire_url")),
        guid,
        remote_id if _UUID.fullmatch(remote_id) else None,
    )
    keys = [uri_key(text) for text in (uri, identifier, guid, subject) if text and is_http(text)]
    keys += [file_key(text) for text in codes if text and not is_http(text) and not is_placeholder(text)]
    return {
        "identifier": identifier or uri or guid,
        "extras": {
            "identifiers": list(read.texts("alternate_identifier")),
            IDENTITY_KEYS: list(dict.fromkeys(filter(None, keys))),
        },
    }
