"""What was read to write the fiches and diagnoses: the keys that marks name, and what each stands for."""

from dataclasses import dataclass
from typing import Literal, cast

from legal_kb.faults import Fault
from legal_kb.field_reading import FieldReader
from legal_kb.located_yaml import LocatedList, line_of, read_yaml_text

Nature = Literal["officiel", "miroir", "secondaire", "forum"]
NATURES: tuple[Nature, ...] = ("officiel", "miroir", "secondaire", "forum")
_KEYS = ("key", "label", "nature", "read", "dated")


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalSource:
    """One source: `read` says which version, in words; `is_dated` that a newer one may exist."""

    key: str
    label: str
    nature: Nature
    read: str
    is_dated: bool = False


def read_sources(content: str, file: str) -> tuple[dict[str, LegalSource], list[Fault]]:
    """Return the sources by key, and the faults of their file."""
    data, faults = read_yaml_text(content, file)
    reader = FieldReader(file=file, faults=faults)
    found: dict[str, LegalSource] = {}
    if not isinstance(data, LocatedList):
        reader.fault(1, "une liste de sources est attendue")
        return found, reader.faults
    for place, item in enumerate(data):
        line = line_of(data, place)
        fields = reader.mapping(item, line, "une source")
        reader.known_keys(fields, _KEYS)
        key = reader.text(fields, "key")
        if key in found:
            reader.fault(line, f"la clé « {key} » est écrite deux fois")
        found[key] = LegalSource(
            key=key,
            label=reader.text(fields, "label"),
            nature=cast("Nature", reader.choice(fields, "nature", NATURES)),
            read=reader.text(fields, "read", required=False),
            is_dated=reader.text(fields, "dated", required=False) == "true",
        )
    return found, reader.faults
