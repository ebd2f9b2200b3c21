"""How deeply a document nests, counted on its text before any parser sees it. Linear in its length.

What is malformed is left to the parser: counting stops there.
"""

import re
from collections.abc import Iterable

from harvester.errors import SourceMisbehaved
from harvester.gateway.limits import JSON_MAX_DEPTH, TURTLE_MAX_DEPTH, XML_MAX_DEPTH
from harvester.gateway.turtle import TURTLE_STRING

# `<` may stand neither in a tag nor in an attribute value (XML 1.0 §2.3, §3.1), so that no attempt runs on
_XML_TOKEN = re.compile(
    r"""<(?:(/)|[^<>"'!?/\s](?:[^<>"']++|"[^<"]*"|'[^<']*')*+>|(!--)|(!\[CDATA\[)|(\?))"""
)
_XML_TAG = re.compile(r"""</|<[^<>"'!?/\s](?:[^<>"']++|"[^<"]*"|'[^<']*')*+>""")
_XML_PROLOG = re.compile(r"(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_XML_ENDS = {2: "-->", 3: "]]>", 4: "?>"}

_JSON_STRING = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.DOTALL)  # an open one ends the text
_JSON_BRACKET = re.compile(r"[\[\]{}]")

_TURTLE_ASIDE = re.compile(rf"{TURTLE_STRING}|<[^<>\n]*>|\#[^\n]*|\\.", re.DOTALL)
_OPENING = frozenset({"[", "(", "{", "<<"})
_TURTLE_MARK = re.compile(r"""[\[\](){}"']""")
_BUT_MARKS = {code: None for code in range(128) if not _TURTLE_MARK.fullmatch(chr(code))}
_TURTLE_MARK_OR_QUOTED = re.compile(rf"<<|>>|{_TURTLE_MARK.pattern}")


def check_depth(kind: str, text: str) -> None:
    """Raise `SourceMisbehaved(kind="too-deep", limit=levels)` for a document that nests too deeply."""
    measure, limit = _MEASURES[kind]
    if measure(text, limit) > limit:
        raise SourceMisbehaved("too-deep", limit=limit)


def xml_depth(text: str, limit: int) -> int:
    """Return the depth of the deepest element, or the first depth above `limit`."""
    opened = text.count("<")
    if opened <= limit:
        return 0
    prolog = _XML_PROLOG.match(text)
    start = prolog.end() if prolog else 0
    tags = _XML_TAG.findall(text, start)
    if len(tags) == opened - text.count("<", 0, start):  # nothing but tags: nearly every page
        return _depth_of_tags(tags, limit)
    depth = deepest = position = 0
    while deepest <= limit and (token := _XML_TOKEN.search(text, position)):
        position = token.end()
        if (group := token.lastindex) is None:
            if text[position - 2] != "/":
                depth += 1
                deepest = max(deepest, depth)
        elif group == 1:
            depth -= 1
        elif (position := text.find(_XML_ENDS[group], position)) < 0:
            break
    return deepest


def _depth_of_tags(tags: list[str], limit: int) -> int:
    """As `xml_depth`, of text that has nothing but tags: in half the time."""
    depth = deepest = 0
    for tag in tags:
        if tag == "</":
            depth -= 1
        elif tag[-2] != "/":
            depth += 1
            if depth > deepest:
                deepest = depth
                if depth > limit:
                    break
    return deepest


def json_depth(text: str, limit: int) -> int:
    """Return the depth of the deepest object or list, or the first depth above `limit`."""
    if text.count("[") + text.count("{") <= limit:
        return 0
    depth = deepest = 0
    for bracket in _JSON_BRACKET.findall(_JSON_STRING.sub('""', text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
        if deepest > limit:
            break
    return deepest


def turtle_depth(text: str, limit: int) -> int:
    """Return the depth of the deepest blank node, collection or quoted triple, or the first above `limit`."""
    depth = deepest = 0
    for mark in _turtle_marks(_TURTLE_ASIDE.sub(" ", text)):
        if mark in "\"'" or deepest > limit:  # a quote that is left over is malformed
            break
        if mark in _OPENING:
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return deepest


def _turtle_marks(bare: str) -> Iterable[str]:
    """Return the brackets, and the quotes that are left over, of Turtle without its strings and addresses."""
    if "<<" in bare:
        return _TURTLE_MARK_OR_QUOTED.findall(bare)
    return bare.translate(_BUT_MARKS) if bare.isascii() else _TURTLE_MARK.findall(bare)


_MEASURES = {
    "xml": (xml_depth, XML_MAX_DEPTH),
    "rdfxml": (xml_depth, XML_MAX_DEPTH),
    "ows-exception": (xml_depth, XML_MAX_DEPTH),
    "json": (json_depth, JSON_MAX_DEPTH),
    "jsonld": (json_depth, JSON_MAX_DEPTH),
    "turtle": (turtle_depth, TURTLE_MAX_DEPTH),
}
