"""Which work and since when: the identifiers, dates and maintenance of an ISO 19139 record."""

from lxml import etree

from catalogue.identity import code_key, uri_key
from harvester.formats.iso19139_view import IsoView
from harvester.formats.words import distinct, is_http


def identifiers_of(view: IsoView, resource: etree._Element) -> tuple[list[str], list[str]]:
    """Return the resource identifiers (addresses first) and their identity keys (rule 1.5)."""
    codes: list[str] = []
    keys: list[str] = []
    for element in view.find_all("gmd:citation/*/gmd:identifier/*", resource):
        for value in view.values("gmd:code", element)[:1]:
            code = value.href if is_http(value.href) and not is_http(value.text) else value.text
            space = view.plain("gmd:codeSpace", element)
            if not code:
                continue
            codes.append(code)
            if is_http(code):
                keys.append(uri_key(code) or "")
            elif space and is_http(space):
                keys.append(uri_key(f"{space.rstrip('/')}/{code}") or "")
            elif space:
                keys.append(code_key(space, code))
    ranked = sorted(distinct(keys), key=lambda key: not key.startswith("uri:"))
    return sorted(distinct(codes), key=lambda code: not is_http(code)), ranked


def dates_of(view: IsoView, resource: etree._Element) -> dict[str, list[str]]:
    """Return the dates of the citation by CI_DateTypeCode."""
    found: dict[str, list[str]] = {}
    for element in view.find_all("gmd:citation/*/gmd:date/*", resource):
        kind, text = view.code("gmd:dateType", element), view.plain("gmd:date", element)
        if text:
            found.setdefault(kind or "unknown", []).append(text)
    return found


def first_date(dates: dict[str, list[str]], *kinds: str) -> str | None:
    """Return the earliest date of the first kind that has one."""
    return next((min(dates[kind]) for kind in kinds if dates.get(kind)), None)


def frequency_of(view: IsoView, resource: etree._Element) -> str | None:
    """Return the maintenance of the resource, else the one that was written for its metadata by mistake."""
    bases = view.find_all("gmd:resourceMaintenance/*", resource)
    for base in (*bases, *view.find_all("gmd:metadataMaintenance/*")):
        said = view.code("gmd:maintenanceAndUpdateFrequency", base)
        if said or (said := view.plain("gmd:userDefinedMaintenanceFrequency/*", base)):
            return said
    return None
