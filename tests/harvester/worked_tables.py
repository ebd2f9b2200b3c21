"""The four tables that people really keep, declared as docs/sources.md shows: a directory of observatories, a
list of indicators, a list of studies, an inventory.
"""

OBSERVATORIES = {
    "kind": "observatory",
    "separator": "|",
    "columns": {
        "id": "nom",
        "title": "nom",
        "acronym": "sigle",
        "description": "résumé",
        "territories": "territoires",
        "contacts": "contact",
        "landing_page": "site",
        "observatory_level": "niveau",
        "observatory_tools": "outils",
        "observatory_club_member": "membre du club",
        "observatory_confirmed_at": "vérifié le",
    },
}
INDICATORS = {
    "kind": "indicator",
    "separator": "|",
    "columns": {
        "id": "Code",
        "title": "Libellé",
        "description": "Définition",
        "themes": ["Thème", "Sous-thème"],
        "landing_page": "Lien",
        "indicator_code": "Code",
        "indicator_definition": "Définition",
        "indicator_unit": "Unité",
        "indicator_calculation": "Mode de calcul",
        "indicator_sources": "Source",
        "indicator_vintages": "Années",
        "indicator_levels": "Échelles",
        "indicator_theme_path": ["Thème", "Sous-thème"],
        "indicator_reading_limits": "Limites de lecture",
    },
}
STUDIES = {
    "kind": "study",
    "separator": ";",
    "separators": {"study_authors": "/"},
    "columns": {
        "title": "Titre",
        "publisher": "Organisme",
        "keywords": "Mots clés",
        "territories": "Territoire",
        "landing_page": "Adresse",
        "study_date": "Date",
        "study_authors": "Auteurs",
    },
}
