"""Click's own words (headings of help pages, usage errors) in the language of our messages.

Click writes English and asks `gettext` for every word: our French stands in `translations/`, in a domain of
its own. Owns nothing else; our own texts are those of `catalogue.language`.
"""

import gettext
import os
from pathlib import Path

from catalogue.language import current_language

DOMAIN = "click"
TRANSLATIONS = Path(__file__).parent / "translations"


def translate_click() -> None:
    """Make Click speak French, or English where `GLANE_LANG` says so, whatever the language of the machine.

    `gettext` reads the language from `LANGUAGE`, which only this process and its children see changed.
    """
    gettext.bindtextdomain(DOMAIN, str(TRANSLATIONS))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = current_language()
