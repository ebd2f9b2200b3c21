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

_Known = dict[bytes, Nodes]
"""Nodes by their block, under one root; none where it can't be read by itself."""

_NOTHING: _Known = {}
_ROOT = re.compile(rb"<([\w.-]+:)?[\w.-]+(?:\s[^<>]*[^<>/])?>")


@lru_cache(maxsize=256)
def _marked(number: int) -> bytes:
    """Return how the start tag of a block ends that is number so much."""
    return f' {MARK}="{number}"/>'.encode()


class KnownBlocks:
    """The blocks of late: those that came twice, in two halves of at most `count`. When the younger half is
    full the older one is forgotten, but for what was met again.

    A block is read by itself when it comes the second time, not too long after the first: most records have
    some that never come again.
    """

    def __init__(self, read: Read, count: int = 1_024) -> None:
        self._count = count
        self._read = read
        self.forget()

    def cut_out(self, content: bytes) -> tuple[bytes, Sequence[Nodes]]:
        """Return a record of UTF-8 without its known blocks, and these by the numbers on their marks. Blocks
        of one property in a row have one mark.

        `content` begins with the root and has no DOCTYPE.
        """
        head = content[: content.find(b">", 0, LONGEST) + 1]
        prefix = _prefix_of(head)
        if prefix is None:
            return content, ()
        search = _starts(prefix, b"!" in content and b"<!" in content).search
        young = self._young.get(head, _NOTHING)
        pieces: list[bytes] = []
        known: list[Nodes] = []
        end, last = 0, b""
        found = search(content, len(head))
        while found:
            tag, (start, past) = found[0], found.span()
            stop = content.find(b"</" + tag[1:], past, start + LONGEST) + len(tag) + 1
            if stop > past:
                block = content[start:stop]
                nodes = young.get(block)
                if nodes is None:
                    nodes = self._recall(head, block)
                if not nodes and nodes is not None:
                    stop, nodes = self._find_longer(head, content, tag, start, stop)
                if nodes:
                    between = content[end:start]
                    if tag == last and (not between or between.isspace()):
                        known[-1] += nodes
                    else:
                        pieces += (between, tag[:-1], _marked(len(known)))
                        known.append(nodes)
                    end, last, past = stop, tag, stop
            found = search(content, past)
        pieces.append(content[end:])
        return b"".join(pieces), known

    def forget(self) -> None:
        """Know nothing."""
        self._young, self._old = dict[bytes, _Known](), dict[bytes, _Known]()
        self._kept = 0
        self._seen, self._seen_before = set[int](), set[int]()

    def _find_longer(
        self, root: bytes, content: bytes, tag: bytes, start: int, stop: int
    ) -> tuple[int, Nodes | None]:
        """Return where a block ends that has another of its name inside, which ends at `stop`, and its nodes:
        an `extent` holds the one of its period.
        """
        end = content.find(b"</" + tag[1:], stop, start + LONGEST) + len(tag) + 1
        if end <= stop:
            return stop, None
        block = content[start:end]
        nodes = self._young.get(root, _NOTHING).get(block)
        return end, self._recall(root, block) if nodes is None else nodes

    def _recall(self, root: bytes, block: bytes) -> Nodes | None:
        """Return the nodes of a block that is not in the younger half; None where it is new, no node where it
        can't be read by itself.
        """
        nodes = self._old.get(root, _NOTHING).get(block)
        if nodes is None:
            if not self._came_before(hash(block)):
                return None
            nodes = self._read(root, block) or ()
        if self._kept >= self._count:
            self._young, self._old, self._kept = {}, self._young, 0
        self._young.setdefault(root, {})[block] = nodes
        self._kept += 1
        return nodes

    def _came_before(self, name: int) -> bool:
        """Tell whether the block came before, and remember that it came."""
        if name in self._seen:
            return True
        if len(self._seen) >= self._count:
            self._seen, self._seen_before = set(), self._seen
        self._seen.add(name)
        return name in self._seen_before


@lru_cache(maxsize=64)
def _prefix_of(root: bytes) -> bytes | None:
    """Return the prefix, with its colon, in the start tag of a root; None for what is no such tag."""
    match = _ROOT.fullmatch(root)
    return (match[1] or b"") if match else None


@lru_cache(maxsize=64)
def _starts(prefix: bytes, hiding: bool) -> re.Pattern[bytes]:
    """Return what finds the start tags of blocks, and comments and CDATA `hiding` some in one piece."""
    names = b"<%b(?:%b)>" % (re.escape(prefix), "|".join(sorted(BLOCKS)).encode())
    return re.compile(names + (rb"|<!--.*?-->|<!\[CDATA\[.*?\]\]>" if hiding else b""), re.DOTALL)
