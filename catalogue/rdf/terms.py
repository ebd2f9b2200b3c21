"""Neutral RDF terms, and the cleaning that makes every one of them fit for every serialisation."""

import re
from typing import NamedTuple
from urllib.parse import quote, urlsplit

ILLEGAL_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 §2.2 does not allow: RDF/XML has no way to say it, so no format does."""
STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
KEPT_IN_IRI = "%!#$&'()*+,/:;=?@[]~-._"
"""Characters of RFC 3986 that stay as they are; all others are percent-encoded."""
HOST = re.compile(r"(?:[^\[\]@]*@)?(?:[^\[\]@:]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?")
"""User, host and port of RFC 3986 §3.2, the host never empty."""
LINK_SCHEMES = frozenset({"http", "https", "ftp", "ftps", "mailto"})


class Iri(NamedTuple):
    """An absolute IRI; make those of foreign text with `link_iri`."""

    value: str


class Blank(NamedTuple):
    """A blank node; labels are derived from the record's id, so that the same record gives the same nodes."""

    label: str


class Literal(NamedTuple):
    """A literal; `language` (a two-letter tag) and `datatype` exclude each other."""

    text: str
    language: str | None = None
    datatype: Iri | None = None


Node = Iri | Blank
Term = Iri | Blank | Literal


class Triple(NamedTuple):
    """One statement."""

    subject: Node
    predicate: Iri
    object: Term


class Namespace(dict[str, Iri]):
    """`DCT["title"]` is the IRI of that term, made once."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base

    def __missing__(self, name: str) -> Iri:
        iri = self[name] = Iri(self.base + name)
        return iri


def clean_text(text: str) -> str:
    """Return `text` without the characters that some RDF format cannot hold (controls, lone surrogates)."""
    return ILLEGAL_IN_XML.sub("", text)


def link_iri(text: str | None) -> Iri | None:
    """Return the IRI of a foreign address, percent-encoded where it breaks RFC 3986, or None.

    Only http, https, ftp and mailto addresses become IRIs: a feed carries no `javascript:` further.
    """
    if not text:
        return None
    try:
        encoded = quote(
            STRAY_PERCENT.sub("%25", _with_ascii_host(clean_text(text).strip())), safe=KEPT_IN_IRI
        )
        address = urlsplit(encoded)
        _ = address.port
    except ValueError:
        return None
    scheme = address.scheme.lower()
    if scheme not in LINK_SCHEMES or not (
        address.path if scheme == "mailto" else HOST.fullmatch(address.netloc)
    ):
        return None
    head, mark, fragment = encoded.partition("#")
    start = head.index(":") + 1 + (len("//") + len(address.netloc) if address.netloc else 0)
    return Iri(head[:start] + _without_delimiters(head[start:]) + mark + _without_delimiters(fragment))


def _with_ascii_host(address: str) -> str:
    """A host in other letters takes its `xn--` form; raises `ValueError` where it has none (RFC 5891)."""
    netloc = urlsplit(address).netloc
    return address if netloc.isascii() else address.replace(netloc, netloc.encode("idna").decode(), 1)


def _without_delimiters(text: str) -> str:
    """Brackets may only stand around an IPv6 host, `#` only before the fragment (RFC 3986 §3.2.2, §3.5)."""
    return text.replace("[", "%5B").replace("]", "%5D").replace("#", "%23")
