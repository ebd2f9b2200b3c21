"""The capabilities of a CSW, read by OWSLib from bytes that our session fetched, in the parser child."""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree
from owslib.catalogue.csw2 import CatalogueServiceWeb

from harvester.errors import SourceMisbehaved
from harvester.formats.csw_document import local_name
from harvester.formats.words import squeeze
from harvester.gateway.xml import parse_xml

_PYCSW = re.compile(rb"<!--\s*(pycsw \d+(?:\.\w+)*)\s*-->")
"""pycsw signs its answers with a comment."""


def read_capabilities(content: bytes, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return `{"title", "provider", "software", "version", "operations": [name], "post_urls": [url],
    "schemas": [output schema]}`; `software` is None where the document is not signed.

    Options: `url`, `media_type`. Raises `SourceMisbehaved("unexpected-answer")` for another document.
    """
    root = parse_xml(content, options.get("media_type")).root
    if local_name(root) != "Capabilities":
        found = local_name(root)
        raise SourceMisbehaved("unexpected-answer", url=options["url"], found=found, expected="Capabilities")
    service = _ReadService(root)
    get_records = next((op for op in service.operations if getattr(op, "name", "") == "GetRecords"), None)
    identification = service.identification
    return {
        "title": squeeze(getattr(identification, "title", None)) or None,
        "provider": squeeze(getattr(service.provider, "name", None)) or None,
        "software": signed[1].decode() if (signed := _PYCSW.search(content)) else None,
        "version": root.get("version"),
        "operations": [op.name for op in service.operations if hasattr(op, "name")],
        "post_urls": [
            method["url"] for method in getattr(get_records, "methods", []) if method["type"] == "Post"
        ],
        "schemas": list(getattr(get_records, "parameters", {}).get("outputSchema", {}).get("values", [])),
    }


class _ReadService(CatalogueServiceWeb):
    """OWSLib's reader on a document at hand: its constructor asks for capabilities and gets this one."""

    def __init__(self, root: etree._Element) -> None:
        self._exml = etree.ElementTree(root)
        super().__init__("http://localhost/", version="2.0.2")

    def _invoke(self) -> None:
        self.exceptionreport = None
