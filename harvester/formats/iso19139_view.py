"""An ISO metadata record as a tree of properties, read by paths in the names of ISO 19139.

ISO/TS 19139:2007 writes `property/Class/property/value`; here a node is a property together with the class
inside it, so a path names properties alone (`citation/title`), and the class of a profile (`fra:FRA_…`)
stands where the standard's would. Knows text and Anchor, translations and code lists; `iso19139_tree` makes
the nodes, and what the properties mean belongs to `iso19139` and its parts.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeVar

from harvester.formats.words import is_placeholder, squeeze, stated

T = TypeVar("T")
NONE: Mapping[str, Any] = MappingProxyType({})


class IsoNode:
    """A property: the name of the class inside (`cls`) and that class's properties (`parts`), or a value.

    `raw` is the text as written or the value of a code list, `href` the address of an Anchor or an xlink.
    `translations` are texts by language (two letters) beside the one of the metadata, which is `language`
    where it matters: in a value with translations, and at the root. `attributes` are kept where they mean
    something (`operatesOn`, `distance` …). `is_known` says that it is of a known block, and may stand in many
    records. What is not set is shared, since a record has hundreds of nodes.
    """

    cls: str = ""
    parts: Mapping[str, list["IsoNode"]] = NONE
    raw: str = ""
    href: str | None = None
    language: str | None = None
    translations: Mapping[str, str] = NONE
    attributes: Mapping[str, str] = NONE
    is_known: bool = False
    _text: str | None = None
    _made: tuple[Any, Any] | None = None

    @property
    def main(self) -> str:
        """The text in the language of the metadata, on one line; empty where it says nothing."""
        return stated(self.raw)

    @property
    def text(self) -> str:
        """The text to show: in French where there is a choice, else in the language of the metadata, else the
        first translation.
        """
        text = self._text
        if text is None:
            self._text = text = self._shown() if self.translations else stated(self.raw)
        return text

    @property
    def others(self) -> dict[str, str]:
        """The texts by language beside the one that is shown."""
        if not self.translations:
            return {}
        every = {code: squeeze(text) for code, text in self.translations.items()}
        if self.language and (main := self.main):
            every[self.language] = main
        shown = self.text
        return {code: text for code, text in sorted(every.items()) if text != shown}

    def all(self, path: str) -> Sequence["IsoNode"]:
        """Return the properties at the end of a path, in the order of the document."""
        nodes = self.parts.get(path)
        if nodes is not None or "/" not in path:
            return nodes or ()
        return self._walk(path)

    def _walk(self, path: str) -> Sequence["IsoNode"]:
        nodes: Sequence[IsoNode] = (self,)
        for name in _steps(path):
            if len(nodes) == 1:
                nodes = nodes[0].parts.get(name, ())
            elif nodes:
                nodes = [node for parent in nodes for node in parent.parts.get(name, ())]
            else:
                break
        return nodes

    def joined(self, name: str) -> "IsoNode":
        """Return the property of a name, one with the properties of all where there are several."""
        nodes = self.parts.get(name, ())
        if len(nodes) == 1:
            return nodes[0]
        parts: dict[str, list[IsoNode]] = {}
        for node in nodes:
            for part, found in node.parts.items():
                parts.setdefault(part, []).extend(found)
        whole = IsoNode()
        whole.parts = parts
        return whole

    def once(self, make: Callable[["IsoNode"], T]) -> T:
        """Return what a pure function makes of this node: called once, as long as it is the same function. A
        node may stand in many records.
        """
        made = self._made
        if made is None or made[0] is not make:
            self._made = made = (make, make(self))
        value: T = made[1]
        return value

    def values(self, path: str) -> list["IsoNode"]:
        """Return the properties of a path that say something."""
        return [node for node in self.all(path) if node._text or node.text or node.href]

    def texts(self, path: str) -> list[str]:
        """Return the texts of a path, in French where there is a choice."""
        return [text for node in self.all(path) if (text := node._text or node.text)]

    def plain(self, path: str) -> str | None:
        """Return the first text of a path, None where there is none."""
        nodes: Sequence[IsoNode] | None = self.parts.get(path)
        if nodes is None:
            nodes = self._walk(path) if "/" in path else ()
        for node in nodes:
            text = node._text
            if text is None:
                text = node.text
            if text:
                return text
        return None

    def codes(self, path: str) -> list[str]:
        """Return the values of code lists of a path; `none` is one."""
        return [text for node in self.all(path) if (text := squeeze(node.raw))]

    def long(self, path: str) -> list[tuple[str | None, str]]:
        """Return the texts of a path with their line breaks: (language, text), None that of the metadata."""
        found: list[tuple[str | None, str]] = []
        for node in self.all(path):
            if (raw := node.raw.strip()) and not is_placeholder(raw):
                found.append((None, raw))
            found += node.translations.items()
        return found

    def _shown(self) -> str:
        if self.language != "fr" and "fr" in self.translations:
            return squeeze(self.translations["fr"])
        return self.main or squeeze(next(iter(self.translations.values())))


def together(make: Callable[..., T], *groups: Sequence[IsoNode]) -> T:
    """Return what a pure function makes of groups of nodes: called once for known ones of late, which stand
    together in many records, so that nobody changes what is made of them.
    """
    for nodes in groups:
        for node in nodes:
            if not node.is_known:
                return make(*groups)
    made: T = _made_of(make, *map(tuple, groups))
    return made


@lru_cache(maxsize=1_024)
def _made_of(make: Callable[..., Any], *groups: tuple[IsoNode, ...]) -> Any:
    return make(*groups)


@lru_cache(maxsize=512)
def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("/"))
