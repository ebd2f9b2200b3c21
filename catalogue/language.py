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


def current_language() -> str:
    """Return `fr` unless `GLANE_LANG` names another supported language."""
    wanted = os.environ.get("GLANE_LANG", "fr")[:2]
    return wanted if wanted in SUPPORTED else "fr"


@cache
def _translations(language: str) -> stdlib_gettext.NullTranslations:
    return stdlib_gettext.translation("messages", TRANSLATIONS, [language], fallback=True)
