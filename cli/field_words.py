"""Fields of a record and their values as a person reads them in a terminal."""

import json
from dataclasses import dataclass
from typing import Any

from catalogue.language import current_language
from catalogue.language import gettext as _
from web.labels import Labels

LONGEST = 100
LABELLED = {
    "kind": "kind",
    "topics": "topic",
    "themes": "theme",
    "inspire_themes": "inspire_theme",
    "milieux": "milieu",
    "exposure_factors": "exposure_factor",
    "nature": "nature",
    "access": "access",
    "access_reasons": "access_reason",
    "licence": "licence",
    "territories": "territory",
    "granularities": "granularity",
    "frequency": "frequency",
}
"""The fields whose values are codes, and what names them."""
TELLING = ("name", "title", "label", "url", "code")
"""Of an object, the first of these that it has stands for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldWords:
    """Names codes in the language of the command line."""

    labels: Labels

    def value(self, field: str, value: Any) -> str:
        """Return a JSON value of a field in words, cut where it is long; a dash for one that says nothing."""
        if value in (None, "", [], {}):
            return "—"
        if isinstance(value, list):
            return _cut(" · ".join(self._one(field, item) for item in value))
        return _cut(self._one(field, value))

    def change(self, field: str, before: Any, after: Any) -> str:
        """Return one line that says what becomes of a field."""
        old, new = self.value(field, before), self.value(field, after)
        return _("{field} : {before} → {after}").format(field=field_label(field), before=old, after=new)

    def _one(self, field: str, value: Any) -> str:
        if isinstance(value, str) and field in LABELLED:
            return self.labels.label(LABELLED[field], value, current_language())
        if isinstance(value, dict):
            named = next((str(value[key]) for key in TELLING if value.get(key)), None)
            return named or json.dumps(value, ensure_ascii=False)
        if isinstance(value, list):
            return json.dumps(value, ensure_ascii=False)
        return str(value)


def field_label(name: str) -> str:
    """Return the name of a field in words; a field that has none is its own name."""
    return {
        "identifier": _("Identifiant du producteur"),
        "kind": _("Type de fiche"),
        "title": _("Titre"),
        "acronym": _("Sigle"),
        "description": _("Description"),
        "language": _("Langue"),
        "keywords": _("Mots-clés"),
        "nature": _("Nature des données"),
        "collection_method": _("Mode de collecte"),
        "translations": _("Traductions"),
        "topics": _("Sujets"),
        "themes": _("Thèmes européens"),
        "inspire_themes": _("Thèmes INSPIRE"),
        "milieux": _("Milieux"),
        "exposure_factors": _("Facteurs d’exposition"),
        "publisher": _("Producteur"),
        "creators": _("Autres producteurs"),
        "contacts": _("Contacts"),
        "access": _("Accès"),
        "access_reasons": _("Motifs de la restriction"),
        "access_conditions": _("Conditions d'accès"),
        "confidentiality": _("Secret statistique"),
        "closed_since": _("Fermé depuis"),
        "personal_data": _("Données personnelles"),
        "licence": _("Licence"),
        "licence_text": _("Conditions écrites par la source"),
        "territories": _("Territoires couverts"),
        "bbox": _("Cadre géographique"),
        "granularities": _("Niveaux de détail"),
        "spatial_resolution": _("Résolution"),
        "crs": _("Système de coordonnées"),
        "join_keys": _("Codes de jointure"),
        "temporal": _("Période couverte"),
        "frequency": _("Rythme de mise à jour"),
        "issued": _("Publié le"),
        "modified": _("Modifié le"),
        "next_update": _("Prochaine mise à jour"),
        "landing_page": _("Page de présentation"),
        "distributions": _("Fichiers et accès"),
        "conforms_to": _("Conforme à"),
        "lineage": _("Origine des données"),
        "related": _("Liens"),
        "indicator": _("Indicateur"),
        "study": _("Étude"),
        "convention": _("Convention"),
        "observatory": _("Observatoire"),
        "quality": _("Qualité"),
        "extras": _("Ce qui n'a pas de place dans la fiche"),
    }.get(name, name)


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
