"""The parts of an address that others wrote.

Owns what becomes of one that cannot be taken apart. Whether an address may be followed or shown is for
others to say.
"""

from urllib.parse import SplitResult, urljoin, urlsplit

NOTHING = SplitResult("", "", "", "", "")


def parts_of(address: str | None) -> SplitResult:
    """Return the parts of an address (RFC 3986 §3), all empty where it has none that can be told apart.

    `urlsplit` raises on a host in brackets that is no IPv6 address (`https://[::1/`), which the record of a
    source may hold as well as any other text.
    """
    try:
        return urlsplit((address or "").strip())
    except ValueError:
        return NOTHING


def joined(base: str, address: str) -> str:
    """Return an address in full (RFC 3986 §5), or as it stands where it cannot be joined to `base`."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address
