"""How people write the names of territories: level words in front, articles, abbreviations, a département
behind.

Pure text; what a name stands for is the gazetteer's affair.
"""

import re
from dataclasses import dataclass

from catalogue.folding import fold_label
from catalogue.territories.zone import Level

_CONNECTORS = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "et", "en"})
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_LEVEL_WORDS: tuple[tuple[str, Level], ...] = (
    (r"regions?", "region"),
    (r"departements?|dept|dep|conseil departemental", "departement"),
    (r"collectivites? d outre mer|com de", "collectivite"),
    (r"communautes? (?:de communes|d agglomeration|urbaine)|intercommunalite|epci|cc|ca|cu", "epci"),
    (r"communes?|villes?|mairie|municipalite", "commune"),
)
_LEVEL_WORD = re.compile("|".join(f"(?P<l{n}>{words})" for n, (words, _) in enumerate(_LEVEL_WORDS)))
_QUALIFIED = re.compile(r"^([^(]*[^(\s])\s*\(([^()]+)\)$")
_BEHIND_COMMA = re.compile(r"^([^,]+),\s*([^,]+)$")
_QUARTER = re.compile(r"\b(\d{1,2})(?:ere?|er|nd|nde|e|eme|ieme)?\b")
_ARTICLES = frozenset({"le", "la", "les", "l"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenName:
    """A name taken apart: the level its first word tells, and what stood in brackets or behind a comma."""

    name: str
    level: Level | None = None
    qualifier: str | None = None


def parse_name(text: str) -> WrittenName:
    """Take "Département de la Sarthe" or "Saint-Denis (93)" apart; `name` comes folded."""
    bare, qualifier = _split_qualifier(text.strip())
    folded = fold_label(bare)
    found = _LEVEL_WORD.match(folded)
    if not found or not folded[found.end() :].startswith(" "):
        return WrittenName(name=folded, qualifier=qualifier)
    level = next(level for n, (_, level) in enumerate(_LEVEL_WORDS) if found[f"l{n}"])
    rest = re.sub(r"^(?:de|du|des|d)(?: |$)", "", folded[found.end() + 1 :])
    return WrittenName(name=rest, level=level, qualifier=qualifier) if rest else WrittenName(name=folded)


def _split_qualifier(text: str) -> tuple[str, str | None]:
    found = _QUALIFIED.match(text) or _BEHIND_COMMA.match(text)
    if not found:
        return text, None
    name, qualifier = found[1].strip(), found[2].strip()
    if fold_label(qualifier) in _ARTICLES:
        return f"{qualifier} {name}", None
    return name, qualifier


def upper_key(folded: str) -> str:
    """Return the key of a large zone: its words without articles, so that "Pays de Loire" finds its way."""
    return " ".join(word for word in folded.split() if word not in _CONNECTORS)


def commune_key(folded: str) -> str:
    """Return the key of a commune: every word, "st" and "ste" written out ("le" counts: Le Mans)."""
    return " ".join(_ABBREVIATIONS.get(word, word) for word in folded.split())


def epci_key(folded: str) -> str:
    """Return the key of an EPCI: its words in alphabetical order, without articles and legal form."""
    words = commune_key(folded).split()
    if words and words[0] in ("cc", "ca", "cu"):
        words = words[1:]
    return " ".join(sorted(word for word in words if word not in _CONNECTORS))


def quarter_key(folded: str) -> str | None:
    """Return "13 paris" for "Paris 13e arrondissement" or "13ème arrondissement de Paris"; None otherwise."""
    found = _QUARTER.search(folded)
    if not found:
        return None
    rest = _QUARTER.sub(" ", folded, count=1).replace("arrondissement", " ").split()
    return " ".join([str(int(found[1])), *(word for word in rest if word not in _CONNECTORS)])
