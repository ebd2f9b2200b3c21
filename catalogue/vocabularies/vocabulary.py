"""A controlled vocabulary: its terms, found by id, label, address or alias, and how its file is read.

The files are `<name>.yaml` beside this module; README.md there is the dictionary of their keys.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from catalogue.errors import RecordUnreadable
from catalogue.folding import fold_plural
from catalogue.json_form import decoder_of
from catalogue.package_content import read_yaml
from catalogue.vocabularies.errors import TermUnknown, VocabularyInvalid, VocabularyUnknown

_PACKAGE = "catalogue.vocabularies"
_ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?(.*?)(?:\.html?)?[/#]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One entry. `label` is French; `uri` that of the authority; `aliases` are other spellings and addresses.

    Spellings in `whole_only` mean the term as a whole text and nothing inside a longer one: "habitat" is
    housing, "habitats et biotopes" is not.

    The last fields serve some vocabularies only: `broader` names the term above, `eu_themes` and `topics`
    what a term implies in those vocabularies, `media_type` that of a format, `is_open` whether a licence
    allows every reuse or a format is free to read.
    """

    id: str
    label: str
    label_en: str
    uri: str | None = None
    aliases: tuple[str, ...] = ()
    whole_only: tuple[str, ...] = ()
    broader: str | None = None
    eu_themes: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    media_type: str | None = None
    is_open: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The terms of one file, in its order."""

    name: str
    terms: tuple[Term, ...]

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __contains__(self, term_id: object) -> bool:
        return term_id in self._by_id

    def get(self, term_id: str) -> Term:
        """Return the term of an id; raises `TermUnknown`."""
        try:
            return self._by_id[term_id]
        except KeyError:
            raise TermUnknown(self.name, term_id) from None

    def find(self, text: str) -> Term | None:
        """Return the term that a text means: its id, a label, an alias or an address, whatever the spelling.

        Accents, case, punctuation and plurals are folded; of an address, scheme, `www.` and final slash.
        """
        return self._by_id.get(text) or self._by_spelling.get(spelling_key(text))

    def label(self, term_id: str, lang: str = "fr") -> str:
        """Return the label of an id in French or (`en`) English; an unknown id is its own label."""
        term = self._by_id.get(term_id)
        if term is None:
            return term_id
        return term.label_en if lang == "en" else term.label

    def children(self, term_id: str | None) -> tuple[Term, ...]:
        """Return the terms right below a term, or (None) those of the top level."""
        return tuple(term for term in self.terms if term.broader == term_id)

    def with_ancestors(self, term_id: str) -> tuple[str, ...]:
        """Return the id and those above it, nearest first; raises `TermUnknown`."""
        broader = self.get(term_id).broader
        return (term_id, *(self.with_ancestors(broader) if broader else ()))

    @cached_property
    def spellings(self) -> Mapping[str, Term]:
        """Every folded label and alias that is no address, for searching them inside a longer text."""
        whole = {spelling_key(text) for term in self.terms for text in term.whole_only}
        return {key: term for key, term in self._by_spelling.items() if "/" not in key and key not in whole}

    @cached_property
    def longest_from(self) -> Mapping[str, int]:
        """How many words the longest spelling has that begins with a word."""
        longest: dict[str, int] = {}
        for spelling in self.spellings:
            words = spelling.split()
            if words:
                longest[words[0]] = max(len(words), longest.get(words[0], 0))
        return longest

    @cached_property
    def addresses(self) -> Mapping[str, Term]:
        """Every address of a term, without scheme, `www.` and final slash, in lower case."""
        return {key: term for key, term in self._by_spelling.items() if "/" in key}

    @cached_property
    def _by_id(self) -> Mapping[str, Term]:
        found = {term.id: term for term in self.terms}
        if len(found) < len(self.terms):
            raise VocabularyInvalid(self.name, "an id occurs twice")
        return found

    @cached_property
    def _by_spelling(self) -> Mapping[str, Term]:
        found: dict[str, Term] = {}
        for term in self.terms:
            for text in (
                term.id,
                term.label,
                term.label_en,
                term.uri or term.id,
                *term.aliases,
                *term.whole_only,
            ):
                other = found.setdefault(spelling_key(text), term)
                if other is not term:
                    raise VocabularyInvalid(self.name, f"{text!r} means both {other.id} and {term.id}")
        return found


def spelling_key(text: str) -> str:
    """Return the key under which a text is looked up: folded words, or the bare form of an address."""
    stripped = text.strip()
    if "://" in stripped or stripped.lower().startswith("www."):
        found = _ADDRESS.match(stripped.lower())
        return found[1] if found else stripped.lower()
    return fold_plural(stripped)


@cache
def load_vocabulary(name: str) -> Vocabulary:
    """Return the vocabulary `licences`, `topics` …; raises `VocabularyUnknown` or `VocabularyInvalid`."""
    if name not in list_vocabularies():
        raise VocabularyUnknown(name)
    try:
        terms = decoder_of(tuple[Term, ...])(read_yaml(_PACKAGE, f"{name}.yaml")["terms"], name)
    except RecordUnreadable as error:
        raise VocabularyInvalid(name, str(error)) from error
    return Vocabulary(name=name, terms=terms)


@cache
def list_vocabularies() -> tuple[str, ...]:
    """Return the names of the vocabularies there are, in alphabetical order."""
    names = (entry.name for entry in files(_PACKAGE).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))
