"""What goes wrong with legal content, by what happens next.

LegalError
├─ ContentInvalid      files are wrong: whoever edits them reads the faults
├─ NotFound            no fiche, diagnosis, letter or convention of this name
└─ StepRefused         answers that do not follow the diagnosis: the reader is asked again
"""

from collections.abc import Sequence

from legal_kb.faults import Fault


class LegalError(Exception):
    """The root of the tree."""


class ContentInvalid(LegalError):
    """Content files have faults that keep them from being used; `faults` names each with file and line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


class NotFound(LegalError):
    """Nothing has this name; `kind` says what was looked for."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f"{kind}: {name}")
        self.kind = kind
        self.name = name


class StepRefused(LegalError):
    """Answers cannot be followed; `reason` is `unknown-question`, `unknown-value` or `off-path`."""

    def __init__(self, reason: str, question: str, value: str | None = None) -> None:
        super().__init__(f"{reason}: {question}{'' if value is None else f'={value}'}")
        self.reason = reason
        self.question = question
        self.value = value
