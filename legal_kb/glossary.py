"""Acronyms and terms of health and environment observation: one file for tooltips, a page and search."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from legal_kb.faults import Fault
from legal_kb.field_reading import FieldReader
from legal_kb.located_yaml import LocatedList, line_of, read_yaml_text

_KEYS = ("term", "full", "definition", "aliases", "also", "fiche", "topic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: `full` are the words that an acronym stands for, `aliases` other spellings, `also` words
    that mean the same to a search.
    """

    term: str
    definition: str
    full: str | None = None
    aliases: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    fiche: str | None = None
    topic: str | None = None
    line: int = 1

    @property
    def anchor(self) -> str:
        """The name of the entry in an address."""
        return re.sub(r"[^a-z0-9]+", "-", sort_key(self.term)).strip("-")


def sort_key(term: str) -> str:
    """Return a term without case and accents."""
    return "".join(
        char for char in unicodedata.normalize("NFD", term) if not unicodedata.combining(char)
    ).casefold()


def read_glossary(content: str, file: str) -> tuple[Mapping[str, Entry], list[Fault]]:
    """Return the entries by term, in the order of the file, and its faults."""
    data, faults = read_yaml_text(content, file)
    reader = FieldReader(file=file, faults=faults)
    found: dict[str, Entry] = {}
    if not isinstance(data, LocatedList):
        reader.fault(1, "une liste d'entrées est attendue")
        return found, reader.faults
    names: dict[str, str] = {}
    for place, item in enumerate(data):
        entry = _read_entry(reader, item, line_of(data, place))
        for name in (entry.term, *entry.aliases):
            if name in names:
                reader.fault(entry.line, f"« {name} » est déjà dans l'entrée « {names[name]} »")
            names[name] = entry.term
        found[entry.term] = entry
    return found, reader.faults


def _read_entry(reader: FieldReader, item: object, line: int) -> Entry:
    data = reader.mapping(item, line, "une entrée")
    reader.known_keys(data, _KEYS)
    return Entry(
        term=reader.text(data, "term"),
        full=reader.text(data, "full", required=False) or None,
        definition=reader.text(data, "definition"),
        aliases=reader.texts(data, "aliases", required=False),
        also=reader.texts(data, "also", required=False),
        fiche=reader.text(data, "fiche", required=False) or None,
        topic=reader.text(data, "topic", required=False) or None,
        line=line,
    )
