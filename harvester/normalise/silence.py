"""The step for what a record does not say and the source's declaration does: publisher and keywords.

Licence and coverage have defaults too; their own steps apply them.
"""

from catalogue.record import Record
from catalogue.record_parts import Agent
from harvester.normalise.step import NormaliseContext, Notebook, StepResult


def fill_silence(record: Record, context: NormaliseContext) -> StepResult:
    """Let the declared publisher, else the source's title, stand in for a missing one; likewise keywords."""
    notes = Notebook("silence")
    stand_in = context.defaults.publisher or context.source_title
    publisher = record.publisher
    if (publisher is None or not publisher.name.strip()) and stand_in:
        publisher = Agent(name=stand_in)
        notes.made("publisher", "", stand_in, 0.5)
    keywords = record.keywords
    if not keywords:
        keywords = context.defaults.keywords
        notes.made("keywords", "", " | ".join(keywords), 0.5)
    return notes.close(record, publisher=publisher, keywords=keywords)
