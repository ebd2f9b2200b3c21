"""Foreign RDF to triples that any serialiser accepts: pyoxigraph, always lenient, then rdflib once.

Strict mode refuses a page for one bad IRI, and in JSON-LD drops triples silently; lenient mode lets bad IRIs
and language tags through, which are put right here.
"""

import json
from codecs import BOM_UTF8
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from pyoxigraph import RdfFormat, Triple, parse, serialize

from harvester.errors import SourceMisbehaved
from harvester.gateway.contexts import inlined
from harvester.gateway.depth import check_depth
from harvester.gateway.document import Document, read_document
from harvester.gateway.iris import encoded_iri
from harvester.gateway.json import parse_json
from harvester.gateway.limits import LITERAL_MAX_CHARACTERS
from harvester.gateway.rdflib_parser import REFUSALS, parse_with_rdflib
from harvester.gateway.terms import TermCleaner, with_blank_numbers
from harvester.gateway.turtle import repaired_turtle, triple_lines
from harvester.gateway.xml import parse_xml

READ_BY_RDFLIB = "read-by-rdflib"
LINES_SKIPPED = "lines-skipped"

_RDF_NAMESPACE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FORMATS = {"rdfxml": RdfFormat.RDF_XML, "xml": RdfFormat.RDF_XML, "turtle": RdfFormat.TRIG}
"""TriG is Turtle with named graphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedRdf:
    """N-Triples in the order of the document; the kind that was read; flags.

    Graph names are left out. Equal bytes give equal triples, unless rdflib read them.
    """

    ntriples: str
    kind: str
    encoding: str
    flags: tuple[str, ...] = ()


Attempt = tuple[list[Triple], tuple[str, ...]]


def parse_rdf(
    content: bytes, *, base: str | None = None, media_type: str | None = None, numbered: bool = True
) -> ParsedRdf:
    """Parse foreign bytes; `base` (the address they came from) completes relative IRIs. Blank nodes are
    numbered from b0, unless the caller can do without: then their labels are of this reading alone.

    Raises `SourceMisbehaved`: what `read_document` raises, `too-deep`, `unexpected-format` for a document
    that holds no RDF, `ows-exception`, `remote-context`, `bad-json`, `unreadable` (the detail names the
    line).
    """
    document = read_document(content, media_type)
    if document.kind == "ows-exception":
        parse_xml(content, media_type)  # raises what the service says
    check_depth(document.kind, document.text)
    read, encoded = _reader_of(document), encoded_iri(base) if base else None
    if read is _read_text and (sound := _read_sound(document, encoded, content)) is not None:
        sound = with_blank_numbers(sound) if numbered else sound
        return ParsedRdf(ntriples=sound, kind=document.kind, encoding=document.encoding, flags=document.flags)
    triples, flags = read(document, encoded)
    cleaner = TermCleaner()
    cleaned = (clean for triple in triples if (clean := cleaner.clean(triple)))
    return ParsedRdf(
        ntriples=(serialize(cleaned, format=RdfFormat.N_TRIPLES) or b"").decode(),
        kind=document.kind,
        encoding=document.encoding,
        flags=(*document.flags, *flags, *sorted(cleaner.flags)),
    )


def _reader_of(document: Document) -> Callable[[Document, str | None], Attempt]:
    if document.kind == "jsonld":
        return _read_jsonld
    if document.kind == "json" or (document.kind == "xml" and _RDF_NAMESPACE not in document.text):
        raise SourceMisbehaved("unexpected-format", found=document.kind, expected="rdf")
    return _read_text


def _read_sound(document: Document, base: str | None, content: bytes) -> str | None:
    """Return the N-Triples of a document whose every term is as it should be, None of any other.

    Strict parsing proves that of IRIs and language tags; what else could be wrong with a term shows in the
    text. No term becomes an object on the way, which halves the time: quads of the default graph are
    written as N-Triples are.
    """
    text = document.text
    if "\0" in text or ("\\" in text and "u0000" in text):
        return None
    written = BytesIO()  # grows more cheaply than what `serialize` returns
    try:
        utf8 = content if _is_as_it_came(document, content) else document.utf8
        parsed = parse(utf8, format=_FORMATS[document.kind], base_iri=base)
        if "{" in text and document.kind == "turtle":  # perhaps a named graph
            serialize((quad.triple for quad in parsed), written, format=RdfFormat.N_TRIPLES)
        else:
            serialize(parsed, written, format=RdfFormat.N_QUADS)
    except (SyntaxError, ValueError):
        return None
    lines = written.getvalue()
    return None if b" <<( " in lines or _may_hold_a_long_literal(text, lines) else lines.decode()


def _is_as_it_came(document: Document, content: bytes) -> bool:
    """Tell whether the text of a document is, in UTF-8, the very bytes that came."""
    is_sound = document.encoding == "utf-8" and not document.flags and not content.startswith(BOM_UTF8)
    return is_sound and document.kind == "turtle"


def _may_hold_a_long_literal(text: str, lines: bytes) -> bool:
    """Tell whether a literal may be above its limit: none is longer than its line, or than the document."""
    limit = LITERAL_MAX_CHARACTERS
    return len(text) > limit and max(map(len, lines.split(b"\n"))) > limit


def _read_jsonld(document: Document, base: str | None) -> Attempt:
    parsed = parse_json(document.text)
    local = json.dumps(inlined(parsed.value), ensure_ascii=False).encode("utf-8")
    try:
        return _oxigraph(local, RdfFormat.JSON_LD, base), parsed.flags
    except (SyntaxError, ValueError) as error:
        raise _unreadable(error) from error


def _read_text(document: Document, base: str | None) -> Attempt:
    try:
        return _oxigraph(document.utf8, _FORMATS[document.kind], base), ()
    except (SyntaxError, ValueError) as error:
        repaired = _read_repaired(document, base) if document.kind == "turtle" else None
        if repaired is not None:
            return repaired
        return _read_again(document, base, error)


def _read_repaired(document: Document, base: str | None) -> Attempt | None:
    """Try once more with the slips of the pen put right, then line by line if the lines are triples."""
    text, flags = repaired_turtle(document.text)
    try:
        return _oxigraph(text.encode(), RdfFormat.TRIG, base), flags
    except (SyntaxError, ValueError):
        lines = triple_lines(text)
    return _read_lines(lines, flags) if lines else None


def _read_lines(lines: list[str], flags: tuple[str, ...]) -> Attempt | None:
    triples, skipped = list[Triple](), 0
    for line in lines:
        try:
            triples += _oxigraph(line.encode(), RdfFormat.N_QUADS, None)
        except (SyntaxError, ValueError):
            skipped += 1
    flags = (*flags, f"{LINES_SKIPPED}:{skipped}") if skipped else flags
    return (triples, flags) if triples else None


def _read_again(document: Document, base: str | None, refusal: Exception) -> Attempt:
    try:
        return parse_with_rdflib(document.utf8, document.kind, base), (READ_BY_RDFLIB,)
    except REFUSALS as error:
        raise _unreadable(refusal) from error


def _oxigraph(utf8: bytes, syntax: RdfFormat, base: str | None) -> list[Triple]:
    return [quad.triple for quad in parse(utf8, format=syntax, base_iri=base, lenient=True)]


def _unreadable(error: Exception) -> SourceMisbehaved:
    return SourceMisbehaved("unreadable", detail=str(error)[:300])
