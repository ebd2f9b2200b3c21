"""Harvest a Géoclip observatory (Ciril: SIRSé, CartoSanté, Observatoire des territoires …), indicator by
indicator.

No way in is universal: the CSW is the administrator's choice, the list of the front end is undocumented, a
file of the operator always works. `auto` tries them in that order. Nothing tells when an indicator changed,
but each way lists all of them at once or proves its paging.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields, validates_schema

from catalogue.language import gettext as _
from catalogue.record import Record
from catalogue.source import Source
from harvester.connector import FetchTools, Page, Probe, RawItem, Wanted
from harvester.connectors.csw import CswOptions
from harvester.connectors.geoclip_csw import fetch_records
from harvester.connectors.geoclip_items import MEDIA_TYPE
from harvester.connectors.geoclip_list import fetch_file, fetch_list
from harvester.connectors.geoclip_portal import is_away
from harvester.declared import DeclaredSchema, choice, choice_text, flag, nested, text, texts, whole
from harvester.errors import SourceMisbehaved, SourceUnavailable
from harvester.formats.geoclip_addresses import NAMES, names_in
from harvester.formats.geoclip_entry import FIELD_NAMES
from harvester.formats.geoclip_iso import iso_to_record
from harvester.formats.geoclip_record import indicator_to_record

Fetch = Callable[[Source, FetchTools, Wanted], Iterator[Page]]

WAYS: dict[str, Fetch] = {"csw": fetch_records, "list": fetch_list, "file": fetch_file}
"""The strategies, in the order in which `auto` tries them."""


def _template(more: frozenset[str] = frozenset()) -> Callable[[str], None]:
    known, beginnings = NAMES | more, ("{base}", "http://", "https://")

    def check(value: str) -> None:
        if not value.startswith(beginnings):
            wording = _("cette adresse doit commencer par {beginnings}")
            raise ValidationError(wording.format(beginnings=", ".join(beginnings)))
        if unknown := sorted(names_in(value) - known):
            permitted = [f"{{{name}}}" for name in sorted(known)]
            raise ValidationError(choice_text(f"{{{unknown[0]}}}", permitted))

    return check


class ColumnsField(fields.Dict):
    """`[sources.options.columns]`: field of an indicator = heading of the operator's file."""

    known_keys = tuple(FIELD_NAMES)

    def __init__(self, **more: Any) -> None:
        super().__init__(keys=text(), values=text(), error_messages={"invalid": "not-table"}, **more)

    def _deserialize(self, value: Any, *where: Any, **more: Any) -> Any:
        read: dict[str, str] = super()._deserialize(value, *where, **more)  # type: ignore[no-untyped-call]
        if unknown := read.keys() - FIELD_NAMES.keys():
            raise ValidationError({name: ["unknown"] for name in unknown})
        return read


class GeoclipOptions(DeclaredSchema):
    """What a `geoclip` source may set.

    `strategy`: `auto`, `csw`, `list` or `file`. `lang`: of the portal (`fr`). `obs`: `auto`, `main` or empty,
    the name of the observatory that the front end is asked with. `trees`: the theme trees to read (`A01`).
    `include`, `exclude`: indicators by a part of `dataset.indic` or of the label, or by a pattern with `*`.
    `levels`: those whose files become distributions, by code (`com2025`), prefix (`com`) or granularity.
    `group_by`: `indicator` or `dataset`. `file`: the address of the operator's list, where it is no local
    `path`; `columns`: its headings, by field. `sheet`: whether the metadata sheet of each download is read;
    `sheet_limit`: how many downloads a run may make for it (200). `deep_link_template`, `download_template`,
    `report_template`: addresses with `{base}`, `{dataset}`, `{indic}` …; `report_levels`: the level codes of
    reports; `country_code`: of the whole country (`99`); `extent`: what stands for `{extent}`. `csw`: options
    of the kind `csw`.
    """

    strategy = choice(("auto", *WAYS))
    lang = text()
    obs = choice(("auto", "main", ""))
    trees = texts()
    include = texts()
    exclude = texts()  # type: ignore[assignment]  # the attribute of that name is of instances
    levels = texts()
    group_by = choice(("indicator", "dataset"))
    file = text()
    columns = ColumnsField()
    sheet = flag()
    sheet_limit = whole(1, 100_000)
    deep_link_template = text(validate=_template())
    download_template = text(validate=_template())
    report_template = text(validate=_template(frozenset({"selgeo1", "selgeo2"})))
    report_levels = texts()
    country_code = text()
    extent = text()
    csw = nested(CswOptions)

    @validates_schema
    def check_together(self, data: Mapping[str, Any], **_more: Any) -> None:
        """Refuse what cannot be had at once: records of a CSW are not gathered, datasets have no sheet."""
        if data.get("group_by") == "dataset" and data.get("strategy") == "csw":
            raise ValidationError(_("ce regroupement demande la stratégie list ou file"), "group_by")
        if data.get("group_by") == "dataset" and data.get("sheet"):
            raise ValidationError(_("la feuille de métadonnées se lit indicateur par indicateur"), "sheet")


class GeoclipConnector:
    """Indicators, each kept as the list says it (JSON) or as the catalogue describes it (ISO 19139)."""

    kind: ClassVar[str] = "geoclip"
    options: ClassVar[type[Schema]] = GeoclipOptions
    incremental: ClassVar[bool] = False

    def fetch(self, source: Source, tools: FetchTools, wanted: Wanted) -> Iterator[Page]:
        """Yield the indicators by the declared way, or by the first that answers.

        Raises `SourceMisbehaved` (`service-off`, `not-a-catalogue`, `unexpected-answer`), and what the
        session, the parser and the kind `csw` raise; of several ways, what the last one met.
        """
        way, cursor = _read_cursor(wanted.cursor)
        for used, page in _open(source, tools, replace(wanted, cursor=cursor), way):
            yield replace(page, cursor=json.dumps({"way": used, "at": page.cursor}) if page.cursor else None)

    def probe(self, source: Source, tools: FetchTools) -> Probe:
        """Ask for the first page; raises what `fetch` raises."""
        without_sheets = replace(source, options={**source.options, "sheet": False})
        with closing(_open(without_sheets, tools, Wanted(), None)) as pages:  # type: ignore[type-var]
            way, page = next(pages)
        remark = _("Ce portail répond à la stratégie « {way} ».").format(way=way)
        return Probe(
            software="Géoclip",
            announced=page.announced,
            abilities=frozenset({"total", "resume"} if page.cursor else {"total"}),
            remarks=(remark,),
        )

    def to_record(self, item: RawItem, options: Mapping[str, Any]) -> Record:
        """Map one item by what it is kept as; raises `RecordRejected`."""
        if item.media_type == MEDIA_TYPE:
            return indicator_to_record(item.content, item.remote_id, item.remote_url, options)
        return iso_to_record(item.content, item.remote_id, item.remote_url, options)


def _open(source: Source, tools: FetchTools, wanted: Wanted, way: str | None) -> Iterator[tuple[str, Page]]:
    """Yield the pages of the first way whose first page comes, with its name.

    An empty catalogue is no answer where another way may list something: it is switched on but not filled.
    """
    ways = [way] if way else _ways_of(source)
    empty: tuple[str, Page] | None = None
    met: SourceMisbehaved | SourceUnavailable | None = None
    for name in ways:
        pages = WAYS[name](source, tools, wanted)
        try:
            first = next(pages)
        except (SourceMisbehaved, SourceUnavailable) as error:
            if is_away(error):
                raise
            met = error
            continue
        if name != ways[-1] and not (first.items or first.announced):
            empty = (name, first)
            continue
        yield name, first
        yield from ((name, page) for page in pages)
        return
    if empty is None:
        raise met or LookupError("no way to read the source")
    yield empty


def _ways_of(source: Source) -> list[str]:
    declared: str = source.options.get("strategy", "auto")
    if declared != "auto":
        return [declared]
    has_file = source.path is not None or source.options.get("file")
    gathers = source.options.get("group_by") == "dataset"
    return [*([] if gathers else ["csw"]), "list", *(["file"] if has_file else [])]


def _read_cursor(cursor: str | None) -> tuple[str | None, str | None]:
    """Return the way and its own cursor; one that says nothing of ours means the beginning."""
    try:
        said = json.loads(cursor or "{}")
        return (said["way"], said["at"]) if said["way"] in WAYS else (None, None)
    except (ValueError, LookupError, TypeError):
        return None, None
