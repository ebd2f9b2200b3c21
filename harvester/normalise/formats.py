"""The step for formats: what a source calls a file or a service becomes a short name of data.gouv.fr.

The format stated comes first, then the media type, the protocol of a link, and the ending of its address.
"""

import re
from urllib.parse import parse_qsl

from catalogue.addresses import parts_of
from catalogue.copying import with_changes
from catalogue.folding import fold_label
from catalogue.record import Record
from catalogue.record_parts import Distribution
from catalogue.remembering import remembered
from catalogue.vocabularies import Term, load_vocabulary
from harvester.normalise.step import NormaliseContext, Notebook, StepResult

_PARTS = re.compile(r"[,;/|+()]|\s+")
_VERSION = re.compile(r"[\s-]+v?\d+(?:[.,]\d+)*$")
_ENDING = re.compile(r"\.([a-z0-9]{2,8})(?:\.(?:gz|zip))?$")
_PAGE_ENDINGS = frozenset({"html", "php", "aspx", "htm"})


def normalise_formats(record: Record, context: NormaliseContext) -> StepResult:  # noqa: ARG001
    """Name the format of every distribution, and its media type where the format tells it."""
    notes = Notebook("formats")
    return notes.close(record, distributions=tuple([_named(item, notes) for item in record.distributions]))


def _named(item: Distribution, notes: Notebook) -> Distribution:
    stated = (item.format or "").strip()
    found = find_format(stated) if stated else None
    if stated and found is None:
        notes.missed("distributions.format", stated)
    elif found:
        notes.made("distributions.format", stated, found[0].id, found[1])
    term = found[0] if found else _find_elsewhere(item, notes)
    name, media_type = (term.id, term.media_type) if term else (None, None)
    media_type = item.media_type or media_type
    if (name, media_type) == (item.format, item.media_type):
        return item
    return with_changes(item, format=name, media_type=media_type)


@remembered(4_000)
def find_format(text: str) -> tuple[Term, float] | None:
    """Return the format that a text names and how sure that is: "csv/utf8", "ESRI Shapefile 1.0", "fr/csv".

    Of several, the first; None where no part of it is known.
    """
    formats = load_vocabulary("formats")
    lowered = text.strip().lower().removeprefix(".").partition(";")[0]
    for candidate, confidence in ((lowered, 0.95), (_VERSION.sub("", lowered), 0.9)):
        if term := formats.find(candidate):
            return term, confidence
    for part in _PARTS.split(lowered)[:20]:
        if len(part) > 1 and (term := formats.find(part.removeprefix("."))):
            return term, 0.6
    return None


def _find_elsewhere(item: Distribution, notes: Notebook) -> Term | None:
    formats = load_vocabulary("formats")
    if item.media_type and (term := formats.find(item.media_type.partition(";")[0])):
        notes.made("distributions.media_type", item.media_type, term.id, 0.9)
        return term
    if item.protocol and (term := formats.find(item.protocol)):
        notes.made("distributions.protocol", item.protocol, term.id, 0.8)
        return term
    address = item.url or item.access_url
    term = _of_address(address) if address else None
    if term:
        notes.made("distributions.url", address or "", term.id, 0.6)
    return term


def _of_address(address: str) -> Term | None:
    """Return the format of `…/file.csv`, `…?service=WFS` or `…?format=json`."""
    parts = parts_of(address)
    formats = load_vocabulary("formats")
    for name, value in parse_qsl(parts.query)[:50] if parts.query else ():
        if name.lower() in ("service", "format", "outputformat") and (term := formats.find(value)):
            return term
    ending = _ENDING.search(parts.path.lower()) if "." in parts.path else None
    if ending is None or fold_label(ending[1]) in _PAGE_ENDINGS:
        return None
    return formats.find(ending[1])
