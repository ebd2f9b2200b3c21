"""The step for update frequencies: words, codes and addresses become the ids of data.gouv.fr."""

from catalogue.record import Record
from catalogue.vocabularies import load_vocabulary
from harvester.normalise.step import NormaliseContext, Notebook, StepResult


def normalise_frequency(record: Record, context: NormaliseContext) -> StepResult:  # noqa: ARG001
    """Turn the frequency into an id; a record that says nothing stays silent."""
    if record.frequency is None:
        return StepResult(record=record)
    notes = Notebook("frequency")
    if not record.frequency.strip():
        return notes.close(record, frequency=None)
    term = load_vocabulary("frequencies").find(record.frequency)
    if term is None:
        notes.missed("frequency", record.frequency)
        return notes.close(record, frequency=None)
    notes.made("frequency", record.frequency, term.id, 0.95)
    return notes.close(record, frequency=term.id)
