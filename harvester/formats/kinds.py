"""Which kind of record a foreign word means: MD_ScopeCode, `dct:type`, the words of inventories."""

from functools import lru_cache
from typing import get_args

from catalogue.folding import fold_label
from catalogue.record import Kind

KINDS: tuple[Kind, ...] = get_args(Kind)

_WORDS: dict[Kind, tuple[str, ...]] = {
    # ISO 19115 MD_ScopeCode: dataset, nonGeographicDataset, feature, featureType, tile …
    "dataset": (
        "dataset",
        "nonGeographicDataset",
        "feature",
        "featureType",
        "tile",
        "jeu de données",
        "base de données",
        "données",
    ),
    "series": (
        "series",
        "DatasetSeries",
        "fieldSession",
        "collection",
        "initiative",
        "série",
        "série de données",
        "ensemble de séries de données",
        "série de jeux de données",
    ),
    # service types of INSPIRE (1205/2008/EC part D 3) beside the plain words
    "service": (
        "service",
        "DataService",
        "API",
        "service web",
        "géoservice",
        "discovery",
        "view",
        "download",
        "transformation",
        "invoke",
        "WMS",
        "WFS",
    ),
    "indicator": ("indicator", "indicateur", "indicateurs", "indice"),
    "study": ("study", "étude", "rapport", "report", "enquête"),
    "tool": ("tool", "outil", "software", "application", "logiciel", "simulateur"),
    "portal": ("portal", "portail", "plateforme", "site web"),
    "reuse": ("reuse", "réutilisation"),
    "use_case": ("use case", "cas d'usage"),
    "guide": ("guide", "document"),
    "observatory": ("observatory", "observatoire"),
    "convention": ("convention",),
}
_BY_WORD = {fold_label(word): kind for kind, words in _WORDS.items() for word in (*words, kind)}


@lru_cache(maxsize=1_024)
def find_kind(word: str | None) -> Kind | None:
    """Return the kind of a word or of the last segment of an IRI; None where it says nothing we know."""
    if not word:
        return None
    last = word.strip().rstrip("/").replace("#", "/").rsplit("/", 1)[-1]
    return _BY_WORD.get(fold_label(last)) or _BY_WORD.get(fold_label(word))
