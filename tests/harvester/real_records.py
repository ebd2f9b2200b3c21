"""Records cut out of real files, and the committed list of those that are refused.

`refused.tsv` has a line per record of a real file that becomes none: its file below the folder of data, the
number of the record in the file (from 1; 0: the file itself), the kind of reason. The list is right as long
as the tests say so: a line too many fails them as one too few.
"""

from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from catalogue.record import Record
from harvester.connector import RawItem, RejectedItem
from harvester.connectors.csw_items import MEDIA_TYPES
from harvester.connectors.csw_reader import CswRecord
from harvester.errors import HarvestError, RecordRejected
from harvester.formats.csw_document import find_standard
from harvester.gateway import ParserGateway

REFUSED = Path(__file__).parent / "refused.tsv"
TITLE = ".//{*}identificationInfo//{*}citation/*/{*}title"
_RECORD_NAMES = ("{*}MD_Metadata", "{*}MI_Metadata", "{*}CHE_MD_Metadata")

Refusal = tuple[str, int, str]
"""File, number of the record, kind of reason."""


def list_refused(*folders: str) -> set[Refusal]:
    """Return the committed refusals of some folders of data."""
    rows = (line.split("\t") for line in REFUSED.read_text("utf-8").splitlines()[1:])
    return {(name, int(number), kind) for name, number, kind in rows if name.startswith(folders or "")}


def name_of(path: Path) -> str:
    """Return the name of a real file below the folder of data."""
    return path.as_posix().rpartition("/data/")[2]


def iso_items(path: Path, gateway: ParserGateway) -> list[RawItem | RejectedItem]:
    """Return the records of a file: of a page of a CSW, split as the connector does; of any other file, the
    ISO records that are not inside another; the file itself where there is none.
    """
    content = path.read_bytes()
    if b"GetRecordsResponse" in content or b"GetRecordByIdResponse" in content:
        _, *parts = gateway.run("csw.page", content, {"url": path.name}, where=path.name)
        return [_to_item(CswRecord(**part)) for part in parts]
    items: list[RawItem | RejectedItem] = []
    for number, element in enumerate(_iso_elements(content), 1):
        media_type = MEDIA_TYPES[find_standard(element) or "iso19139"]
        cut = etree.tostring(element, encoding="utf-8", with_tail=False)
        items.append(RawItem(remote_id=f"{path.name}#{number}", content=cut, media_type=media_type))
    whole = RawItem(remote_id=path.name, content=content, media_type=MEDIA_TYPES["iso19139"])
    return items or [whole]


def _to_item(record: CswRecord) -> RawItem | RejectedItem:
    if record.standard is None:
        error = RecordRejected("not-iso", found=record.found)
        return RejectedItem(remote_id=record.remote_id, kind=error.kind, message=str(error))
    media_type = MEDIA_TYPES[record.standard]
    return RawItem(remote_id=record.remote_id, content=record.content, media_type=media_type)


def _iso_elements(content: bytes) -> list[etree._Element]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        found = list(etree.fromstring(content, parser).iter(*_RECORD_NAMES))
    except etree.XMLSyntaxError:
        return []
    inner = {one for element in found for one in element.iterdescendants(*_RECORD_NAMES)}
    return [element for element in found if element not in inner]


def has_title(item: RawItem) -> bool:
    """Tell whether a record says in some title what it is about."""
    try:
        titles = etree.fromstring(item.content).findall(TITLE)
    except etree.XMLSyntaxError:
        return False
    said = (" ".join("".join(map(str, title.itertext())).split()) for title in titles[:1])
    return any(text not in ("", "?", "TODO") and not text.startswith("-- ") for text in said)


def refusals(path: Path, results: Iterable[Record | RejectedItem]) -> set[Refusal]:
    """Return the refusals among the results of a file, and print them with their reasons."""
    found: set[Refusal] = set()
    for number, result in enumerate(results, 1):
        if isinstance(result, RejectedItem):
            found.add(_told(path, number, result.kind, result.message))
    return found


def refusal_of_file(path: Path, error: HarvestError | None) -> set[Refusal]:
    """Return the refusal of a file whose listing ended with an error, none where it was read to its end."""
    if error is None:
        return set()
    return {_told(path, 0, error.kind, str(error))}


def _told(path: Path, number: int, kind: str, message: str) -> Refusal:
    """Print a refusal as a line of the list, and why."""
    print(f"{name_of(path)}\t{number}\t{kind}\n    {message}")
    return (name_of(path), number, kind)
