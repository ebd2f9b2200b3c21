"""The JSON form of a record, which is the one of storage, API, export and golden files."""

import json
import string
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import record_json
from catalogue.errors import RecordUnreadable
from catalogue.record import Record
from catalogue.record_parts import (
    AccessConditions,
    Agent,
    Checksum,
    ClosedSince,
    Confidentiality,
    Contact,
    Convention,
    Distribution,
    Indicator,
    IndicatorLevel,
    JoinKey,
    Observatory,
    Period,
    Provenance,
    Quality,
    QualityIssue,
    RelatedLink,
    SpatialResolution,
    Study,
    Validation,
)

WHOLE = Record(
    id="2f0c0c56-0d0a-5b1e-9a53-0f6f5e1c7f10",
    status="archived",
    identifier="fr-120066022-jdd-1",
    kind="indicator",
    title="Part des logements exposés au bruit",
    acronym="PLEB",
    description="Calculée par commune.",
    language="fr",
    keywords=("bruit", "logement"),
    nature="quantitative",
    collection_method="enquête",
    translations={"en": {"title": "Share of homes exposed to noise"}},
    topics=("noise",),
    themes=("HEAL",),
    inspire_themes=("hh",),
    milieux=("air",),
    exposure_factors=("bruit",),
    publisher=Agent(name="Insee", uri="https://www.insee.fr/", siren="120027016"),
    creators=(Agent(name="Acoucité"),),
    contacts=(
        Contact(name="Service", role="pointOfContact", email="a@example.org", url="https://example.org"),
    ),
    access="restricted",
    access_reasons=("L124-4",),
    access_conditions=AccessConditions(eligible=("chercheurs",), procedure="demande", cost="gratuit"),
    confidentiality=Confidentiality(threshold=11, method="secret"),
    closed_since=ClosedSince(date="2024-01-01", reason="secret"),
    aggregate_of="x",
    personal_data="none",
    licence="lov2",
    licence_text="Licence Ouverte",
    territories=("fr:region:84",),
    bbox=(2.0, 44.1, 7.2, 46.8),
    granularities=("commune",),
    spatial_resolution=SpatialResolution(scale=25000, metres=10.0),
    crs=("EPSG:2154",),
    join_keys=(JoinKey(key="code-insee", vintage="2024"),),
    temporal=Period(start="2020-01-01", end="2024-12-31"),
    frequency="annual",
    issued="2021-01-01",
    modified="2024-01-01",
    next_update="2025-01-01",
    landing_page="https://example.org/page",
    distributions=(
        Distribution(
            url="https://example.org/a.csv", byte_size=0, checksum=Checksum(algorithm="md5", value="0")
        ),
    ),
    conforms_to=("https://example.org/schema",),
    lineage="Relevés.",
    related=(RelatedLink(relation="isBasedOn", url="https://example.org/b"),),
    series_of="y",
    observatory=Observatory(level="region", tools=("carte",), club_member=False),
    convention=Convention(parties=("Ville", "CPAM"), scale="iris", years=("2024",)),
    study=Study(date="2024", authors=("ORS",)),
    indicator=Indicator(code="i1", unit="%", levels=(IndicatorLevel(level="commune", vintage="2024"),)),
    provenance=(Provenance(source="air", remote_id="1"),),
    field_sources={"title": "air"},
    validation=Validation(state="validated", by="équipe", at="2024-01-01"),
    quality=Quality(score=0, issues=(QualityIssue(slug="no-description", field="description"),)),
    extras={"unmapped": [["licence", "?"]]},
)

texts = st.text(string.printable + "éàœ’\u202e🌳", max_size=12)
records = st.builds(
    Record,
    title=texts,
    description=st.none() | texts,
    keywords=st.lists(texts, max_size=3).map(tuple),
    publisher=st.none() | st.builds(Agent, name=texts),
    bbox=st.none() | st.tuples(*[st.floats(-180, 180)] * 4),
    extras=st.dictionaries(texts, st.none() | st.booleans() | st.integers() | texts, max_size=3),
)


def test_text_and_hash_come_together_as_they_come_alone():
    assert record_json.dumps_and_hash(WHOLE) == (record_json.dumps(WHOLE), record_json.content_hash(WHOLE))


def test_every_field_is_in_the_example():
    unsaid = [f.name for f in fields(Record) if getattr(WHOLE, f.name) in (None, "", (), {})]
    assert unsaid == []


def test_a_whole_record_comes_back():
    assert record_json.loads(record_json.dumps(WHOLE)) == WHOLE


@given(records)
def test_any_record_comes_back_saying_the_same(record):
    text = record_json.dumps(record)
    again = record_json.loads(text)
    assert record_json.dumps(again) == text
    assert record_json.content_hash(again) == record_json.content_hash(record)


def test_absent_values_are_left_out_but_zero_and_false_are_not():
    data = record_json.to_json(WHOLE)
    assert data["distributions"][0]["byte_size"] == 0
    assert data["observatory"]["club_member"] is False
    assert "start" not in record_json.to_json(Record(temporal=Period(end="2024")))["temporal"]
    assert record_json.to_json(Record()) == {
        "status": "active",
        "kind": "dataset",
        "personal_data": "unknown",
    }


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"titel": "x"}, "record.titel"),
        ({"title": 3}, "record.title"),
        ({"kind": "map"}, "record.kind"),
        ({"bbox": [1, 2, 3]}, "record.bbox"),
        ({"keywords": "air"}, "record.keywords"),
        ({"keywords": ["air", 3]}, "record.keywords"),
        ({"publisher": {"uri": "x"}}, "record.publisher.name"),
        ({"publisher": "Insee"}, "record.publisher"),
        ({"distributions": [{"byte_size": "12"}]}, "record.distributions"),
        ({"distributions": [{"byte_size": True}]}, "record.distributions"),
    ],
)
def test_what_does_not_fit_is_named(change, where):
    with pytest.raises(RecordUnreadable) as error:
        record_json.from_json({"title": "x", **change})
    assert error.value.where.startswith(where)


def test_the_hash_is_of_what_a_record_says():
    moved = record_json.from_json(
        {**record_json.to_json(WHOLE), "id": "z", "status": "active", "provenance": []}
    )
    assert record_json.content_hash(moved) == record_json.content_hash(WHOLE)
    other = record_json.from_json({**record_json.to_json(WHOLE), "title": "autre"})
    assert record_json.content_hash(other) != record_json.content_hash(WHOLE)
    assert json.loads(record_json.dumps(WHOLE))["bbox"] == [2.0, 44.1, 7.2, 46.8]
