"""Stand-ins for what search reads: territories and a store."""

from catalogue.territories.errors import ZoneUnknown
from catalogue.territories.zone import Zone

ABOVE = {
    "fr:commune:1": ("fr:departement:1", "country:fr"),
    "fr:departement:1": ("country:fr",),
    "country:fr": (),
}


class FewZones:
    """A commune in its département in its country."""

    def ancestors(self, zone_id):
        if zone_id not in ABOVE:
            raise ZoneUnknown(zone_id)
        return [Zone(id=item, level="country", code="", label=item) for item in ABOVE[zone_id]]


class MemoryFeed:
    """A store in memory: `put` and `withdraw` write its change log."""

    def __init__(self):
        self.records = {}
        self.log = []

    def put(self, *records):
        for record in records:
            self.records[record.id] = record
            self.log.append(record.id)

    def withdraw(self, *ids):
        for gone in ids:
            del self.records[gone]
            self.log.append(gone)

    def position(self):
        return len(self.log)

    def list_changed_ids(self, after):
        return sorted(set(self.log[after:]))

    def list_records(self, ids):
        return (self.records[item] for item in ids if item in self.records)

    def iterate_records(self):
        return iter(self.records.values())
