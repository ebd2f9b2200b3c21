"""ISO 19139 records cut out of real files, for a server to hold."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

RECORDS = ("{http://www.isotc211.org/2005/gmd}MD_Metadata", "{http://www.isotc211.org/2005/gmi}MI_Metadata")


def cut_records(path: Path) -> Iterator[bytes]:
    """Yield the records of a file, alone or in a page of a CSW; nothing for a file that is no XML."""
    try:
        root = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    except etree.XMLSyntaxError:
        return
    for record in root.iter(*RECORDS):
        if next(record.iterancestors(*RECORDS), None) is None:
            yield etree.tostring(record, encoding="utf-8", with_tail=False)
