"""What the lists of sources offer, beside what an installation makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from catalogue.source import Source
from cli.installation import Installation
from config.federation import FederationList, find_declaration, read_federation
from harvester.sources import parse_source


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A list of sources; each is `enabled` where this installation harvests it, and `declared` holds the ids
    that it declares, by the list or otherwise.
    """

    federation: FederationList
    sources: tuple[Source, ...]
    declared: frozenset[str]


def read_offer(installation: Installation, name: str) -> Offer:
    """Return what a list holds, whether the configuration uses it or not.

    Raises `FederationUnknown`, `SettingsUnreadable`, `SettingsInvalid` or `SourceInvalid`.
    """
    base = installation.settings.base_folder
    federation = read_federation(name, base)
    here = {source.id: source for source in installation.list_sources()}
    listed = [parse_source(entry, base) for entry in federation.sources]
    return Offer(
        federation=federation,
        sources=tuple(
            replace(source, enabled=source.id in here and here[source.id].enabled) for source in listed
        ),
        declared=frozenset(source.id for source in listed if source.id in here),
    )


def copy_declaration(installation: Installation, name: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entry of a list, by the `id` of the changes, as a declaration that is harvested; a new `url`
    stands in for a file.

    Raises `FederationUnknown`, `FederatedSourceUnknown`, `SettingsUnreadable` or `SettingsInvalid`.
    """
    federation = read_federation(name, installation.settings.base_folder)
    entry = dict(find_declaration(federation, changes["id"]))
    if "url" in changes:
        entry.pop("path", None)
    return {**entry, **changes, "enabled": True}
