"""ISO 19139 XML read by paths: text or Anchor with its address, translations, code lists.

Knows how ISO 19139 (ISO/TS 19139:2007) writes a value; what the elements mean belongs to `iso19139` and its
parts. Elements of a profile (`fra:FRA_…`) stand where the standard's would, so paths name properties and
leave the class open.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from lxml import etree

from harvester.formats.languages import to_language
from harvester.formats.words import is_placeholder, squeeze

GMD = "http://www.isotc211.org/2005/gmd"
NAMESPACES = {
    "gmd": GMD,
    "gco": "http://www.isotc211.org/2005/gco",
    "gmx": "http://www.isotc211.org/2005/gmx",
    "srv": "http://www.isotc211.org/2005/srv",
    "xlink": "http://www.w3.org/1999/xlink",
}
_HREF = "{http://www.w3.org/1999/xlink}href"
_LOCALISED = "{%s}LocalisedCharacterString" % GMD  # noqa: UP031 -- braces of lxml names
_FREE_TEXT = "{%s}PT_FreeText" % GMD  # noqa: UP031


@dataclass(frozen=True, slots=True, kw_only=True)
class IsoText:
    """A value: its text in the language of the metadata, the address of an Anchor, the other languages."""

    text: str = ""
    href: str | None = None
    translations: Mapping[str, str] = field(default_factory=dict)

    def in_french(self, main: str | None) -> str:
        """Return the French text where there is one, else the main one, else the first translation."""
        if main != "fr" and "fr" in self.translations:
            return self.translations["fr"]
        return self.text or next(iter(self.translations.values()), "")

    def others(self, main: str | None) -> dict[str, str]:
        """Return the texts by language beside the one that `in_french` gives."""
        every = dict(self.translations) | ({main: self.text} if main and self.text else {})
        shown = self.in_french(main)
        return {code: text for code, text in sorted(every.items()) if text != shown}


class IsoView:
    """One metadata record; `main` is its language (two letters), `locales` those of its translations."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.main = to_language(self.code("gmd:language", root) or self.plain("gmd:language", root))
        self.locales: dict[str, str] = {}
        for locale in self.find_all("gmd:locale/gmd:PT_Locale"):
            code = to_language(self.code("gmd:languageCode", locale))
            if code and locale.get("id"):
                self.locales[locale.get("id", "")] = code

    def find_all(self, path: str, base: etree._Element | None = None) -> list[etree._Element]:
        """Return the elements of a path, in the order of the document."""
        found: list[etree._Element] = _compiled(path)(self.root if base is None else base)
        return found

    def value(self, element: etree._Element) -> IsoText:
        """Return the value of a property element (`gmd:title`, `gmd:code` …)."""
        translations: dict[str, str] = {}
        text, href = "", element.get(_HREF)
        for child in element:
            if child.tag == _FREE_TEXT:
                translations |= self._translations(child)
            elif not text:
                text = child.get("codeListValue") or squeeze(_own_text(child))
                href = child.get(_HREF) or href
        text = text or squeeze(element.text)
        return IsoText(text="" if is_placeholder(text) else text, href=href, translations=translations)

    def values(self, path: str, base: etree._Element | None = None) -> list[IsoText]:
        """Return the values of a path that say something."""
        read = (self.value(element) for element in self.find_all(path, base))
        return [value for value in read if value.text or value.translations or value.href]

    def texts(self, path: str, base: etree._Element | None = None) -> list[str]:
        """Return the texts of a path, in French where there is a choice."""
        return [text for value in self.values(path, base) if (text := value.in_french(self.main))]

    def plain(self, path: str, base: etree._Element | None = None) -> str | None:
        """Return the first text of a path, None where there is none."""
        return next(iter(self.texts(path, base)), None)

    def long(self, path: str, base: etree._Element | None = None) -> list[tuple[str, str]]:
        """Return the texts of a path with their line breaks: (language, text), the main language as `""`."""
        found: list[tuple[str, str]] = []
        for element in self.find_all(path, base):
            for child in element:
                if child.tag == _FREE_TEXT:
                    found += self._translations(child, keep_lines=True).items()
                elif not is_placeholder(_own_text(child)):
                    found.append(("", _own_text(child).strip()))
        return [(language, text) for language, text in found if text]

    def code(self, path: str, base: etree._Element | None = None) -> str | None:
        """Return the first code-list value of a path, by its attribute or else its text."""
        for element in self.find_all(f"{path}/*", base):
            if text := squeeze(element.get("codeListValue")) or squeeze(element.text):
                return text
        return None

    def codes(self, path: str, base: etree._Element | None = None) -> list[str]:
        """Return every code-list value of a path."""
        found = (squeeze(e.get("codeListValue")) or squeeze(e.text) for e in self.find_all(f"{path}/*", base))
        return [text for text in found if text]

    def _translations(self, free_text: etree._Element, *, keep_lines: bool = False) -> dict[str, str]:
        found: dict[str, str] = {}
        for localised in free_text.iter(_LOCALISED):
            locale = (localised.get("locale") or "").lstrip("#")
            code = self.locales.get(locale) or to_language(locale.replace("locale-", ""))
            text = (localised.text or "").strip() if keep_lines else squeeze(localised.text)
            if code and text and not is_placeholder(text):
                found[code] = text
        return found


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return etree.QName(element).localname


def is_named(element: etree._Element, ending: str) -> bool:
    """Tell whether an element is of a class of the standard, or of a profile's class made from it."""
    return local_name(element).endswith(ending) or (iso_type(element) or "").endswith(ending)


def iso_type(element: etree._Element) -> str | None:
    """Return the `gco:isoType` of an element of a profile."""
    return element.get("{%s}isoType" % NAMESPACES["gco"])  # noqa: UP031


def iter_named(base: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the descendants with a local name, whatever their namespace (GML has had several)."""
    yield from base.iter(*(f"{{*}}{name}" for name in names))


def _own_text(element: etree._Element) -> str:
    """Return the text of an element, without that of its children."""
    return (element.text or "") + "".join(child.tail or "" for child in element)


@cache
def _compiled(path: str) -> Any:
    return etree.XPath(path, namespaces=NAMESPACES)
