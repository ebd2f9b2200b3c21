"""An indicator as the CSW of its observatory describes it: ISO 19139, whose links name `dataset.indic`.

Everything of ISO is read by `iso19139`; added here is what these records say in their links alone.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from catalogue.aiming import AIM, Aim
from catalogue.record import Record
from catalogue.record_parts import Agent, Indicator
from harvester.formats.geoclip_addresses import DEEP_LINK, fill, root_of
from harvester.formats.iso19139 import to_record
from harvester.formats.words import squeeze

_NAMED = (
    re.compile(rb"[?&;]indics?=([\w.%-]+)"),
    re.compile(rb"[#&;]i=([\w%-]+\.[\w.%-]+)"),
    re.compile(rb"dataset=(?P<dataset>[\w%-]+)&(?:amp;)?indic=(?P<indic>[\w%-]+)"),
)
_EMPTY_BRACKETS = re.compile(r"\s*\(\s*\)")


def find_name(content: bytes) -> str | None:
    """Return `dataset.indic` from the links of a record (UTF-8), None where they name no indicator."""
    for pattern in _NAMED:
        for found in pattern.finditer(content):
            name = ".".join(unquote(part.decode("utf-8", "replace")) for part in found.groups() if part)
            if "." in name.strip("."):
                return name.strip(".")
    return None


def iso_to_record(content: bytes, remote_id: str, page: str | None, options: Mapping[str, Any]) -> Record:
    """Map one record; `page` is its address in the portal. Raises `RecordRejected("no-title")`."""
    record = to_record(content, remote_id, page)
    name = find_name(content)
    landing_page = _deep_link(page, name, options) or page or record.landing_page
    report = options.get("report_template")
    aim = Aim(
        page=landing_page if name else None,
        report=fill(report, {"base": root_of(page)}) if report and page else None,
        report_nivgeos=tuple(options.get("report_levels", ())),
    )
    return replace(
        record,
        kind="indicator",
        identifier=name or record.identifier,
        publisher=_cleaned(record.publisher),
        creators=tuple(agent for one in record.creators if (agent := _cleaned(one))),
        landing_page=landing_page,
        indicator=Indicator(
            code=name, definition=record.description, sources=tuple((record.lineage or "").splitlines())
        ),
        extras={**record.extras, **({AIM: aim.to_extras()} if name else {})},
    )


def _deep_link(page: str | None, name: str | None, options: Mapping[str, Any]) -> str | None:
    """Return the page of an indicator, of which a catalogue tells neither vintages nor maps."""
    if page is None or name is None:
        return None
    dataset, _, code = name.partition(".")
    values = {"base": root_of(page), "dataset": dataset, "indic": code, "lang": options.get("lang", "fr")}
    unknown = {"last": None, "view": None, "extent": options.get("extent")}
    return fill(options.get("deep_link_template", DEEP_LINK), values | unknown)


def _cleaned(agent: Agent | None) -> Agent | None:
    """Drop the empty brackets that stand where a department would: « GéoTerritoires () »."""
    name = squeeze(_EMPTY_BRACKETS.sub("", agent.name)) if agent else ""
    return replace(agent, name=name) if agent and name else None
