"""Slips of the pen in Turtle and N-Triples, which must not cost a whole page: text to text, to try again."""

import re

LANGUAGE_REPAIRED = "language-repaired"
IRI_REPAIRED = "iri-repaired"

TURTLE_STRING = (
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:"""|\\?\Z)'
    r"|'''(?:[^'\\]++|\\.|'(?!''))*+(?:'''|\\?\Z)"
    r'|"(?:[^"\\\n\r]++|\\.)*+"'
    r"|'(?:[^'\\\n\r]++|\\.)*+'"
)
"""A quoted string (RDF 1.1 Turtle §6.5, STRING_LITERAL productions); needs `re.DOTALL`.

A long string that is never closed takes the rest of the text, so that matching stays linear.
"""

_LITERAL = re.compile(rf"({TURTLE_STRING})(@[^\s.;,\])}}]*)?|(<[^<>\n]*>)|\#[^\n]*", re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_STRAY_BACKSLASH = re.compile(r"\\(?!u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")
_TRIPLE_LINE = re.compile(r"(?:<[^<>]*>|_:\S+)\s+<[^<>]*>\s+\S.*\.\s*(?:#.*)?")


def repaired_language(tag: str) -> str | None:
    """Return a tag that is well formed (RFC 5646 §2.1), or None where nothing can be made of it."""
    candidate = tag.strip().replace("_", "-")
    return candidate if _LANGUAGE.fullmatch(candidate) else None


def repaired_turtle(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` with language tags and IRI escapes that no grammar allows put right, and the flags."""
    flags: set[str] = set()

    def mend(match: re.Match[str]) -> str:
        string, tag, iri = match.groups()
        if tag is not None:
            mended = repaired_language(tag[1:])
            if mended != tag[1:]:
                flags.add(LANGUAGE_REPAIRED)
            return f"{string}@{mended}" if mended else str(string)
        if iri is not None and "\\" in iri and _STRAY_BACKSLASH.search(iri):
            flags.add(IRI_REPAIRED)
            return _STRAY_BACKSLASH.sub("%5C", iri)
        return match[0]

    return _LITERAL.sub(mend, text), tuple(sorted(flags))


def triple_lines(text: str) -> list[str] | None:
    """Return the lines of an N-Triples document, None where `text` is something else or ends in mid-line."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    sample = [*lines[:20], lines[-1]] if lines else []
    good = sum(1 for line in sample if _TRIPLE_LINE.fullmatch(line.strip()))
    is_whole = bool(lines) and lines[-1].rstrip().endswith(".")
    return lines if is_whole and good * 2 > len(sample) else None
