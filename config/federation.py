"""The lists of sources that come with Glane, or that an installation keeps in files of their own.

Owns where a list lies, its form, and how its entries stand beside those of the configuration. Leaves each
entry to the harvester, which knows the kinds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from config.errors import FederatedSourceUnknown, FederationUnknown
from config.files import check_layer, read_toml
from config.schema import FederationListSchema

SHIPPED = Path(__file__).with_name("federations")
SUFFIX = ".toml"
EVERY = "*"
"""In `enable`: every source of the lists in use, but for those that a list itself keeps switched off."""

Declaration = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FederationList:
    """A list of sources as its file says it; `name` is what `use` calls it."""

    name: str
    title: str
    sources: tuple[Declaration, ...]


def list_shipped() -> list[str]:
    """Return the names of the lists that come with Glane."""
    return sorted(path.stem for path in SHIPPED.glob(f"*{SUFFIX}"))


def read_federation(name: str, base_folder: Path) -> FederationList:
    """Return a list by the name of a shipped one, or by the path of a file (`….toml`) relative to a folder.

    Raises `FederationUnknown`, `SettingsUnreadable` or `SettingsInvalid`.
    """
    if name.endswith(SUFFIX):
        path = base_folder / name
    elif name in (shipped := list_shipped()):
        path = SHIPPED / f"{name}{SUFFIX}"
    else:
        raise FederationUnknown(name, known=shipped, nearest=_nearest(name, shipped))
    values = check_layer(read_toml(path), str(path), FederationListSchema())
    return FederationList(name=name, title=values.get("title", name), sources=tuple(values["sources"]))


def find_declaration(federation: FederationList, source_id: str) -> Declaration:
    """Return the entry of a list by its id; raises `FederatedSourceUnknown`."""
    for entry in federation.sources:
        if entry.get("id") == source_id:
            return entry
    raise _unknown([source_id], [federation])


def choose_sources(
    federations: Sequence[FederationList], enable: Sequence[str], own: Sequence[Declaration]
) -> tuple[Declaration, ...]:
    """Return the declarations of the lists in use, each switched off unless `enable` names it.

    An own entry of the configuration stands in for the one of the same id in a list. Raises
    `FederatedSourceUnknown` for an id that no list holds.
    """
    listed = [entry for federation in federations for entry in federation.sources]
    known = {str(entry.get("id")) for entry in listed}
    if strays := [name for name in enable if name not in known and name != EVERY]:
        raise _unknown(strays, federations)
    replaced = {entry.get("id") for entry in own}
    kept = (entry for entry in listed if entry.get("id") not in replaced)
    return tuple(_switch(entry, enable) for entry in kept)


def _switch(entry: Declaration, enable: Sequence[str]) -> Declaration:
    """Return the entry switched on or off; what is neither stays, for the harvester to refuse."""
    said = entry.get("enabled", True)
    if not isinstance(said, bool):
        return entry
    return {**entry, "enabled": entry.get("id") in enable or (EVERY in enable and said)}


def _unknown(ids: Sequence[str], federations: Sequence[FederationList]) -> FederatedSourceUnknown:
    known = {str(entry.get("id")) for federation in federations for entry in federation.sources}
    return FederatedSourceUnknown(
        {name: _nearest(name, known) for name in ids}, lists=[federation.name for federation in federations]
    )


def _nearest(name: str, known: Iterable[str]) -> str | None:
    return next(iter(get_close_matches(name, sorted(known), 1)), None)
