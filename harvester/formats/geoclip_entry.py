"""One indicator as its observatory lists it: an entry of `GC_listIndics.php`, or a line of a file.

Both are tables of names and values; names are folded and known by several spellings. Leaves the record to
`geoclip_record`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from catalogue.folding import fold_plural
from harvester.formats.words import digest, distinct, is_placeholder, paragraphs, squeeze

FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "code": ("c_id_indicateur", "code", "code indicateur", "identifiant", "id", "indic"),
    "dataset": ("c_id_dataset", "dataset", "code dataset", "jeu de données", "base"),
    "label": ("c_lib_indicateur", "libellé", "libellé indicateur", "titre", "intitulé", "nom", "indicateur"),
    "unit": ("c_unite", "unité", "unité de mesure"),
    "about": ("c_desc_indicateur",),
    "definition": ("c_definition", "définition", "description"),
    "note": ("note", "remarque", "commentaire", "précaution", "limite", "limites de lecture"),
    "calculation": ("mode de calcul", "méthode de calcul", "calcul"),
    "sources": ("c_source", "source"),
    "producer": ("c_producteur", "producteur", "organisme"),
    "vintages": ("mods", "millésime", "année", "période"),
    "levels": ("nivgeos", "niveau", "niveau géographique", "maille", "échelle"),
    "views": ("c_id_view", "vue"),
    "theme": ("c_lib_theme", "thème", "thématique", "domaine"),
    "subtheme": ("c_lib_sous_theme", "sous-thème", "sous-thématique", "sous-domaine"),
    "url": ("url", "lien", "adresse"),
    "updated": ("date de mise à jour", "mise à jour", "maj"),
}
"""Field → the names that listings and files give it, whatever their case, accents and plural."""

LIST_SEPARATORS = {"vintages": r"[;,|\n]", "levels": r"[;,|\n]", "views": r"[;,|\n]", "sources": r"[;|\n]"}
"""Fields of several values; a text holds them with these between."""

_UNIT_WORDS = (
    "nombre", "nb", "taux", "part", "indice", "ratio", "pourcentage", "euro", "an", "annee", "jour", "heure",
    "minute", "km", "km2", "m", "m2", "m3", "ha", "hectare", "habitant", "hab", "personne", "logement",
    "menage", "kg", "tonne", "db", "unite",
)  # fmt: skip
_UNIT_SIGNS = re.compile(r"[%‰€²³µ]|\bpour (?:1|mille|cent)|\bp(?:ar|/) ?(?:habitant|an|km)", re.IGNORECASE)
_LONGEST_UNIT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is said of an indicator, in the source's own words; absent values are None or empty.

    `code` and `dataset` name it inside its portal (`is_derived`: the code is ours, since there was none);
    `levels` are level codes, or words in a file.
    """

    code: str
    dataset: str | None
    label: str | None
    unit: str | None = None
    definition: str | None = None
    note: str | None = None
    calculation: str | None = None
    sources: tuple[str, ...] = ()
    producer: str | None = None
    vintages: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    theme_path: tuple[str, ...] = ()
    url: str | None = None
    updated: str | None = None
    is_derived: bool = False

    @property
    def name(self) -> str:
        """`dataset.indic`, as deep links write it."""
        return f"{self.dataset}.{self.code}" if self.dataset else self.code


def to_entry(values: Mapping[str, Any], columns: Mapping[str, str] | None = None) -> Entry:
    """Read an entry; `columns` (field → name) goes before the names that are known."""
    said = _by_field(values, columns or {})
    about = _text(said.get("about"))
    is_unit = about is not None and looks_like_unit(about)
    dataset, code = _identify(said)
    return Entry(
        code=code,
        dataset=dataset,
        label=_text(said.get("label")),
        unit=bare_unit(_text(said.get("unit")) or (about if is_unit else None)),
        definition=_long_text(said.get("definition")) or (None if is_unit else _long_text(said.get("about"))),
        note=_long_text(said.get("note")),
        calculation=_long_text(said.get("calculation")),
        sources=tuple(_list(said, "sources")),
        producer=_text(said.get("producer")),
        vintages=tuple(_list(said, "vintages")),
        levels=tuple(_list(said, "levels")),
        views=tuple(_list(said, "views")),
        theme_path=distinct([_text(said.get("theme")), _text(said.get("subtheme"))]),
        url=_text(said.get("url")),
        updated=_text(said.get("updated")),
        is_derived="code" not in said,
    )


def field_of(name: str) -> str | None:
    """Return the field that a name of a listing or a column title means."""
    return _fields().get(fold_plural(name))


def looks_like_unit(text: str) -> bool:
    """Tell a unit (« (en %) », « pour 100 000 habitants ») from a description: portals write either there."""
    stripped = squeeze(text)
    if not stripped or len(stripped) > _LONGEST_UNIT or stripped.endswith("."):
        return False
    if (stripped.startswith("(") and stripped.endswith(")")) or _UNIT_SIGNS.search(stripped):
        return True
    first, *others = fold_plural(stripped).split() or [""]
    return (first == "en" and len(others) <= 4) or (first in _UNIT_WORDS and len(others) <= 2)


def bare_unit(text: str | None) -> str | None:
    """Return a unit without brackets and « en »: « (en %) » is « % »."""
    bare = squeeze(text).strip("()[] ")
    return re.sub(r"^en (?=\S)", "", bare, flags=re.IGNORECASE) or None


@cache
def _fields() -> Mapping[str, str]:
    return {fold_plural(name): field for field, names in FIELD_NAMES.items() for name in names}


def _by_field(values: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """Return the first value that says something of each field."""
    declared = {name: field for field, name in columns.items()}
    found: dict[str, Any] = {}
    for name, value in sorted(values.items(), key=lambda pair: pair[0] not in declared):
        field = declared.get(name) or field_of(name)
        if field and _says(value) and (field not in found or name in declared):
            found[field] = value
    return found


def _says(value: Any) -> bool:
    if isinstance(value, str):
        return not is_placeholder(value) and bool(squeeze(value))
    return value not in (None, [], {})


def _identify(said: Mapping[str, Any]) -> tuple[str | None, str]:
    """Return dataset and code; a code may hold both, and where there is none a digest stands in."""
    dataset, code = _text(said.get("dataset")), _text(said.get("code"))
    if code is None:
        return dataset, digest(dataset or "", _text(said.get("label")) or "")
    if dataset is None and "." in code:
        first, _, rest = code.partition(".")
        return first, rest
    return dataset, code.removeprefix(f"{dataset}.")


def _text(value: Any) -> str | None:
    return squeeze(" ".join(_flat(value))) or None


def _long_text(value: Any) -> str | None:
    return paragraphs("\n".join(_flat(value))) or None


def _list(said: Mapping[str, Any], field: str) -> tuple[str, ...]:
    value = said.get(field)
    if isinstance(value, str):
        return distinct(re.split(LIST_SEPARATORS[field], value))
    return distinct(_flat(value))


def _flat(value: Any) -> Iterator[str]:
    """Yield the texts of a value: PHP writes a list with holes as an object, and one value as itself."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _flat(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _flat(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield f"{value:g}" if isinstance(value, float) else str(value)
