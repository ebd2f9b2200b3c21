"""Under which terms: the access and the licence of a CKAN package."""

import re
from typing import Any, get_args

from catalogue.record import Access
from harvester.formats.ckan_package import CkanPackage

_ACCESS = re.compile(r"authority/access-right/(PUBLIC|RESTRICTED|NON_PUBLIC)$")
_GENERIC_LICENCES = frozenset(
    {"notspecified", "other-open", "other-at", "other-pd", "other-closed", "other-nc"}
)


def to_rights(read: CkanPackage, levels: frozenset[Access]) -> dict[str, Any]:
    """Return access, its reasons and the licence; `levels` are those of the resources: a dataset of which
    anything is free is not restricted.
    """
    said = read.texts("access_rights", "access_level", "droits_d_acces")
    codes = [match[1].lower() for text in said if (match := _ACCESS.search(text))]
    plain = [text.lower() for text in said if text.lower() in get_args(Access)]
    stated = next(iter((*codes, *plain)), None)
    licence, text = _to_licence(read)
    return {
        "access": stated or (next(iter(levels)) if len(levels) == 1 and "restricted" in levels else None),
        "access_reasons": read.texts("access_constraints", "limitations_on_public_access"),
        "licence": licence,
        "licence_text": text,
        "extras": {
            "access_text": next((t for t in said if not _ACCESS.search(t) and t.lower() not in plain), None),
            "rights": list(read.texts("rights", "use_constraints", "licence")),
        },
    }


def _to_licence(read: CkanPackage) -> tuple[str | None, str | None]:
    """Return the id of the licence, and its words with its address.

    A licence that the portal does not know has its id for a title and no address. A generic id (« Other
    (Open) ») leaves it to the words to name a licence.
    """
    code, title = read.text("license_id"), read.text("license_title", "license", "licence_title")
    url = read.text("license_url")
    words = title if title != code else None
    text = " ".join(filter(None, (words, f"({url})" if url and words else url))) or None
    if code in _GENERIC_LICENCES and text:
        return None, text
    return code, text or code
