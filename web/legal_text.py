"""Legal texts made into markup: Markdown, marks as numbered notes, acronyms explained, links of ours.

One `PageNotes` serves a whole page: a source keeps its number, an acronym is explained where it comes first.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import nh3
from flask import url_for
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from legal_kb.glossary import Entry
from legal_kb.library import load_library
from legal_kb.marks import UNCONFIRMED, pieces_of
from legal_kb.sources import LegalSource
from web.links import safe_href
from web.locale import gettext as _

TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "a",
    "h3",
    "h4",
    "blockquote",
    "code",
    "sup",
    "span",
    "abbr",
}
ATTRIBUTES = {
    "a": {"href", "id", "class", "aria-label"},
    "abbr": {"title"},
    "span": {"class"},
    "ol": {"start"},
}
ENDPOINTS = {"fiche": "legal.show_fiche", "diagnostic": "legal.show_diagnosis"}
MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("image")
WRAPPED_MARK = re.compile(r"\n *(?=\[\[)")
SPACE_BEFORE = re.compile(r" (?=[?!;:»%€])")
SPACE_AFTER = re.compile(r"(?<=«) ")
SHORTEST_ACRONYM = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A source cited on a page, and the number that it has there."""

    number: int
    source: LegalSource


@dataclass(slots=True, kw_only=True)
class PageNotes:
    """What a page has cited and explained so far."""

    sources: Mapping[str, LegalSource]
    cited: list[str] = field(default_factory=list)
    explained: set[str] = field(default_factory=set)
    has_unconfirmed: bool = False

    def listed(self) -> list[Note]:
        """Return the sources that the page cites, in the order of their numbers."""
        return [Note(number=place, source=self.sources[key]) for place, key in enumerate(self.cited, 1)]


def start_notes() -> PageNotes:
    """Return the notes of a page that has cited nothing yet."""
    return PageNotes(sources=load_library().sources)


def render_section(text: str, notes: PageNotes) -> Markup:
    """Return a text of several paragraphs as markup."""
    tokens = MARKDOWN.parse(WRAPPED_MARK.sub(" ", text))
    return _rendered(tokens, notes)


def render_line(text: str, notes: PageNotes) -> Markup:
    """Return a text of one paragraph as markup that stands inside another element."""
    return _rendered(MARKDOWN.parseInline(WRAPPED_MARK.sub(" ", text)), notes)


def french_spaces(text: str) -> str:
    """Return a text, or markup, whose French signs never begin or end a line alone."""
    spaced = SPACE_AFTER.sub("\N{NO-BREAK SPACE}", SPACE_BEFORE.sub("\N{NO-BREAK SPACE}", text))
    return Markup(spaced) if isinstance(text, Markup) else spaced  # noqa: S704 - what was safe stays so


def _rendered(tokens: list[Token], notes: PageNotes) -> Markup:
    for token in tokens:
        if token.children:
            token.children = list(_with_notes(token.children, notes))
    cleaned = nh3.clean(
        MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}),
        tags=TAGS,
        attributes=ATTRIBUTES,
        link_rel=None,
    )
    return Markup(cleaned)  # noqa: S704 - the allow-list above is what makes it safe


def _with_notes(tokens: list[Token], notes: PageNotes) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        if token.type == "link_open":
            depth += 1
            token.attrSet("href", _our_address(str(token.attrGet("href") or "")))
        elif token.type == "link_close":
            depth -= 1
        if token.type != "text":
            yield token
            continue
        for piece in pieces_of(token.content):
            told = french_spaces(piece.words)
            words = escape(told) if depth else _explained(told, notes)
            yield Token("html_inline", "", 0, content=str(words + _marks(piece.keys, notes)))


def _our_address(address: str) -> str:
    """`fiche:slug` and `diagnostic:slug` are pages of ours; an unsafe address leads nowhere."""
    kind, _colon, name = address.partition(":")
    if kind in ENDPOINTS:
        return url_for(ENDPOINTS[kind], slug=name)
    return safe_href(address) or ""


def _marks(keys: tuple[str, ...], notes: PageNotes) -> Markup:
    shown = Markup()
    numbered = [key for key in keys if key in notes.sources]
    if numbered:
        links = Markup(" ").join(_note_link(key, notes) for key in numbered)
        shown += Markup("<sup>{}</sup>").format(links)
    if UNCONFIRMED in keys:
        notes.has_unconfirmed = True
        shown += Markup(' <span class="unconfirmed">{}</span>').format(_("à vérifier"))
    return shown


def _note_link(key: str, notes: PageNotes) -> Markup:
    is_first = key not in notes.cited
    if is_first:
        notes.cited.append(key)
    number = notes.cited.index(key) + 1
    place = Markup(' id="appel-{}"').format(number) if is_first else Markup()
    told = _("Source {number}").format(number=number)
    return Markup('<a class="note-link" href="#lue-{}"{} aria-label="{}">{}</a>').format(
        number, place, told, number
    )


def _explained(words: str, notes: PageNotes) -> Markup:
    """Acronyms of the glossary, each where the page first uses it."""
    acronyms, pattern = _acronyms()
    shown, start = Markup(), 0
    for found in pattern.finditer(words):
        if found[0] in notes.explained:
            continue
        notes.explained.add(found[0])
        entry = acronyms[found[0]]
        shown += escape(words[start : found.start()]) + _term_link(entry)
        start = found.end()
    return shown + escape(words[start:])


def _term_link(entry: Entry) -> Markup:
    address = url_for("legal.show_glossary", _anchor=entry.anchor)
    return Markup('<a class="term" href="{}"><abbr title="{}">{}</abbr></a>').format(
        address, entry.full, entry.term
    )


@cache
def _acronyms() -> tuple[Mapping[str, Entry], re.Pattern[str]]:
    """Terms that stand for other words, and what finds them whole, the longest first."""
    entries = load_library().glossary.values()
    found = {one.term: one for one in entries if one.full and len(one.term) >= SHORTEST_ACRONYM}
    words = "|".join(re.escape(term) for term in sorted(found, key=len, reverse=True))
    return found, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")
