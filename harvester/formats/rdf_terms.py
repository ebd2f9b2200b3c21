"""RDF terms as the N-Triples text that names them (RDF 1.1 N-Triples §2): cheap to make, compare and write.

Reads N-Triples that our own code wrote, one statement a line; foreign RDF is parsed by the gateway.
"""

import re
from collections.abc import Iterator

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_CHARACTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Term(str):
    """Any term; as a text it is its N-Triples form, `value` is what it says."""

    __slots__ = ()

    @property
    def value(self) -> str:
        """The address, the label or the text, without the signs around it."""
        raise NotImplementedError


class Iri(Term):
    """`<https://…>`."""

    __slots__ = ()

    @property
    def value(self) -> str:
        """The address."""
        return self[1:-1]


class Blank(Term):
    """`_:b0`."""

    __slots__ = ()

    @property
    def value(self) -> str:
        """The label."""
        return self[2:]


class Literal(Term):
    """`"text"`, `"texte"@fr` or `"2024-01-01"^^<…#date>`."""

    __slots__ = ()

    @property
    def value(self) -> str:
        """The text. What follows its last quote holds none: a language or the address of a datatype."""
        text = self[1 : self.rindex('"')]
        return _ESCAPE.sub(_unescaped, text) if "\\" in text else text

    @property
    def language(self) -> str | None:
        """The language tag, None where there is none."""
        after = self[self.rindex('"') + 1 :]
        return after[1:] if after.startswith("@") else None


Node = Iri | Blank
_CLASSES: dict[str, type[Iri] | type[Blank] | type[Literal]] = {"<": Iri, "_": Blank, '"': Literal}


def iri(address: str) -> Iri:
    """Return the term of an address."""
    return Iri(f"<{address}>")


def to_term(text: str) -> Iri | Blank | Literal:
    """Return the term that an N-Triples text is; KeyError for none."""
    return _CLASSES[text[0]](text)


def iterate_statements(ntriples: str) -> Iterator[tuple[Node, str, Iri | Blank | Literal]]:
    """Yield subject, address of the predicate and object of each line, in order.

    ValueError or KeyError for what is no N-Triples as the gateway writes them.
    """
    terms: dict[str, Iri | Blank | Literal] = {}
    predicates: dict[str, str] = {}
    for line in ntriples.split("\n"):
        if not line:
            continue
        subject, predicate, rest = line.split(" ", 2)
        value = rest[:-2]
        if (node := terms.get(subject)) is None:
            node = terms[subject] = to_term(subject)
        if (term := terms.get(value)) is None:
            term = terms[value] = to_term(value)
        if (address := predicates.get(predicate)) is None:
            address = predicates[predicate] = predicate[1:-1]
        yield node, address, term  # type: ignore[misc]  # a subject is no literal


def _unescaped(match: re.Match[str]) -> str:
    if code := match[1] or match[2]:
        return chr(int(code, 16))
    return _CHARACTERS.get(match[3], match[3])
