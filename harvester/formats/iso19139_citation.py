"""Which work and since when: the identifiers, dates and maintenance of an ISO 19139 record."""

from collections.abc import Sequence

from catalogue.identity import code_key, uri_key
from harvester.formats.iso19139_view import IsoNode, together
from harvester.formats.words import is_http, unique


def identifiers_of(citation: IsoNode) -> tuple[list[str], list[str]]:
    """Return the resource identifiers (addresses first) and their identity keys (rule 1.5).

    Blocks that are empty or hold a placeholder (« TODO », « A REMPLIR ») are none.
    """
    codes: list[str] = []
    keys: list[str] = []
    for identifier in citation.all("identifier"):
        for value in identifier.values("code")[:1]:
            code = value.href if is_http(value.href) and not is_http(value.text) else value.text
            if code:
                codes.append(code)
                keys += _keys_of(code, identifier.plain("codeSpace"))
    if len(codes) < 2:
        return codes, keys
    ranked = sorted(unique(keys), key=lambda key: not key.startswith("uri:"))
    return sorted(unique(codes), key=lambda code: not is_http(code)), ranked


def _keys_of(code: str, space: str | None) -> list[str]:
    """A code alone names nothing outside its catalogue: only an address or a code space makes a key."""
    if is_http(code):
        return [uri_key(code) or ""]
    if space and is_http(space):
        return [uri_key(f"{space.rstrip('/')}/{code}") or ""]
    return [code_key(space, code)] if space else []


def dates_of(citation: IsoNode) -> dict[str, list[str]]:
    """Return the dates of the citation by CI_DateTypeCode."""
    found: dict[str, list[str]] = {}
    for date in citation.all("date"):
        if text := date.plain("date"):
            found.setdefault(date.plain("dateType") or "unknown", []).append(text)
    return found


def first_date(dates: dict[str, list[str]], *kinds: str) -> str | None:
    """Return the earliest date of the first kind that has one."""
    return next((min(dates[kind]) for kind in kinds if dates.get(kind)), None)


def frequency_of(record: IsoNode, resource: IsoNode) -> str | None:
    """Return the maintenance of the resource, else the one that was written for its metadata by mistake."""
    return together(_frequency_in, resource.all("resourceMaintenance"), record.all("metadataMaintenance"))


def _frequency_in(maintenance: Sequence[IsoNode], of_metadata: Sequence[IsoNode]) -> str | None:
    for base in (*maintenance, *of_metadata):
        said = base.plain("maintenanceAndUpdateFrequency")
        if said or (said := base.plain("userDefinedMaintenanceFrequency")):
            return said
    return None
