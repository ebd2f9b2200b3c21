"""The output schemas that a CSW is asked for: their address, the type name that goes with it, the media type.

The media types are our own names for what is kept; which mapper reads a record is decided by them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

SchemaChoice = Literal["iso19139", "iso19115-3", "auto"]
SCHEMA_CHOICES: tuple[SchemaChoice, ...] = ("iso19139", "iso19115-3", "auto")

GMD = "http://www.isotc211.org/2005/gmd"
MDB = "http://standards.iso.org/iso/19115/-3/mdb/"
CSW = "http://www.opengis.net/cat/csw/2.0.2"
DCAT = "http://www.w3.org/ns/dcat#"
GEODCAT = "http://data.europa.eu/930/"
LABELS = {CSW: "Dublin Core", DCAT: "DCAT", GEODCAT: "GeoDCAT-AP"}
"""What people call the schemas that are not asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputSchema:
    """One schema: `outputSchema` and `typeNames` of a request."""

    uri: str
    type_name: str


ISO19139 = OutputSchema(uri=GMD, type_name="gmd:MD_Metadata")
ISO19115_3 = OutputSchema(uri=f"{MDB}2.0", type_name="mdb:MD_Metadata")
DUBLIN_CORE = OutputSchema(uri=CSW, type_name="csw:Record")


def choose_schema(choice: str, offered: Iterable[str]) -> OutputSchema:
    """Return the schema to ask for, among those that the capabilities offer.

    `auto` prefers ISO 19139, which a catalogue of both kinds converts to, and takes ISO 19115-3 where that is
    all there is.
    """
    said = list(offered)
    newer = max((uri for uri in said if uri.startswith(MDB)), default=None)
    is_newer = choice == "iso19115-3" or (choice == "auto" and newer is not None and GMD not in said)
    if not is_newer:
        return ISO19139
    return OutputSchema(uri=newer or ISO19115_3.uri, type_name=ISO19115_3.type_name)


def label_of(uri: str) -> str:
    """Return what people call a schema, its address where it has no name."""
    if uri == GMD:
        return "ISO 19139"
    return "ISO 19115-3" if uri.startswith(MDB) else LABELS.get(uri, uri)
