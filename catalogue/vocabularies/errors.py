"""The errors of vocabularies, named by what happens next.

CatalogueError
├── TermUnknown            no such term: say so to whoever named it (400, or an unmapped value)
└── VocabularyInvalid      a content file is at fault: whoever edits it must mend it
    └── VocabularyUnknown  there is no such file
"""

from catalogue.errors import CatalogueError


class TermUnknown(CatalogueError):
    """The vocabulary has no term of this id."""

    def __init__(self, vocabulary: str, term_id: str) -> None:
        super().__init__(f"{vocabulary}: no term {term_id!r}")
        self.vocabulary = vocabulary
        self.term_id = term_id


class VocabularyInvalid(CatalogueError):
    """A content file does not hold together; `reason` names the term."""

    def __init__(self, vocabulary: str, reason: str) -> None:
        super().__init__(f"vocabulary {vocabulary}: {reason}")
        self.vocabulary = vocabulary
        self.reason = reason


class VocabularyUnknown(VocabularyInvalid):
    """No file of this name."""

    def __init__(self, vocabulary: str) -> None:
        super().__init__(vocabulary, "there is no such vocabulary")
