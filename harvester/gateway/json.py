"""Foreign JSON to values to store and send on: no NaN, no lone surrogate, no NUL (RFC 8259 §6, §8.2)."""

import json
import math
import re
from dataclasses import dataclass, field
from typing import Any

from harvester.errors import SourceMisbehaved

NUMBER_DROPPED = "number-dropped"
DUPLICATE_KEY = "duplicate-key"
CHARACTERS_REPLACED = "characters-replaced"

_SUSPECT_ESCAPE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_UNWANTED = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedJson:
    """The value, and what was odd about it."""

    value: Any
    flags: tuple[str, ...] = ()


def parse_json(text: str) -> ParsedJson:
    """Parse text whose depth was checked.

    NaN, infinities and numbers beyond reading become None; of equal keys the last wins; lone surrogates and
    NUL become U+FFFD; each is flagged. Raises `SourceMisbehaved(kind="bad-json")`.
    """
    reader = _Reader()
    try:
        value = json.loads(
            text,
            parse_constant=reader.no_number,
            parse_float=reader.to_float,
            parse_int=reader.to_int,
            object_pairs_hook=reader.to_object,
        )
    except ValueError as error:
        raise SourceMisbehaved("bad-json", detail=str(error)[:200]) from error
    if _SUSPECT_ESCAPE.search(text):
        value = reader.clean(value)
    return ParsedJson(value=value, flags=tuple(sorted(reader.flags)))


@dataclass(slots=True)
class _Reader:
    flags: set[str] = field(default_factory=set)

    def no_number(self, _text: str) -> None:
        self.flags.add(NUMBER_DROPPED)

    def to_float(self, text: str) -> float | None:
        number = float(text)
        if math.isfinite(number):
            return number
        self.no_number(text)
        return None

    def to_int(self, text: str) -> int | None:
        try:
            return int(text)
        except ValueError:  # CPython reads 4 300 digits at most
            self.no_number(text)
            return None

    def to_object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) < len(pairs):
            self.flags.add(DUPLICATE_KEY)
        return value

    def clean(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._clean_text(value)
        if isinstance(value, list):
            return [self.clean(item) for item in value]
        if isinstance(value, dict):
            return {self._clean_text(key): self.clean(item) for key, item in value.items()}
        return value

    def _clean_text(self, text: str) -> str:
        cleaned = _UNWANTED.sub("\ufffd", text)
        if cleaned != text:
            self.flags.add(CHARACTERS_REPLACED)
        return cleaned
