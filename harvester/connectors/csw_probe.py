"""What a CSW says of itself, in a few requests: its software, its total, what it can be asked."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from catalogue.language import gettext as _
from harvester.connector import Ability, FetchTools, Probe
from harvester.connectors.csw_client import CswQuery
from harvester.connectors.csw_reader import CswAnswer, CswReader, answered
from harvester.connectors.csw_schemas import label_of
from harvester.errors import SourceMisbehaved, SourceUnavailable
from harvester.http import parse_json

_GEONETWORK_ROOT = re.compile(r"https?://[^?]+?/srv(?=/)", re.IGNORECASE)
_VERSION = "system/platform/version"
LONG_AGO = date(1970, 1, 1)


def probe(reader: CswReader, tools: FetchTools, choice: str) -> Probe:
    """Ask a CSW what it is; raises what its listing raises."""
    declared = reader.client.url
    said = reader.learn(choice)
    first = _read_first(reader)
    filtered = answered(reader.read_hits, CswQuery(count=1, since=LONG_AGO))
    is_filtering = filtered is not None and (filtered.matched or 0) <= (first.matched or 0)
    abilities = _abilities(reader, first, is_filtering=is_filtering)
    remarks = _remarks(said.get("schemas", ()), abilities)
    if reader.client.url != declared:
        moved = _("Cette source a changé d'adresse : {url}. Corrigez sa déclaration.")
        remarks.insert(0, moved.format(url=reader.client.url))
    return Probe(
        software=_software_of(reader.client.url, said, tools),
        announced=first.matched,
        abilities=abilities,
        remarks=tuple(remarks),
    )


def _read_first(reader: CswReader) -> CswAnswer:
    """Return the first brief record in order, else what the server says without order or records."""
    query = CswQuery(count=1)
    if (answer := answered(reader.read_ids, query)) is not None:
        return answer
    reader.sort = None
    return reader.read_hits(query)


def _abilities(reader: CswReader, first: CswAnswer, *, is_filtering: bool) -> frozenset[Ability]:
    found: set[Ability] = set()
    if first.matched is not None:
        found.add("total")
    if first.ids and not first.nameless:
        found.add("ids")
    if reader.sort is not None:
        found |= {"sort", "resume"} if first.matched is not None else {"sort"}
    if is_filtering:
        found.add("since")
    return frozenset(found)


def _remarks(schemas: Sequence[str], abilities: frozenset[Ability]) -> list[str]:
    remarks: list[str] = []
    if schemas:
        names = ", ".join(dict.fromkeys(map(label_of, schemas)))
        remarks.append(_("Schémas de sortie proposés : {names}.").format(names=names))
    if "since" not in abilities:
        remarks.append(_("Cette source ne sait pas dire ce qui a changé : chaque moisson la lit en entier."))
    if "sort" not in abilities:
        remarks.append(
            _(
                "Cette source ne trie pas ses fiches : une moisson interrompue reprend du début, "
                "et des fiches peuvent manquer."
            )
        )
    return remarks


def _software_of(url: str, said: Mapping[str, Any], tools: FetchTools) -> str:
    """Return the name and version: a GeoNetwork tells them by an address of its own, pycsw by a comment."""
    if root := _GEONETWORK_ROOT.match(url):
        version = _geonetwork_version(f"{root[0]}/api/site", tools)
        return f"GeoNetwork {version}" if version else "GeoNetwork"
    return said.get("software") or said.get("title") or f"CSW {said.get('version') or '2.0.2'}"


def _geonetwork_version(url: str, tools: FetchTools) -> str | None:
    try:
        answer = tools.session.fetch_bytes("GET", url, accept="application/json")
        site = parse_json(answer.content, url=answer.url)
    except (SourceMisbehaved, SourceUnavailable):
        return None
    version = site.get(_VERSION) if isinstance(site, dict) else None
    return version if isinstance(version, str) else None
