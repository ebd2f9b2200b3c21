"""The step for coverage: what a source calls its territories becomes zone ids of data.gouv.fr.

A record that says nothing gets the coverage that its source declares; one whose words could not be read
does not, since it was not silent.
"""

from catalogue.record import Record
from harvester.normalise.places import read_place
from harvester.normalise.step import NormaliseContext, Notebook, StepResult, distinct, was_missed

_FIELD = "territories"
_IMPORTED = "zoning:"
"""Zones of imported lists are kept as they are; whether they exist is known where the list is."""


def normalise_territories(record: Record, context: NormaliseContext) -> StepResult:
    """Read every territory; a place may mean several zones ("Alsace": its two départements)."""
    notes = Notebook(_FIELD)
    zones: list[str] = []
    stated = [text for text in record.territories if text.strip()]
    for text in stated:
        if text.startswith(_IMPORTED):
            zones.append(text)
            continue
        place = read_place(text, context.gazetteer)
        for zone in place.zones:
            notes.made(_FIELD, text, zone.id, place.confidence)
            zones.append(zone.id)
        for part in place.unread:
            notes.missed(_FIELD, part)
    if not stated and not was_missed(record, _FIELD):
        zones += context.source_territories
        notes.made(_FIELD, "", " ".join(zones) or "", 0.3)
    return notes.close(record, territories=distinct(zones))
