"""Items go to the child together and come back as records, or alone as rejections."""

import json
from decimal import Decimal

import pytest

from catalogue.record import Record
from catalogue.source import Source
from harvester.connector import RawItem, RejectedItem
from harvester.connectors import CONNECTORS
from harvester.errors import SourceMisbehaved, SourceUnavailable
from harvester.gateway import ParserGateway
from harvester.mapping import map_content, map_items
from tests.harvester.samples import iso_record

CSW = Source(id="s", kind="csw", title="s", url="https://g.example/csw")


def item(number, content=None):
    return RawItem(
        remote_id=str(number), content=iso_record(number) if content is None else content, media_type="x"
    )


def test_records_come_back_in_order(parser):
    records = map_items(parser, CSW, [item(number) for number in range(30)])
    assert [record.title for record in records if isinstance(record, Record)] == [
        f"Fiche {number}" for number in range(30)
    ]


def test_nothing_to_map_needs_no_child():
    gateway = ParserGateway()
    assert map_items(gateway, CSW, []) == []
    assert gateway.child_pid is None


def test_a_record_that_is_rejected_keeps_its_bytes_and_its_reason(parser):
    empty = item(1, iso_record(1, " "))
    good, bad = map_items(parser, CSW, [item(0), empty])
    assert isinstance(good, Record)
    assert isinstance(bad, RejectedItem)
    assert (bad.remote_id, bad.kind, bad.content) == ("1", "no-title", empty.content)
    assert "titre" in bad.message


def test_f42_an_item_that_breaks_its_parser_is_rejected_alone(parser):
    items = [item(0), item(1, b"<gmd:MD_Metadata"), item(2)]
    results = map_items(parser, CSW, items)
    assert [type(result) for result in results] == [Record, RejectedItem, Record]
    assert results[1].kind == "unreadable"


class Killed(ParserGateway):
    """A gateway whose child dies of one item."""

    def __init__(self, gateway, poison):
        super().__init__()
        self.gateway, self.poison, self.calls = gateway, poison, 0

    def run(self, task, content, options, *, where):
        self.calls += 1
        if self.poison in content:
            raise SourceMisbehaved("parser-limit", limit="memory", where=where)
        return self.gateway.run(task, content, options, where=where)


def test_f34_an_item_beyond_the_limits_is_found_by_halving(parser):
    killed = Killed(parser, b"Fiche 5<")
    results = map_items(killed, CSW, [item(number) for number in range(8)])
    assert [type(result) is Record for result in results] == [number != 5 for number in range(8)]
    assert results[5].kind == "parser-limit"
    assert killed.calls == 7


def test_a_gateway_that_cannot_start_is_no_fault_of_the_items():
    class Gone(ParserGateway):
        def run(self, *_, **__):
            raise SourceUnavailable("parser-unavailable")

    with pytest.raises(SourceUnavailable):
        map_items(Gone(), CSW, [item(0)])


def deep(levels):
    return deep(levels + 1)


@pytest.mark.parametrize(
    ("stumble", "error"),
    [
        ({}.popitem, "KeyError"),
        ([].pop, "IndexError"),
        (lambda: len(json.loads("3")), "TypeError"),
        (lambda: int("x"), "ValueError"),
        (lambda: object().text, "AttributeError"),
        (lambda: int(float("1e400")), "OverflowError"),
        (lambda: 1 / 0.0, "ZeroDivisionError"),
        (lambda: Decimal("1e9") ** Decimal("1e30"), "Overflow"),
        (lambda: deep(0), "RecursionError"),
    ],
)
def test_f42_a_mapper_that_stumbles_rejects_its_item(monkeypatch, stumble, error):
    class Stumbling:
        def to_record(self, *_):
            return stumble()

    monkeypatch.setitem(CONNECTORS, "stumbling", Stumbling())
    options = {
        "kind": "stumbling",
        "options": {},
        "items": [{"remote_id": "1", "media_type": "x", "remote_url": None, "size": 0}],
    }
    (answer,) = map_content(b"", options)
    assert answer["rejected"]["kind"] == "unmappable"
    assert answer["rejected"]["facts"]["detail"].startswith(f"{error}: ")
