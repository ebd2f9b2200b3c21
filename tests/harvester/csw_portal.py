"""A CSW 2.0.2 on loopback that filters by date, lists ids, gives records by id, and fails where a test says.

`tests.harvester.replay.csw` replays pages; this one is a catalogue, whose records a test can change.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from tests.harvester import replay
from tests.harvester.samples import iso_record

OGC = "{http://www.opengis.net/ogc}"
CSW = "{http://www.opengis.net/cat/csw/2.0.2}"
BY_ID = '<csw:GetRecordByIdResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2">{records}</csw:GetRecordByIdResponse>'
BRIEF = (
    '<csw:BriefRecord xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier>{id}</dc:identifier>'
    "<dc:title>court</dc:title></csw:BriefRecord>"
)
Breaking = Literal["exception", "500", "400", "unreadable"]
Refused = Literal["since", "brief", "sort", "by-id", "hits"]


@dataclass(slots=True, kw_only=True)
class Kept:
    """One record of the catalogue, with its date stamp."""

    id: str
    content: bytes
    stamp: str = "2026-01-01"


@dataclass(slots=True, kw_only=True)
class CswPortal:
    """The catalogue and its faults: `breaking` names the ids whose full record no page can hold.

    `brief_ids` is False where the brief records do not say their ids; `gmd_brief` where they are ISO records.
    """

    records: list[Kept]
    cap: int = 100
    breaking: dict[str, Breaking] = field(default_factory=dict)
    refuses: frozenset[Refused] = frozenset()
    brief_ids: bool = True
    brief_in_iso: bool = False
    hidden_by_id: frozenset[str] = frozenset()
    attributes: Callable[[int, int, int], dict[str, int]] = replay.standard_attributes
    most_at_once: int | None = None

    def __call__(self, asked: replay.Asked) -> replay.Answer:
        """Answer one request."""
        if asked.method == "GET":
            return replay.Answer(content=replay.CAPABILITIES.replace("{post}", f"{asked.root}/csw").encode())
        request = etree.fromstring(asked.body.encode())
        if etree.QName(request).localname == "GetRecordById":
            return self._by_id(request)
        return self._list(request)

    def _list(self, request: etree._Element) -> replay.Answer:
        elements = request.findtext(f".//{CSW}ElementSetName")
        since = request.findtext(f".//{OGC}PropertyIsGreaterThanOrEqualTo/{OGC}Literal")
        is_sorted = request.find(f".//{OGC}SortBy") is not None
        is_hits = request.get("resultType") == "hits"
        asked = {"since": bool(since), "sort": is_sorted, "brief": elements == "brief" and not is_hits}
        if any(asked.get(name) for name in self.refuses) or ("hits" in self.refuses and is_hits):
            return exception("InvalidParameterValue")
        found = [record for record in self.records if record.stamp >= (since or "")]
        if is_sorted:
            found = sorted(found, key=lambda record: record.id)
        return self._page(request, found, elements or "full", is_hits=is_hits)

    def _page(
        self, request: etree._Element, found: list[Kept], elements: str, *, is_hits: bool
    ) -> replay.Answer:
        start, most = int(request.get("startPosition") or 1), int(request.get("maxRecords") or 10)
        page = [] if is_hits else found[start - 1 : start - 1 + min(most, self.cap)]
        if elements == "full" and (fault := self._fault_of(page, most)):
            return fault
        said = self.attributes(start, len(page), len(found))
        attributes = " ".join(f'{name}="{value}"' for name, value in said.items())
        joined = b"".join(self._written(record, elements) for record in page).decode()
        return replay.Answer(content=replay.RESPONSE.format(attributes=attributes, records=joined).encode())

    def _written(self, record: Kept, elements: str) -> bytes:
        if elements == "full" or self.brief_in_iso:
            return record.content
        return BRIEF.format(id=record.id if self.brief_ids else "").encode()

    def _fault_of(self, page: list[Kept], most: int) -> replay.Answer | None:
        if self.most_at_once is not None and most > self.most_at_once:
            return replay.Answer(content=b"", status=500)
        ways = [self.breaking[record.id] for record in page if record.id in self.breaking]
        return broken(ways[0]) if ways else None

    def _by_id(self, request: etree._Element) -> replay.Answer:
        if "by-id" in self.refuses:
            return exception("OperationNotSupported")
        ids = {element.text for element in request.findall(f"{CSW}Id")} - self.hidden_by_id
        page = [record for record in self.records if record.id in ids]
        if fault := self._fault_of(page, len(page)):
            return fault
        joined = b"".join(record.content for record in page).decode()
        return replay.Answer(content=BY_ID.format(records=joined).encode())


def catalogue(count: int, **more: object) -> CswPortal:
    """Return a catalogue of so many records, `fiche-00` and on."""
    records = [kept(number) for number in range(count)]
    return CswPortal(records=records, **more)


def kept(number: int, title: str | None = None, stamp: str = "2026-01-01") -> Kept:
    """Return a small record of the catalogue."""
    name = f"fiche-{number:02}"
    content = iso_record(number, title or name).replace(f"fiche-{number}<".encode(), f"{name}<".encode(), 1)
    return Kept(id=name, content=content, stamp=stamp)


def exception(code: str) -> replay.Answer:
    """Return an exception report with status 200, as many servers answer it."""
    return replay.Answer(content=replay.EXCEPTION.format(code=code, text="refusé").encode())


def broken(way: Breaking) -> replay.Answer:
    """Return what a server answers when one record breaks its page."""
    if way in ("500", "400"):
        return replay.Answer(content=b"<html/>", status=int(way))
    if way == "unreadable":
        return replay.Answer(content=replay.RESPONSE.format(attributes="", records="<gmd:MD_").encode())
    return exception("NoApplicableCode")
