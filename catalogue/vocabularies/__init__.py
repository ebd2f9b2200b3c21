"""The controlled vocabularies: licences, frequencies, formats, themes, topics … as YAML files that people
edit.
"""

from catalogue.vocabularies.errors import TermUnknown, VocabularyInvalid, VocabularyUnknown
from catalogue.vocabularies.vocabulary import (
    Term,
    Vocabulary,
    list_vocabularies,
    load_vocabulary,
    spelling_key,
)

__all__ = [
    "Term",
    "TermUnknown",
    "Vocabulary",
    "VocabularyInvalid",
    "VocabularyUnknown",
    "list_vocabularies",
    "load_vocabulary",
    "spelling_key",
]
