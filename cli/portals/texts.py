"""Small pure functions on text that several portals need."""

import re
import unicodedata


def fold(text: str) -> str:
    """Return `text` in lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def slugify(text: str) -> str:
    """Return what an address may hold of `text`: `Santé publique France` becomes `sante-publique-france`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
