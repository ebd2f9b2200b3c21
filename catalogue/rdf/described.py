"""What every part of the mapping needs: the record, its address, and blank nodes of its own."""

import re
from dataclasses import dataclass

from catalogue.rdf.terms import Blank, Iri
from catalogue.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A record under `base`, the root address of the site without a final slash."""

    record: Record
    base: str
    language: str

    @property
    def iri(self) -> Iri:
        """The subject: the address of the record's page."""
        return record_iri(self.base, self.record.id)

    def blank(self, name: str) -> Blank:
        """Return the blank node of this record that has this name (letters and digits)."""
        return Blank(f"r{re.sub('[^0-9A-Za-z]', '', self.record.id)}{name}")

    def part(self, name: str) -> Iri:
        """Return the address of a part of the record, such as one of its distributions."""
        return Iri(f"{self.iri.value}#{name}")


def record_iri(base: str, record_id: str) -> Iri:
    """Return the address of a record: `<base>/donnees/<id>`."""
    return Iri(f"{base}/donnees/{record_id}")
