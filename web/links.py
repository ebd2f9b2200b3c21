"""Addresses from other people's records: which become links, and how they are shown."""

import re
from urllib.parse import urlsplit

from catalogue.rdf.terms import link_iri

CONTROLS = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
SHOWN_LENGTH = 70


def safe_href(address: str | None) -> str | None:
    """Return the address as a link may hold it, or None where it must stay text.

    Only absolute http, https, ftp and mailto addresses pass; those with a control character inside, or with a
    user name before the host (`https://gouv.fr@evil.example/`), do not.
    """
    stripped = (address or "").strip()
    if not stripped or CONTROLS.search(stripped.replace(" ", "")):
        return None
    iri = link_iri(stripped)
    if iri is None or (not iri.value.lower().startswith("mailto:") and "@" in urlsplit(iri.value).netloc):
        return None
    return iri.value


def shown_host(address: str | None) -> str:
    """Return the host of a link in ASCII (a homograph shows its `xn--` form), or nothing."""
    return urlsplit(safe_href(address) or "").hostname or ""


def shortened(address: str) -> str:
    """Return an address short enough to be read."""
    return address if len(address) <= SHOWN_LENGTH else f"{address[: SHOWN_LENGTH - 1]}…"
