"""A CSW as its listing needs it: requests answered, their answers split by the parser child."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from catalogue.source import Source
from harvester.connector import FetchTools
from harvester.connectors.csw_ahead import ReadAhead
from harvester.connectors.csw_client import CswClient, CswQuery
from harvester.connectors.csw_schemas import DUBLIN_CORE, ISO19139, OutputSchema, choose_schema
from harvester.errors import HarvestError, SourceMisbehaved
from harvester.http import Fetched

PAGE_TASK = "csw.page"
IDS_TASK = "csw.ids"
CAPABILITIES_TASK = "csw.capabilities"
SORT = "apiso:Identifier"
"""Pages of an unsorted listing lose records and repeat others."""

_FAULTY_STATUSES = frozenset({400, 500})
_FAULTS = frozenset({"ows-exception", "unreadable", "parser-limit", "too-large", "too-deep"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CswRecord:
    """One record of a page; `standard` is `iso19139` or `iso19115-3`, None for an element named `found`."""

    remote_id: str
    content: bytes
    standard: str | None
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CswAnswer:
    """A page: what it says of the listing, and its records, or their ids where only these were asked."""

    matched: int | None
    following: int | None
    records: tuple[CswRecord, ...] = ()
    ids: tuple[str, ...] = ()
    nameless: int = 0

    @property
    def count(self) -> int:
        """How many records came."""
        return len(self.ids) + self.nameless


@dataclass(slots=True, kw_only=True)
class CswReader:
    """Reads one source; `sort` and `schema` change as it learns what the server accepts.

    While `ahead` is set, the page after each is asked for before it is wanted.
    """

    client: CswClient
    tools: FetchTools
    where: Mapping[str, str] = field(default_factory=dict)
    sort: str | None = SORT
    schema: OutputSchema = ISO19139
    ahead: ReadAhead | None = None

    def learn(self, choice: str) -> Mapping[str, Any]:
        """Read the capabilities: the address to post to, the schema to ask for; `choice` is the option.

        Returns what they say, nothing where they fail: a service that misbehaves here may list its records.
        """
        said: Mapping[str, Any] = {}
        try:
            answer = self.client.fetch_capabilities()
            said = self._parse(CAPABILITIES_TASK, answer)[0]
            self.client.follow(answer)
        except SourceMisbehaved:
            pass
        self.client.use_address(said.get("post_urls", ()))
        self.schema = choose_schema(choice, said.get("schemas", ()))
        return said

    def read_records(self, query: CswQuery) -> CswAnswer:
        """Return a page of full records."""
        head, *parts = self._parse(PAGE_TASK, self._fetch(query))
        records = tuple(CswRecord(**part) for part in parts)
        ids = tuple(record.remote_id for record in records)
        return CswAnswer(matched=head["matched"], following=head["next"], records=records, ids=ids)

    def read_ids(self, query: CswQuery) -> CswAnswer:
        """Return a page of ids; `query.elements` is taken as `brief`."""
        said = self._parse(IDS_TASK, self._fetch(replace(query, elements="brief")))[0]
        return CswAnswer(
            matched=said["matched"],
            following=said["next"],
            ids=tuple(said["ids"]),
            nameless=said["nameless"],
        )

    def read_by_ids(self, ids: Sequence[str]) -> tuple[CswRecord, ...]:
        """Return the records that GetRecordById gives."""
        _, *parts = self._parse(PAGE_TASK, self.client.fetch_by_ids(ids, self.schema))
        return tuple(CswRecord(**part) for part in parts)

    def read_hits(self, query: CswQuery) -> CswAnswer:
        """Return what the server says of a query without its records."""
        return self.read_ids(replace(query, hits=True))

    def find_id_at(self, query: CswQuery) -> str | None:
        """Return the id of the one record at `query.start`, asked in the schema that every CSW has
        (OGC 07-006r1 §6.3); None where that fails too.
        """
        one = replace(query, count=1, schema=DUBLIN_CORE)
        said = answered(self.read_ids, one)
        return said.ids[0] if said is not None and len(said.ids) == 1 else None

    def refused_content(self, error: HarvestError) -> bytes:
        """Return the bytes of the answer that could not be read, none where no record was in it."""
        answer = self.client.answer
        return answer.content if answer is not None and error.kind != "ows-exception" else b""

    def accepts_sort(self, query: CswQuery) -> bool:
        """Tell whether a page that failed may have failed for another reason than its order: one of the first
        two records comes in this order, or none comes in any.
        """
        ones = [replace(query, start=query.start + step, count=1) for step in (0, 1)]
        if any(answered(self.read_ids, one) for one in ones):
            return True
        return answered(replace(self, sort=None).read_ids, ones[0]) is None

    def _fetch(self, query: CswQuery) -> Fetched:
        schema = query.schema or self.schema
        full = replace(query, sort=self.sort, where=self.where, schema=schema)
        if self.ahead is None:
            return self.client.fetch_records(full)
        self.client.answer = None
        self.client.answer = answer = self.ahead.fetch(full, self.client.fetch_records)
        return answer

    def _parse(self, task: str, answer: Fetched) -> list[dict[str, Any]]:
        options = {"url": answer.url, "media_type": answer.content_type}
        return self.tools.gateway.run(task, answer.content, options, where=answer.url)


def answered(ask: Callable[[CswQuery], CswAnswer], query: CswQuery) -> CswAnswer | None:
    """Return what a query brings, None where the server does not understand it or fails at it."""
    try:
        return ask(query)
    except HarvestError as error:
        if is_fault(error):
            return None
        raise


def open_reader(source: Source, tools: FetchTools) -> CswReader:
    """Return the reader of a source as it is declared."""
    return CswReader(
        client=CswClient(source.url or "", tools.session),
        tools=tools,
        where=source.options.get("where", {}),
        sort=source.options.get("sort", SORT) or None,
    )


def is_fault(error: HarvestError) -> bool:
    """Tell whether an error may lie in what was asked, or in one record of the answer, not in the source."""
    return error.kind in _FAULTS or (
        error.kind == "http-status" and error.facts.get("status") in _FAULTY_STATUSES
    )
