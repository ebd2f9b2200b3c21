"""Words of the legal pages that are no content: levels and natures of sources."""

from legal_kb.diagnosis import Level
from legal_kb.sources import Nature
from web.locale import gettext as _

SIGNS: dict[Level, str] = {"feu vert": "✓", "vigilance": "!", "feu rouge": "✕", "se faire accompagner": "?"}
"""A sign beside the word: a level is never told by its colour alone."""


def level_name(level: Level) -> str:
    """Return the words for a level."""
    return {
        "feu vert": _("Feu vert"),
        "vigilance": _("Vigilance"),
        "feu rouge": _("Feu rouge"),
        "se faire accompagner": _("Se faire accompagner"),
    }[level]


def level_class(level: Level) -> str:
    """Return the name of a level in the style sheet."""
    return f"level-{level.replace(' ', '-')}"


def nature_name(nature: Nature) -> str:
    """Return what kind of text was read."""
    return {
        "officiel": _("texte officiel"),
        "miroir": _("copie d’un texte officiel"),
        "secondaire": _("commentaire ou synthèse"),
        "forum": _("échange entre praticiens"),
    }[nature]
