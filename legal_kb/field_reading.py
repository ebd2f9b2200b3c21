"""Fields of a content file read one by one; every fault is noted with its line and reading goes on."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from legal_kb.faults import Fault, Level
from legal_kb.located_yaml import LocatedDict, line_of

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(slots=True, kw_only=True)
class FieldReader:
    """Reads the fields of mappings of one file; `faults` are what was wrong so far."""

    file: str
    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: int, message: str, level: Level = "erreur") -> None:
        """Note a fault."""
        self.faults.append(Fault(file=self.file, line=line, message=message, level=level))

    def mapping(self, value: Any, line: int, what: str) -> LocatedDict:
        """Return a mapping, an empty one where it is something else."""
        if isinstance(value, LocatedDict):
            return value
        self.fault(line, f"{what} : des lignes « clé: valeur » sont attendues")
        empty = LocatedDict()
        empty.line, empty.lines = line, {}
        return empty

    def known_keys(self, data: LocatedDict, known: Collection[str]) -> None:
        """Note the keys that mean nothing."""
        for key in data:
            if key not in known:
                self.fault(
                    line_of(data, key), f"la clé « {key} » n'existe pas (clés possibles : {', '.join(known)})"
                )

    def text(self, data: LocatedDict, key: str, *, required: bool = True) -> str:
        """Return a text on one line, empty where it is absent."""
        value = data.get(key)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        if value is not None and not isinstance(value, str):
            self.fault(line_of(data, key), f"« {key} » doit être un texte")
        elif required:
            self.fault(line_of(data, key), f"« {key} » manque")
        return ""

    def texts(self, data: LocatedDict, key: str, *, required: bool = True) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(text for text, _ in self.located_texts(data, key, required=required))

    def located_texts(
        self, data: LocatedDict, key: str, *, required: bool = True
    ) -> Sequence[tuple[str, int]]:
        """Return a list of texts with their lines."""
        value = data.get(key)
        if value is None or value == "":
            if required:
                self.fault(line_of(data, key), f"la liste « {key} » manque")
            return []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(line_of(data, key), f"« {key} » doit être une liste de textes")
            return []
        return [(" ".join(item.split()), line_of(value, place)) for place, item in enumerate(value)]

    def choice(self, data: LocatedDict, key: str, allowed: Collection[str]) -> str:
        """Return one of the words that are allowed, empty where it is another."""
        text = self.text(data, key)
        if text and text not in allowed:
            self.fault(
                line_of(data, key), f"« {key} » vaut « {text} » ; valeurs possibles : {', '.join(allowed)}"
            )
            return ""
        return text

    def choices(self, data: LocatedDict, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Return the words of a list that are allowed."""
        found = self.located_texts(data, key)
        for text, line in found:
            if text not in allowed:
                self.fault(line, f"« {key} » contient « {text} » ; valeurs possibles : {', '.join(allowed)}")
        return tuple(text for text, _ in found if text in allowed)

    def slug(self, data: LocatedDict, key: str = "slug") -> str:
        """Return a name fit for an address."""
        text = self.text(data, key)
        if text and not SLUG.fullmatch(text):
            self.fault(
                line_of(data, key), f"« {key} » : lettres minuscules, chiffres et traits d'union seulement"
            )
        return text

    def day(self, data: LocatedDict, key: str, *, required: bool = True) -> date | None:
        """Return a day written `AAAA-MM-JJ`."""
        text = self.text(data, key, required=required)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.fault(line_of(data, key), f"« {key} » : une date AAAA-MM-JJ est attendue, pas « {text} »")
            return None
