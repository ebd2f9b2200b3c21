"""The language of messages: French as written in the code, or English from the translation catalogue.

Pages are translated by Flask-Babel from the same catalogue; this module serves what has no request:
the command line, the run reports and the errors.
"""

import gettext as stdlib_gettext
import os
from functools import cache
from pathlib import Path

TRANSLATIONS = Path(__file__).parent / "translations"
SUPPORTED = ("fr", "en")


def gettext(text: str) -> str:
    """Return `text` (French, the source language) in the language named by `GLANE_LANG`."""
    return _translations(current_language()).gettext(text)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the text that fits `count`, in the language named by `GLANE_LANG`; in French 0 is singular."""
    language = current_language()
    if language == "fr":
        return singular if abs(count) < 2 else plural
    return _translations(language).ngettext(singular, plural, count)


def current_language() -> str:
    """Return `fr` unless `GLANE_LANG` names another supported language."""
    wanted = os.environ.get("GLANE_LANG", "fr")[:2]
    return wanted if wanted in SUPPORTED else "fr"


@cache
def _translations(language: str) -> stdlib_gettext.NullTranslations:
    return stdlib_gettext.translation("messages", TRANSLATIONS, [language], fallback=True)
