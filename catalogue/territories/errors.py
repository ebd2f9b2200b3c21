"""The errors of territories, named by what happens next.

CatalogueError
└── ZoneUnknown      no such zone: say so to whoever named it (404, or an unmapped value)
"""

from catalogue.errors import CatalogueError


class ZoneUnknown(CatalogueError):
    """No zone has this id."""

    def __init__(self, zone_id: str) -> None:
        super().__init__(f"no zone {zone_id}")
        self.zone_id = zone_id
