"""What is wrong with a content file, told to the person who edits it: file, line, what, what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["erreur", "avertissement"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fault:
    """One fault in a file of `legal_kb/data`; the first line is 1. A warning keeps nothing from use."""

    file: str
    line: int
    message: str
    level: Level = "erreur"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.level} : {self.message}"


def errors_among(faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults that keep content from being used."""
    return [fault for fault in faults if fault.level == "erreur"]
