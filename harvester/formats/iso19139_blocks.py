"""Parts of a record that its catalogue writes into the next one as well, byte for byte: read once, shared.

Contacts, constraints, extents, reference systems and groups of keywords make a third of a record and more,
and a catalogue fills them from the same few forms. A block that was seen a moment ago is cut out of the bytes
before the parser sees them, an empty element with a mark in its place. Owns which blocks, and where they
begin and end; how one is read belongs to `iso19139_tree`.

Cutting changes nothing: where markup begins, what is one element by itself under the start tag of the root is
one there too (XML 1.0 §2.1, [39], [43]). That an element between the two might bind a prefix anew is
not looked at, as nothing here looks at namespaces.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from secrets import token_hex

from harvester.formats.iso19139_view import IsoNode

BLOCKS = frozenset({
    "contact", "pointOfContact", "citedResponsibleParty", "distributorContact", "resourceConstraints",
    "descriptiveKeywords", "thesaurusName", "extent", "referenceSystemInfo", "spatialResolution",
    "resourceMaintenance", "distributionFormat", "onLine", "report",
})  # fmt: skip
"""The properties whose blocks come again in most catalogues."""

MARK = f"block-{token_hex(8)}"
"""The attribute of the empty element in the place of a block, its number; one that no record has."""

LONGEST = 8_000
"""Bytes of a block that is worth knowing."""

Nodes = tuple[IsoNode, ...]
"""What one property is read as: several nodes where it has several classes."""

Read = Callable[[bytes, bytes], Nodes | None]
"""Reads a block (the second argument) by itself, under the start tag of its root; None where it can't."""

_MARKED = f' {MARK}="%d"/>'.encode()
_ROOT = re.compile(rb"<([\w.-]+:)?[\w.-]+(?:\s[^<>]*[^<>/])?>")


class KnownBlocks:
    """The blocks of late: at most `count` that came twice, the least recently used forgotten first.

    A block is read by itself when it comes the second time, not too long after the first: most records have
    some that never come again.
    """

    def __init__(self, read: Read, count: int = 1_024) -> None:
        self._count = count
        self._read = lru_cache(maxsize=count)(read)
        self._seen, self._seen_before = set[int](), set[int]()

    def cut_out(self, content: bytes) -> tuple[bytes, Sequence[Nodes]]:
        """Return a record of UTF-8 without its known blocks, and these by the numbers on their marks.

        `content` begins with the root and has no DOCTYPE.
        """
        root = _ROOT.match(content)
        if root is None:
            return content, ()
        head, search, end = root[0], _starts(root[1] or b"", b"!" in content).search, 0
        pieces: list[bytes] = []
        known: list[Nodes] = []
        found = search(content, root.end())
        while found:
            tag, (start, past) = found[0], found.span()
            stop = content.find(b"</" + tag[1:], past, start + LONGEST) + len(tag) + 1
            if stop > past and (nodes := self._find(head, content[start:stop])) is not None:
                pieces += (content[end:start], tag[:-1], _MARKED % len(known))
                known.append(nodes)
                end = past = stop
            found = search(content, past)
        pieces.append(content[end:])
        return b"".join(pieces), known

    def forget(self) -> None:
        """Know nothing."""
        self._read.cache_clear()
        self._seen, self._seen_before = set(), set()

    def _find(self, root: bytes, block: bytes) -> Nodes | None:
        name = hash(block)
        if name in self._seen or self._saw(name):
            return self._read(root, block)
        return None

    def _saw(self, name: int) -> bool:
        """Tell whether the block came before, and remember that it came."""
        if len(self._seen) >= self._count:
            self._seen, self._seen_before = set(), self._seen
        self._seen.add(name)
        return name in self._seen_before


@lru_cache(maxsize=64)
def _starts(prefix: bytes, hiding: bool) -> re.Pattern[bytes]:
    """Return what finds the start tags of blocks, and comments and CDATA `hiding` some in one piece."""
    names = b"<%b(?:%b)>" % (re.escape(prefix), "|".join(sorted(BLOCKS)).encode())
    return re.compile(names + (rb"|<!--.*?-->|<!\[CDATA\[.*?\]\]>" if hiding else b""), re.DOTALL)
