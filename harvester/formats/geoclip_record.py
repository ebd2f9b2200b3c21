"""An indicator of a Géoclip observatory, or a dataset of indicators, as a record.

The content of an item is JSON: `{"portal": root, "entry": {…}}`, or `"entries": […]` for a dataset, with
`"around"` (labels, maps and themes from GC_init) and `"sheet"` (`{"of": digest, "rows": […]}`, the metadata
sheet of the download) where they were read. The root has no port there, so that a portal that moves is mapped
again and a test portal is not: addresses come from the item's own. Texts stay as the source has them.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalogue.aiming import AIM
from catalogue.nivgeos import OTHER, Nivgeo, parse_nivgeo
from catalogue.record import Record
from catalogue.record_parts import Agent, Indicator, IndicatorLevel
from harvester.errors import RecordRejected
from harvester.formats.geoclip_addresses import root_of
from harvester.formats.geoclip_entry import Entry, bare_unit, to_entry
from harvester.formats.geoclip_sheet import MetadataSheet, to_metadata
from harvester.formats.geoclip_vintages import to_period
from harvester.formats.geoclip_ways import Ways, granularities_of
from harvester.formats.words import distinct, paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the portal says around an item; empty where it says nothing."""

    theme_path: tuple[str, ...] = ()
    levels: Mapping[str, str]
    views: Mapping[str, str]
    dataset: str | None = None


def indicator_to_record(
    content: bytes, remote_id: str, page: str | None, options: Mapping[str, Any]
) -> Record:
    """Map one item; `page` is its address in the portal. Raises `RecordRejected("no-title")`."""
    said = json.loads(content)
    around = _to_around(said.get("around", {}))
    if "entries" in said:
        return _of_dataset(said["entries"], remote_id, around, root_of(page or ""), options)
    entry = to_entry(said["entry"], options.get("columns"))
    if not entry.label:
        raise RecordRejected("no-title", record=remote_id)
    sheet = to_metadata(said.get("sheet", {}).get("rows", ()))
    portal = root_of(page or "")
    ways = Ways(portal=portal, entry=entry, options=options, labels=around.levels, views=around.views)
    return _of_indicator(entry, sheet, around, ways, options)


def _of_indicator(
    entry: Entry, sheet: MetadataSheet, around: Around, ways: Ways, options: Mapping[str, Any]
) -> Record:
    indicator = _to_indicator(entry, sheet, around)
    extras = {
        AIM: ways.to_aim().to_extras(),
        "dataset": _named(entry.dataset, around.dataset),
        "views": list(entry.views),
        "metadata_sheet": dict(sheet.others),
        "id_derived": entry.is_derived,
    }
    return Record(
        identifier=entry.name,
        kind="indicator",
        title=_title(entry.label or "", indicator.unit),
        description=paragraphs("\n\n".join(filter(None, [indicator.definition, entry.note]))) or None,
        language=options.get("lang", "fr"),
        themes=indicator.theme_path,
        publisher=_to_agent(entry.producer or sheet.fields.get("producer")),
        licence_text=sheet.fields.get("licence"),
        granularities=granularities_of(entry.levels, around.levels),
        temporal=to_period(entry.vintages),
        frequency=sheet.fields.get("frequency"),
        modified=entry.updated or sheet.fields.get("updated"),
        landing_page=ways.page,
        distributions=ways.list_distributions(),
        lineage="\n".join(indicator.sources) or None,
        indicator=indicator,
        extras={name: value for name, value in extras.items() if value},
    )


def _to_indicator(entry: Entry, sheet: MetadataSheet, around: Around) -> Indicator:
    """Join what the list and the sheet say: the sheet is written for readers and goes first, but for the unit
    that stands in the title.
    """
    told = sheet.fields
    limits = [entry.note, told.get("reading_limits")]
    return Indicator(
        code=entry.name,
        definition=told.get("definition") or entry.definition,
        unit=entry.unit or bare_unit(told.get("unit")),
        calculation=told.get("calculation") or entry.calculation,
        sources=distinct(told["sources"].splitlines()) if "sources" in told else entry.sources,
        vintages=entry.vintages,
        levels=_to_levels(entry.levels),
        theme_path=entry.theme_path or around.theme_path,
        reading_limits=paragraphs("\n\n".join(filter(None, dict.fromkeys(limits)))) or None,
    )


def _of_dataset(
    listed: Sequence[Mapping[str, Any]],
    remote_id: str,
    around: Around,
    portal: str,
    options: Mapping[str, Any],
) -> Record:
    """Map the indicators of a dataset as one: what they share is said once, what differs is gathered."""
    entries = [to_entry(values, options.get("columns")) for values in listed]
    named = [entry for entry in entries if entry.label]
    title = around.dataset or (around.theme_path[-1] if around.theme_path else None)
    if not named and not title:
        raise RecordRejected("no-title", record=remote_id)
    levels, vintages, sources = (_all(entries, field) for field in ("levels", "vintages", "sources"))
    ways = [
        Ways(portal=portal, entry=entry, options=options, labels=around.levels, views=around.views)
        for entry in entries
    ]
    return Record(
        identifier=entries[0].dataset or remote_id,
        kind="indicator",
        title=title or _shared_title(named),
        description="\n".join(f"– {_title(entry.label or '', entry.unit)}" for entry in named) or None,
        language=options.get("lang", "fr"),
        themes=around.theme_path,
        publisher=_to_agent(next((entry.producer for entry in entries if entry.producer), None)),
        granularities=granularities_of(levels, around.levels),
        temporal=to_period(vintages),
        landing_page=ways[0].page,
        distributions=tuple(item for way in ways for item in way.list_files_beside_others()),
        lineage="\n".join(sources) or None,
        indicator=Indicator(
            code=entries[0].dataset,
            sources=sources,
            vintages=vintages,
            levels=_to_levels(levels),
            theme_path=entries[0].theme_path or around.theme_path,
        ),
        extras=_extras_of_dataset(entries, ways[0]),
    )


def _extras_of_dataset(entries: Sequence[Entry], ways: Ways) -> dict[str, Any]:
    listed = [{"code": entry.name, "label": entry.label or "", "unit": entry.unit or ""} for entry in entries]
    return {AIM: replace(ways.to_aim(), download=None, csv=None).to_extras(), "indicators": listed}


def _shared_title(entries: Sequence[Entry]) -> str:
    """Return a title for a dataset that has none: its only indicator, or its code beside the first."""
    first = entries[0].label or ""
    return first if len(entries) == 1 else f"{entries[0].dataset} : {first} …"


def _all(entries: Sequence[Entry], field: str) -> tuple[str, ...]:
    return distinct(text for entry in entries for text in getattr(entry, field))


def _title(label: str, unit: str | None) -> str:
    """Return the label with its unit, unless it says it already."""
    if unit is None or re.search(rf"(?<!\w){re.escape(unit)}(?!\w)", label, re.IGNORECASE):
        return label
    return f"{label} ({unit})"


def _to_levels(codes: Sequence[str]) -> tuple[IndicatorLevel, ...]:
    levels = [parse_nivgeo(code) for code in codes]
    found = [IndicatorLevel(level=_level_of(one), vintage=one.vintage) for one in levels]
    return tuple(dict.fromkeys(found))


def _level_of(level: Nivgeo) -> str:
    """Return the granularity, or the portal's own prefix where ours says no more than « autre »."""
    return level.granularity if level.granularity and level.granularity != OTHER else level.prefix


def _named(code: str | None, label: str | None) -> dict[str, str]:
    return {name: text for name, text in (("code", code), ("label", label)) if text}


def _to_agent(name: str | None) -> Agent | None:
    return Agent(name=name.splitlines()[0]) if name else None


def _to_around(said: Mapping[str, Any]) -> Around:
    return Around(
        theme_path=tuple(said.get("theme_path", ())),
        levels=said.get("levels", {}),
        views=said.get("views", {}),
        dataset=said.get("dataset"),
    )
