"""HTML in descriptions made plain text: paragraphs kept, the address of a link after its words."""

import re
from html import unescape
from html.parser import HTMLParser

from harvester.formats.words import paragraphs

_TAG = re.compile(
    r"</?(?:p|br|div|span|a|ul|ol|li|b|i|em|strong|h[1-6]|table|tr|td|img|font)\b[^>]*>", re.IGNORECASE
)
_PROLOGUE = re.compile(r"\s*(?:<\?xml\b[^>]*>\s*)?<!doctype\b[^\[>]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
"""What opens a document; the entities that it may declare are not ours to put in."""
_ESCAPED = re.compile(r"&(?:amp;)?lt;/?(?:p|br|div|span|a|ul|li|b|strong)\b", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,6}|[a-z]{2,8});", re.IGNORECASE)
_BLOCKS = frozenset({"p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6"})
_LINES = frozenset({"br", "li", "tr"})
_SILENT = frozenset({"script", "style", "svg", "math", "template"})


def plain_text(text: str | None) -> str | None:
    """Return the text without markup, None where nothing is left; what is not HTML is only squeezed.

    Text that was escaped once or twice too often is put right first.
    """
    raw = text or ""
    if "<" not in raw and "&" not in raw:
        return paragraphs(raw) or None
    if opening := _PROLOGUE.match(raw):
        raw = raw[opening.end() :]
    for _ in range(2):
        if _ESCAPED.search(raw):
            raw = unescape(raw)
    if not _TAG.search(raw):
        return paragraphs(unescape(raw) if _ENTITY.search(raw) else raw) or None
    reader = _TextReader()
    reader.feed(raw)
    reader.close()
    return paragraphs("".join(reader.parts)) or None


class _TextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag in _LINES:
            self.parts.append("\n- " if tag == "li" else "\n")
        elif tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self.parts)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self._silent:
            self._silent -= 1
        elif tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag == "a" and self._links:
            address, start = self._links.pop()
            if address.startswith(("http://", "https://")) and address not in "".join(self.parts[start:]):
                self.parts.append(f" ({address})")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"\s+", " ", data))
