"""RDF terms as the N-Triples text that names them (RDF 1.1 N-Triples §2): only cut out and compared.

A term is `<https://…>`, `_:b0`, `"text"`, `"texte"@fr` or `"2024-01-01"^^<…#date>`; what it says is read only
where it is asked for. These are lines that our own code wrote; foreign RDF is parsed by the gateway.
"""

import re
from functools import lru_cache

from harvester.formats.languages import to_language
from harvester.formats.words import squeeze

Term = str
"""The N-Triples form of a term; terms of different kinds are never equal."""

Statement = tuple[Term, str, Term]
"""Subject, address of the predicate, object."""

_STATEMENT = re.compile(r"([^ ]+) <([^ ]+)> (.+) \.\n")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_CHARACTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def iri(address: str) -> Term:
    """Return the term of an address."""
    return f"<{address}>"


def is_iri(term: Term) -> bool:
    """Tell whether a term is an address."""
    return term[0] == "<"


def is_blank(term: Term) -> bool:
    """Tell whether a term is a blank node."""
    return term[0] == "_"


def is_literal(term: Term) -> bool:
    """Tell whether a term is a text."""
    return term[0] == '"'


def value_of(term: Term) -> str:
    """Return what a term says: an address, the label of a blank node, or a text without its escapes."""
    if term[0] == "<":
        return term[1:-1]
    if term[0] == "_":
        return term[2:]
    text = term[1 : term.rindex('"')]
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def line_of(term: Term) -> str:
    """Return what a term says, squeezed into one line."""
    if term[0] == "<" and term.isascii():
        return term[1:-1]
    return squeeze(value_of(term))


def to_text(literal: Term) -> tuple[str, str]:
    """Return the text of a literal and its language: two letters, empty where none is known."""
    end = literal.rindex('"')  # neither a language nor the address of a datatype holds a quote
    text = literal[1:end]
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text, _language_of(literal[end + 1 :])


def list_statements(ntriples: str) -> list[Statement]:
    """Return the statements of some lines, in order; ValueError for what is not one statement a line."""
    found = _STATEMENT.findall(ntriples)
    if len(found) != ntriples.count("\n"):
        raise ValueError("not N-Triples, one statement a line")
    return found


@lru_cache(maxsize=1_024)
def _language_of(suffix: str) -> str:
    return (to_language(suffix[1:]) or "") if suffix.startswith("@") else ""


def _unescaped(match: re.Match[str]) -> str:
    if code := match[1] or match[2]:
        return chr(int(code, 16))
    return _CHARACTERS.get(match[3], match[3])
