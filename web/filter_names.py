"""What people call the filters, the fields of a record and the states of a run, in plain words."""

from catalogue.selection import Fit
from web.locale import gettext as _


def filter_name(name: str) -> str:
    """Return the name of a filter or facet."""
    names = {
        "kind": _("Type de fiche"),
        "topic": _("Sujet"),
        "theme": _("Thème européen"),
        "milieu": _("Milieu"),
        "exposure_factor": _("Facteur d’exposition"),
        "publisher": _("Producteur"),
        "licence": _("Licence"),
        "access": _("Accès"),
        "format": _("Format"),
        "granularity": _("Niveau de détail"),
        "frequency": _("Rythme de mise à jour"),
        "source": _("Catalogue d’origine"),
        "collection": _("Collection"),
        "territory": _("Territoire"),
    }
    return names.get(name, name)


def fit_name(fit: Fit) -> str:
    """Return how a record must meet a territory."""
    names = {
        "own": _("sur ce territoire exactement"),
        "inherited": _("sur un territoire plus grand qui le contient"),
        "within": _("sur une partie de ce territoire"),
    }
    return names[fit]


def why_name(reason: str) -> str:
    """Return why a record was found."""
    names = {
        "title": _("titre"),
        "acronym": _("sigle"),
        "keywords": _("mots-clés"),
        "publisher": _("producteur"),
        "description": _("description"),
        "more": _("autres champs"),
        "own": _("porte sur ce territoire"),
        "inherited": _("porte sur un territoire plus grand"),
        "within": _("porte sur une partie du territoire"),
    }
    return names.get(reason, reason)


def run_state_name(status: str | None) -> str:
    """Return the state of the last harvest of a source."""
    names = {
        "running": _("moisson en cours"),
        "complete": _("à jour"),
        "partial": _("moisson incomplète"),
        "held": _("en attente d’une décision"),
        "failed": _("dernière moisson en échec"),
        "interrupted": _("moisson interrompue"),
    }
    return names.get(status or "", _("jamais moissonné"))
