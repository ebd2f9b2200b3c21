"""Fields of a record and their values as a person reads them in a terminal."""

import json
from dataclasses import dataclass
from typing import Any

from catalogue.language import current_language
from catalogue.language import gettext as _
from harvester.wording import N_
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
FIELD_LABELS = {
    "identifier": N_("Identifiant du producteur"),
    "kind": N_("Type de fiche"),
    "title": N_("Titre"),
    "acronym": N_("Sigle"),
    "description": N_("Description"),
    "language": N_("Langue"),
    "keywords": N_("Mots-clés"),
    "nature": N_("Nature des données"),
    "collection_method": N_("Mode de collecte"),
    "translations": N_("Traductions"),
    "topics": N_("Sujets"),
    "themes": N_("Thèmes européens"),
    "inspire_themes": N_("Thèmes INSPIRE"),
    "milieux": N_("Milieux"),
    "exposure_factors": N_("Facteurs d’exposition"),
    "publisher": N_("Producteur"),
    "creators": N_("Autres producteurs"),
    "contacts": N_("Contacts"),
    "access": N_("Accès"),
    "access_reasons": N_("Motifs de la restriction"),
    "access_conditions": N_("Conditions d'accès"),
    "confidentiality": N_("Secret statistique"),
    "closed_since": N_("Fermé depuis"),
    "personal_data": N_("Données personnelles"),
    "licence": N_("Licence"),
    "licence_text": N_("Conditions écrites par la source"),
    "territories": N_("Territoires couverts"),
    "bbox": N_("Cadre géographique"),
    "granularities": N_("Niveaux de détail"),
    "spatial_resolution": N_("Résolution"),
    "crs": N_("Système de coordonnées"),
    "join_keys": N_("Codes de jointure"),
    "temporal": N_("Période couverte"),
    "frequency": N_("Rythme de mise à jour"),
    "issued": N_("Publié le"),
    "modified": N_("Modifié le"),
    "next_update": N_("Prochaine mise à jour"),
    "landing_page": N_("Page de présentation"),
    "distributions": N_("Fichiers et accès"),
    "conforms_to": N_("Conforme à"),
    "lineage": N_("Origine des données"),
    "related": N_("Liens"),
    "indicator": N_("Indicateur"),
    "study": N_("Étude"),
    "convention": N_("Convention"),
    "observatory": N_("Observatoire"),
    "quality": N_("Qualité"),
    "extras": N_("Ce qui n'a pas de place dans la fiche"),
}
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
    label = FIELD_LABELS.get(name)
    return _(label) if label else name


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
