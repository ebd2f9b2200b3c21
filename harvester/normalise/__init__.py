"""From a record in a source's own words to one in Glane's codes: a list of pure steps.

A connector puts what the source says straight into the fields of the record ("Licence Ouverte Etalab",
"Région Bretagne", "mars 2019"). Each step replaces such words by codes, says what it saw and how sure it
is, and keeps in `extras["unmapped"]` what it could not read, so that nothing is lost. No step knows a
clock, the network or chance, and normalising a normalised record changes nothing.
"""

from dataclasses import dataclass

from catalogue.record import Record
from catalogue.territories import LEVELS, load_gazetteer
from catalogue.vocabularies import list_vocabularies, load_vocabulary
from harvester.normalise.access import normalise_access
from harvester.normalise.dates import normalise_dates
from harvester.normalise.formats import normalise_formats
from harvester.normalise.frequency import normalise_frequency
from harvester.normalise.granularities import normalise_granularities
from harvester.normalise.licence import normalise_licence
from harvester.normalise.silence import fill_silence
from harvester.normalise.step import UNMAPPED, Evidence, NormaliseContext, Step, StepResult
from harvester.normalise.subjects import normalise_subjects
from harvester.normalise.territories import normalise_territories
from harvester.normalise.titles import clean_title, normalise_titles

__all__ = [
    "Evidence",
    "NormaliseContext",
    "Normalised",
    "STEPS",
    "Step",
    "StepResult",
    "UNMAPPED",
    "clean_title",
    "load_everything",
    "normalise",
]

STEPS: tuple[Step, ...] = (
    normalise_titles,
    fill_silence,
    normalise_licence,
    normalise_access,
    normalise_subjects,
    normalise_territories,
    normalise_granularities,
    normalise_dates,
    normalise_frequency,
    normalise_formats,
)
"""In this order: access reads the licence, everything reads titles and keywords once they are clean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalised:
    """A record in Glane's codes, and what every step saw and made."""

    record: Record
    evidence: tuple[Evidence, ...]


def normalise(record: Record, context: NormaliseContext) -> Normalised:
    """Apply every step in order."""
    evidence: list[Evidence] = []
    for step in STEPS:
        result = step(record, context)
        record = result.record
        evidence += result.evidence
    return Normalised(record=record, evidence=tuple(evidence))


def load_everything() -> None:
    """Read now what the steps would read when they first need it: later the child can open no file."""
    for name in list_vocabularies():
        vocabulary = load_vocabulary(name)
        vocabulary.find("")
        _ = vocabulary.addresses, vocabulary.longest_from
    gazetteer = load_gazetteer()
    for level in LEVELS:
        gazetteer.find_by_name("Paris 1er arrondissement", [level])
    gazetteer.find_former_region("Alsace")
