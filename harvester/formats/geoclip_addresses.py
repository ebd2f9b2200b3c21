"""The addresses of a Géoclip observatory: its root, the page of an indicator, its downloads.

Templates hold `{names}`; only those are replaced, by values that are percent-encoded, and a parameter that
stays empty is left out.
"""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

DEEP_LINK = "{base}/#c=indicator&i={dataset}.{indic}&s={last}&view={view}"
DOWNLOAD = (
    "{base}/api/v1/functions/GC_API_download.php?type=stat&dataset={dataset}&indic={indic}&nivgeo={nivgeo}"
    "&lang={lang}"
)
PLAIN_LINK = "{base}/#c=indicator&i={dataset}.{indic}"
"""The page of an indicator by its name alone: where an item was read, whatever the templates are."""
NAMES = frozenset({"base", "dataset", "indic", "nivgeo", "lang", "last", "view", "extent", "format"})
"""What a template may hold; reports have `selgeo1` and `selgeo2` too."""

_TOKEN = re.compile(r"\{(\w+)\}")
_EMPTY = re.compile(r"(?<=[?&#])\w+=(?:&|$)")
_FRONT_PAGE = re.compile(r"/(?:index|carto|main)\.(?:php|html?)$", re.IGNORECASE)


def root_of(url: str) -> str:
    """Return the root of a portal from the address of its page: its path stays, what follows it goes."""
    address = urlsplit(url)
    path = _FRONT_PAGE.sub("", address.path).rstrip("/")
    return f"{address.scheme}://{address.netloc}{path}"


def without_port(root: str) -> str:
    """Return the root as content may hold it: no port enters what is compared from one run to the next."""
    address = urlsplit(root)
    return f"{address.scheme}://{address.hostname or ''}{address.path}"


def fill(template: str, values: Mapping[str, str | None]) -> str:
    """Fill a template; names without a value here stay as they are, those whose value is None go."""

    def replaced(token: re.Match[str]) -> str:
        name = token[1]
        if name not in values:
            return token[0]
        value = values[name] or ""
        return value if name == "base" else quote(value, safe="-._~")

    filled = _TOKEN.sub(replaced, template)
    return _EMPTY.sub("", filled).rstrip("&?#")


def plain_link(root: str, name: str) -> str:
    """Return the page of `dataset.indic`, or the portal's own for a name that no portal knows."""
    dataset, _, code = name.partition(".")
    return fill(PLAIN_LINK, {"base": root, "dataset": dataset, "indic": code}) if code else f"{root}/"


def as_csv(template: str) -> str:
    """Return the template of the same download as CSV (the default answer is XLSX)."""
    if "{format}" in template:
        return template.replace("{format}", "csv")
    return f"{template}{'&' if '?' in template else '?'}format=csv"


def as_xlsx(template: str) -> str:
    """Return the template of the same download as XLSX."""
    return template.replace("{format}", "xlsx")


def names_in(template: str) -> frozenset[str]:
    """Return the names that a template holds."""
    return frozenset(_TOKEN.findall(template))
