"""What the parser child can be asked to do: one visible line per task.

A task is a pure function `(content, options) -> one object, or an iterator of objects`. It runs in the child,
where no file can be opened, no module imported and no address reached any more: what a task needs is imported
at the top of its module. Values that are bytes may stand at the top level of a result.
"""

from collections.abc import Callable, Iterator

from harvester.formats.csw_capabilities import read_capabilities
from harvester.formats.csw_page import list_ids as list_csw_ids
from harvester.formats.csw_page import split_page as split_csw_page
from harvester.formats.dcat_page import split_page as split_dcat_page
from harvester.formats.geoclip_file import read_entries
from harvester.formats.geoclip_sheet import read_metadata_rows
from harvester.formats.iso_layers import list_services
from harvester.formats.ows_layers import read_layers
from harvester.formats.table_rows import read_rows
from harvester.formats.xlsx_workbook import smallest_workbook
from harvester.gateway.rdf import parse_rdf
from harvester.gateway.wire import JsonObject
from harvester.gateway.xml import parse_xml
from harvester.making import make_content
from harvester.mapping import map_content
from harvester.normalise import load_everything

Task = Callable[[bytes, JsonObject], Iterator[JsonObject] | JsonObject]


def check_xml(content: bytes, options: JsonObject) -> JsonObject:
    """Return `{"root": "{namespace}name", "encoding", "flags"}`; option `media_type`."""
    parsed = parse_xml(content, options.get("media_type"))
    return {"root": parsed.root.tag, "encoding": parsed.encoding, "flags": list(parsed.flags)}


def list_triples(content: bytes, options: JsonObject) -> JsonObject:
    """Return `{"ntriples": bytes, "count", "kind", "encoding", "flags"}`; options `base`, `media_type`."""
    parsed = parse_rdf(content, base=options.get("base"), media_type=options.get("media_type"))
    return {
        "ntriples": parsed.ntriples.encode(),
        "count": parsed.ntriples.count("\n"),
        "kind": parsed.kind,
        "encoding": parsed.encoding,
        "flags": list(parsed.flags),
    }


TASKS: dict[str, Task] = {
    "xml.check": check_xml,
    "rdf.triples": list_triples,
    "table.rows": read_rows,
    "geoclip.entries": read_entries,
    "geoclip.sheet": read_metadata_rows,
    "dcat.page": split_dcat_page,
    "csw.capabilities": read_capabilities,
    "csw.ids": list_csw_ids,
    "csw.page": split_csw_page,
    "iso.services": list_services,
    "ows.layers": read_layers,
    "map": map_content,
    "make": make_content,
}

load_everything()  # the child can open no file

_RDF_XML = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'

WARM_UP: list[tuple[str, bytes, JsonObject]] = [
    ("xml.check", b"<a/>", {}),
    ("xml.check", b"<a", {}),
    ("rdf.triples", _RDF_XML, {}),
    ("rdf.triples", b'<urn:a> <urn:b> "\xe9"@fr_FR .', {}),
    ("rdf.triples", b"<urn:a> => <urn:b> .", {}),
    ("rdf.triples", _RDF_XML + b"<", {}),
    ("ows.layers", b'<WMS_Capabilities version="1.3.0"/>', {"url": "http://localhost/"}),
    ("geoclip.sheet", smallest_workbook("é"), {"where": ""}),
    ("table.rows", smallest_workbook("é"), {"where": "", "expected": []}),
    ("geoclip.sheet", b"PK", {"where": ""}),
    ("rdf.triples", b'{"@context": {"b": "urn:b"}, "@id": "urn:a", "b": 1}', {}),
]
"""Small documents read once before the limits fall, good ones and bad ones, so that whatever the parsers load
late is loaded. Add one per task that uses a library of its own."""
