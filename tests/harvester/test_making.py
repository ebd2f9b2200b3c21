"""Records made in the child are what mapping and normalising make of the same item here."""

import json

import pytest

from catalogue import record_json
from catalogue.copying import with_changes
from catalogue.json_form import plain
from catalogue.record import Record
from catalogue.source import Source, SourceDefaults
from catalogue.territories import load_gazetteer
from harvester import making
from harvester.connector import IDENTITY_KEYS, RawItem, RejectedItem
from harvester.connectors import CONNECTORS
from harvester.gateway import ParserGateway
from harvester.making import MadeRecord, make_content, make_records
from harvester.mapping import map_items
from harvester.normalise import NormaliseContext, normalise
from tests.harvester.samples import iso_record

CSW = Source(id="s", kind="csw", title="Essai", url="https://g.example/csw")
CONTEXT = NormaliseContext(
    gazetteer=load_gazetteer(),
    source_title="Essai",
    source_territories=("fr:region:84",),
    defaults=SourceDefaults(licence="lov2", keywords=("air",)),
)


def item(number, content=None):
    content = iso_record(number) if content is None else content
    return RawItem(remote_id=str(number), content=content, media_type="x")


def made_here(record):
    """What the child should answer for a mapped record."""
    extras = dict(record.extras)
    keys = tuple(extras.pop(IDENTITY_KEYS, ()))
    normalised = normalise(with_changes(record, extras=extras), CONTEXT)
    text, content_hash = record_json.dumps_and_hash(normalised.record)
    return MadeRecord(
        record=text,
        content_hash=content_hash,
        keys=keys,
        evidence=json.dumps(plain(normalised.evidence), ensure_ascii=False),
    )


def test_records_are_mapped_and_normalised_in_the_child(parser):
    items = [item(number) for number in range(5)]
    mapped = map_items(parser, CSW, items)
    assert make_records(parser, CSW, CONTEXT, items) == [made_here(record) for record in mapped]
    first = record_json.loads(made_here(mapped[0]).record)
    assert (first.title, first.licence, first.territories) == ("Fiche 0", "lov2", ("fr:region:84",))


def test_every_real_record_is_made_in_the_child(parser, real_files):
    """The child has everything at hand that a step reads, though it can open no file."""
    files = real_files("data/iso19139-fr/**/*.xml")
    items = [item(number, file.read_bytes()) for number, file in enumerate(files)]
    mapped = map_items(parser, CSW, items)
    made = make_records(parser, CSW, CONTEXT, items)
    for before, after in zip(mapped, made, strict=True):
        if isinstance(before, Record):
            assert after == made_here(before)
        else:
            assert after == before


def test_nothing_to_make_needs_no_child():
    gateway = ParserGateway()
    assert make_records(gateway, CSW, CONTEXT, []) == []
    assert gateway.child_pid is None


def test_a_record_that_is_rejected_keeps_its_bytes_and_its_reason(parser):
    empty = item(1, iso_record(1, " "))
    good, bad = make_records(parser, CSW, CONTEXT, [item(0), empty])
    assert isinstance(good, MadeRecord)
    assert isinstance(bad, RejectedItem)
    assert (bad.kind, bad.content) == ("no-title", empty.content)


@pytest.mark.parametrize("error", [KeyError("x"), TypeError("x"), ValueError("x"), AttributeError("x")])
def test_f42_a_step_that_stumbles_rejects_its_item_alone(monkeypatch, error):
    class Plain:
        def to_record(self, raw, _options):
            return Record(title=raw.remote_id)

    def stumble(record, context):
        if record.title == "1":
            raise error
        return normalise(record, context)

    monkeypatch.setitem(CONNECTORS, "plain", Plain())
    monkeypatch.setattr(making, "normalise", stumble)
    options = {
        "kind": "plain",
        "options": {},
        "context": {"title": "", "territories": [], "defaults": {}},
        "items": [
            {"remote_id": str(number), "media_type": "x", "remote_url": None, "size": 0}
            for number in range(3)
        ],
    }
    good, bad, other = make_content(b"", options)
    assert json.loads(good["record"])["title"] == "0"
    assert json.loads(other["record"])["title"] == "2"
    assert bad["rejected"]["kind"] == "unmappable"
    assert type(error).__name__ in bad["rejected"]["facts"]["detail"]


def test_half_a_character_that_no_database_keeps_rejects_its_item(monkeypatch):
    class Odd:
        def to_record(self, *_):
            return Record(title="Air", description="moitié \ud800")

    monkeypatch.setitem(CONNECTORS, "odd", Odd())
    options = {
        "kind": "odd",
        "options": {},
        "context": {"title": "", "territories": [], "defaults": {}},
        "items": [{"remote_id": "1", "media_type": "x", "remote_url": None, "size": 0}],
    }
    (answer,) = make_content(b"", options)
    assert answer["rejected"]["kind"] == "unmappable"
