"""The small zones: communes, EPCI and arrondissements municipaux, as columns that make a `Zone` on demand.

Some 36 300 zones. Building them all would cost more than most uses need, so a row becomes a `Zone` when
somebody asks for it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, TypeVar

from catalogue.folding import fold_lines
from catalogue.package_content import read_json
from catalogue.territories.zone import Level

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The zones of one level, column by column; `up` holds for each row what contains it, or nothing.

    `up` is the code of the EPCI of a commune, or that of the commune of an arrondissement municipal.
    """

    level: Level
    codes: Sequence[str]
    names: Sequence[str]
    populations: Sequence[int | None]
    up: Sequence[str]

    @cached_property
    def number_of(self) -> Mapping[str, int]:
        """The row of each code."""
        return {code: number for number, code in enumerate(self.codes)}

    @cached_property
    def folded(self) -> Mapping[str, tuple[int, ...]]:
        """The rows of each folded name."""
        return _by_name(self.names, range(len(self.names)))


@dataclass(frozen=True, kw_only=True)
class LocalZones:
    """The rows of the three levels, and the codes and names that communes had before they merged."""

    communes: Rows
    epci: Rows
    arrondissements: Rows
    former_codes: Mapping[str, str]
    former_names: Mapping[str, tuple[str, ...]]

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The codes of the communes of each EPCI."""
        found: dict[str, list[str]] = defaultdict(list)
        for code, epci in zip(self.communes.codes, self.communes.up, strict=True):
            if epci:
                found[epci].append(code)
        return {epci: tuple(codes) for epci, codes in found.items()}

    def rows(self, level: Level) -> Rows | None:
        """Return the table of a level, None when the level is none of the three."""
        return next((rows for rows in self._tables() if rows.level == level), None)

    def _tables(self) -> Iterator[Rows]:
        yield from (self.communes, self.epci, self.arrondissements)


@cache
def load_local() -> LocalZones:
    """Read `local.json.gz`."""
    table = read_json("catalogue.territories", "local.json.gz")
    epci_codes, former = [*table["epci"]["code"], ""], table["former"]
    return LocalZones(
        communes=_rows(
            "commune", table["communes"], [epci_codes[number] for number in table["communes"]["epci"]]
        ),
        epci=_rows("epci", table["epci"], [""] * len(table["epci"]["code"])),
        arrondissements=_rows(
            "arrondissement-municipal", table["arrondissements"], table["arrondissements"]["commune"]
        ),
        former_codes=dict(zip(former["code"], former["commune"], strict=True)),
        former_names=_former_names(former),
    )


def _rows(level: Level, columns: Mapping[str, Any], up: Sequence[str]) -> Rows:
    return Rows(
        level=level,
        codes=columns["code"],
        names=columns["name"],
        populations=columns["population"],
        up=up,
    )


def _former_names(former: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    names = _by_name(former["name"], former["commune"])
    return {name: tuple(dict.fromkeys(codes)) for name, codes in names.items() if name}


def _by_name(names: Sequence[str], values: Sequence[T]) -> Mapping[str, tuple[T, ...]]:
    found: dict[str, tuple[T, ...]] = {}
    for name, value in zip(fold_lines("\n".join(names)).split("\n"), values, strict=True):
        found[name] = (*found.get(name, ()), value)
    return found
