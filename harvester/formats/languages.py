"""Languages as two letters (ISO 639-1), from ISO 639-2 codes, BCP 47 tags and authority IRIs."""

import re
from functools import lru_cache

_LETTERS = {
    "fre": "fr", "fra": "fr", "eng": "en", "ger": "de", "deu": "de", "spa": "es", "ita": "it", "dut": "nl",
    "nld": "nl", "por": "pt", "cat": "ca", "baq": "eu", "eus": "eu", "bre": "br", "oci": "oc", "cos": "co",
    "gsw": "gsw", "roh": "rm", "dan": "da", "swe": "sv", "nor": "no", "nob": "nb", "fin": "fi", "pol": "pl",
    "cze": "cs", "ces": "cs", "slo": "sk", "slk": "sk", "slv": "sl", "hun": "hu", "rum": "ro", "ron": "ro",
    "bul": "bg", "gre": "el", "ell": "el", "hrv": "hr", "est": "et", "lav": "lv", "lit": "lt", "mlt": "mt",
    "gle": "ga", "ltz": "lb", "isl": "is", "ice": "is",
}  # fmt: skip
_WORDS = {"français": "fr", "francais": "fr", "french": "fr", "anglais": "en", "english": "en"}
_TAG = re.compile(r"[a-z]{2,3}(?:[-_;][\w-]*.*)?")


@lru_cache(maxsize=1_024)
def to_language(text: str | None) -> str | None:
    """Return the two letters of a code, tag or IRI (`fre`, `fr-FR`, `…/language/FRA`), else None."""
    if not text:
        return None
    last = text.strip().rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1].lower()
    if last in _WORDS:
        return _WORDS[last]
    if not _TAG.fullmatch(last):
        return None
    code = re.split("[-_;]", last)[0].strip()
    return _LETTERS.get(code, code if len(code) == 2 else None)
