"""The territories of France: zones, their parents and children, codes and names. Data: see SOURCES.md."""

from catalogue.territories.errors import ZoneUnknown
from catalogue.territories.gazetteer import LEVELS, LOCAL_LEVELS, Gazetteer, load_gazetteer
from catalogue.territories.zone import Level, Zone, zone_id

__all__ = ["LEVELS", "LOCAL_LEVELS", "Gazetteer", "Level", "Zone", "ZoneUnknown", "load_gazetteer", "zone_id"]
