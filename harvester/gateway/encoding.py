"""From foreign bytes to text: byte-order mark, then XML declaration, then UTF-8, then cp1252 once, flagged.

The charset of the HTTP header is never asked: `text/*` without one means ISO-8859-1 to `requests`, and Turtle
and JSON are UTF-8 by their specifications (RDF 1.1 Turtle §6, RFC 8259 §8.1).
"""

import codecs
import re
from dataclasses import dataclass

ENCODING_REPAIRED = "encoding-repaired"
"""Flag: the bytes were not what they said; they were read as Windows-1252."""

ENCODING_UNKNOWN = "encoding-unknown"
"""Flag: the XML declaration names an encoding that is not read here."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How "<?" or "<x" begins without a mark: XML 1.0, appendix F.1
_PATTERNS = (
    (re.compile(rb"<\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0<"), "utf-32-be"),
    (re.compile(rb"<\0[^\0]\0"), "utf-16-le"),
    (re.compile(rb"\0<\0[^\0]"), "utf-16-be"),
)
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,100}?\sencoding\s*=\s*["']([A-Za-z][\w.:-]{0,39})["']""")
_C1_CONTROLS = re.compile(r"[\x80-\x9f]")

KNOWN_ENCODINGS = frozenset(
    codecs.lookup(name).name
    for name in (
        ["utf-8", "ascii", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
        + [f"iso8859-{part}" for part in (*range(1, 12), *range(13, 17))]
        + [f"cp125{page}" for page in range(9)]
        + ["cp437", "cp850", "mac-roman", "koi8-r", "koi8-u"]
        + ["gb2312", "gbk", "gb18030", "big5", "euc-jp", "shift-jis", "iso2022-jp", "euc-kr"]
    )
)
"""Character sets only: Python also knows codecs such as `unicode_escape` that are none. Naming them here also
loads them, since the child cannot open a file any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, the encoding it was read with, and what was odd."""

    text: str
    encoding: str
    flags: tuple[str, ...] = ()


def decode(content: bytes) -> Decoded:
    """Return the text of a document without its byte-order mark; never fails, flags what it had to repair."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _read(content[len(mark) :], encoding)
    for pattern, encoding in _PATTERNS:
        if pattern.match(content):
            return _read(content, encoding)
    declared = _DECLARED.match(content)
    if declared is None:
        return _read(content, "utf-8")
    name = _known(declared[1].decode("ascii"))
    if name is None:
        return _read(content, "utf-8", (ENCODING_UNKNOWN,))
    return _read(content, name)


def _known(name: str) -> str | None:
    try:
        canonical = codecs.lookup(name).name
    except (LookupError, ValueError, OSError):  # OSError: the child may not open the module of a codec
        return None
    if canonical.startswith(("utf-16", "utf-32")):
        return "utf-8"  # the declaration was read byte by byte, so it lies
    return canonical if canonical in KNOWN_ENCODINGS else None


def _read(content: bytes, encoding: str, flags: tuple[str, ...] = ()) -> Decoded:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return _repaired(content, encoding, flags)
    if encoding == "iso8859-1" and _C1_CONTROLS.search(text):
        return _repaired(content, encoding, flags)
    return Decoded(text=text, encoding=encoding, flags=flags)


def _repaired(content: bytes, encoding: str, flags: tuple[str, ...]) -> Decoded:
    if encoding.startswith(("utf-16", "utf-32")):
        text, used = content.decode(encoding, errors="replace"), encoding
    else:
        text, used = content.decode("cp1252", errors="replace"), "cp1252"
    return Decoded(text=text, encoding=used, flags=(*flags, ENCODING_REPAIRED))
