"""How to get an indicator: its page, its files per level, and what can be aimed at a territory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.aiming import Aim
from catalogue.nivgeos import OTHER, Nivgeo, newest_of_each, parse_nivgeo
from catalogue.record_parts import Distribution
from catalogue.vocabularies import load_vocabulary
from harvester.formats.geoclip_addresses import DEEP_LINK, DOWNLOAD, as_csv, as_xlsx, fill
from harvester.formats.geoclip_entry import Entry
from harvester.formats.geoclip_vintages import last_of
from harvester.formats.words import is_http

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The addresses of one indicator of a portal; `options` are those of the source, `labels` and `views` of
    levels as the portal gives them.
    """

    portal: str
    entry: Entry
    options: Mapping[str, Any]
    labels: Mapping[str, str]
    views: Mapping[str, str]

    @property
    def page(self) -> str | None:
        """The page of the indicator: the one that its list names, else its deep link."""
        if is_http(self.entry.url):
            return self.entry.url
        if self.entry.dataset is None and "deep_link_template" not in self.options:
            return None
        return fill(self.options.get("deep_link_template", DEEP_LINK), self._values())

    def list_distributions(self) -> tuple[Distribution, ...]:
        """Return a CSV and an XLSX per level that is to be shown, each in its newest zoning."""
        return tuple(self._files(self._shown(), ""))

    def list_files_beside_others(self) -> tuple[Distribution, ...]:
        """Return the files of an indicator among those of its dataset, under its name: at the levels that are
        declared, else at its finest alone.
        """
        levels = sorted(self._shown(), key=lambda level: level.rank)
        return tuple(self._files(levels if "levels" in self.options else levels[:1], f"{self.entry.label}, "))

    def to_aim(self) -> Aim:
        """Return the templates by which the page, a report and the files are aimed at a territory."""
        values = self._values()
        files = {name: fill(template, values) for name, _, template in self._formats()}
        report = self.options.get("report_template")
        levels = [level.code for level in _known(self.entry.levels)]
        return Aim(
            page=self.page,
            report=fill(report, values) if report else None,
            download=files["XLSX"] if levels and self.entry.dataset else None,
            csv=files["CSV"] if levels and self.entry.dataset else None,
            nivgeos=tuple(levels),
            report_nivgeos=tuple(self.options.get("report_levels", ())),
            views={level: self.views[level] for level in levels if level in self.views},
            **({"country": self.options["country_code"]} if "country_code" in self.options else {}),
        )

    def label_of(self, level: Nivgeo) -> str:
        """Return the name of a level: the portal's own, else ours with the vintage, else its code."""
        if label := self.labels.get(level.code):
            return label
        if level.granularity is None or level.granularity == OTHER:
            return level.code
        label = load_vocabulary("granularities").label(level.granularity)
        return f"{label} {level.vintage}" if level.vintage else label

    def sheet_address(self) -> str | None:
        """Return the address of the smallest download with the metadata: the coarsest level, one vintage."""
        levels = sorted(_known(self.entry.levels), key=lambda level: level.rank)
        if not levels or self.entry.dataset is None:
            return None
        template = as_xlsx(self.options.get("download_template", DOWNLOAD))
        address = fill(template, self._values() | {"nivgeo": levels[-1].code})
        return address if "filter=" in address else f"{address}&filter=last"

    def _files(self, levels: Sequence[Nivgeo], prefix: str) -> Iterator[Distribution]:
        if self.entry.dataset is None:
            return
        values = self._values()
        for level in levels:
            for name, media_type, template in self._formats():
                yield Distribution(
                    url=fill(template, values | {"nivgeo": level.code}),
                    title=f"{prefix}{self.label_of(level)} ({name})",
                    format=name.lower(),
                    media_type=media_type,
                    levels=(level.granularity,) if level.granularity else (),
                )

    def _formats(self) -> tuple[tuple[str, str, str], ...]:
        template = self.options.get("download_template", DOWNLOAD)
        return ("CSV", "text/csv", as_csv(template)), ("XLSX", XLSX, as_xlsx(template))

    def _shown(self) -> list[Nivgeo]:
        """Return the levels that the declaration wants, by code or by prefix; without a wish, all."""
        wished = self.options.get("levels")
        levels = _known(self.entry.levels)
        if wished is None:
            return levels
        return [level for level in levels if {level.code, level.prefix, level.granularity} & set(wished)]

    def _values(self) -> dict[str, str | None]:
        views = self.entry.views
        return {
            "base": self.portal,
            "dataset": self.entry.dataset or "",
            "indic": self.entry.code,
            "lang": self.options.get("lang", "fr"),
            "last": last_of(self.entry.vintages),
            "view": views[0] if views else None,
            "extent": self.options.get("extent"),
        }


def _known(levels: Sequence[str]) -> list[Nivgeo]:
    """Return the levels that are codes, not words as an operator's file may have them."""
    return [level for level in newest_of_each(levels) if " " not in level.code]


def granularities_of(levels: Sequence[str], labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return the granularities, the finest first; of a level of no known kind, what the portal calls it."""
    parsed = sorted(map(parse_nivgeo, levels), key=lambda level: level.rank)
    return tuple(dict.fromkeys(level.granularity or labels.get(level.code, level.code) for level in parsed))
