"""Whatever an item of a JSON kind holds, it becomes a record that can be kept, or is rejected with reason."""

import json
from dataclasses import replace
from random import Random

import pytest

from catalogue.copying import with_changes
from catalogue.record_json import content_hash, dumps, loads
from catalogue.territories import load_gazetteer
from harvester.connector import IDENTITY_KEYS
from harvester.connectors import CONNECTORS
from harvester.errors import RecordRejected
from harvester.normalise import NormaliseContext, normalise
from tests.harvester import replay
from tests.harvester.mangling import mangled
from tests.harvester.samples import SAMPLES

KINDS = ("ckan", "geoclip", "opendatasoft", "udata")
TRIES = 800


def foreign_part_of(kind, document):
    """What the portal wrote: an item of a Géoclip also holds what the connector put around it."""
    return ("entry", document["entry"]) if kind == "geoclip" else (None, document)


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def items(listing, kind):
    with replay.serve(SAMPLES[kind].whole()) as running:
        return listing(kind, url=running.url + SAMPLES[kind].path, options=SAMPLES[kind].options).items


def test_absurd_values_end_as_a_record_or_a_reason(items, kind, declare):
    source = declare(kind, url="https://portail.example.fr", options=SAMPLES[kind].options)
    context = NormaliseContext(gazetteer=load_gazetteer(), source_title="Portail")
    chance, kept, refused = Random(1), 0, set()
    for number in range(TRIES):
        item = items[number % len(items)]
        document = json.loads(item.content)
        name, part = foreign_part_of(kind, document)
        part = mangled(chance, part)
        content = json.dumps(part if name is None else document | {name: part}).encode()
        try:
            record = CONNECTORS[kind].to_record(replace(item, content=content), source.options)
        except RecordRejected as reason:
            refused.add(reason.kind)
            continue
        extras = {key: value for key, value in record.extras.items() if key != IDENTITY_KEYS}
        once = normalise(with_changes(record, extras=extras), context).record
        assert loads(dumps(once)) == once, content[:2_000]
        assert normalise(once, context).record == once, content[:2_000]
        assert once.title.strip()
        assert len(content_hash(once)) == 64
        kept += 1
    assert kept > TRIES / 4
    assert refused <= {"no-title", "not-public"}
