"""What search asks of the territories."""

from collections.abc import Sequence
from typing import Protocol

from catalogue.territories.errors import ZoneUnknown
from catalogue.territories.zone import Zone


class ZoneLookup(Protocol):
    """The part of `catalogue.territories.Gazetteer` that search needs."""

    def ancestors(self, zone_id: str) -> Sequence[Zone]:
        """Return all that contains a zone whole; raises `ZoneUnknown`."""


def list_above(zones: ZoneLookup, zone_id: str) -> tuple[str, ...]:
    """Return the ids of all that contains a zone; nothing is known to contain an unknown one."""
    try:
        return tuple(zone.id for zone in zones.ancestors(zone_id))
    except ZoneUnknown:
        return ()
