"""The steps together: what goes in one way comes out the same each time, and nothing is lost."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.record import Record
from catalogue.record_json import from_json, to_json
from catalogue.record_parts import Agent, Distribution, Period
from catalogue.source import SourceDefaults
from catalogue.territories import load_gazetteer
from harvester.normalise import STEPS, UNMAPPED, NormaliseContext, normalise

CONTEXT = NormaliseContext(
    gazetteer=load_gazetteer(),
    source_title="Observatoire régional",
    source_territories=("fr:region:32",),
    defaults=SourceDefaults(licence="odc-odbl", keywords=("santé",)),
)

WORDS = [
    "Licence Ouverte Etalab",
    "Licence SINP",
    "Tous droits réservés",
    "CC BY-NC-SA",
    "ODbl",
    "notspecified",
    "lov2",
    "Annuelle",
    "Y6",
    "6M/Y7",
    "Région Bretagne",
    "Alsace",
    "France métropolitaine (hors Corse)",
    "69",
    "75056",
    "France métropolitaine et TOM",
    "Europe",
    "Régions Bretagne et Pays-de-la-Loire",
    "Site",
    "Maille 2kmx2km",
    "1:25000",
    "25 ha",
    "Zone",
    "HEAL",
    "Environnement",
    "environment",
    "hy Hydrographie",
    "Nuisance/Bruit",
    "Licorne",
    "Polluants de l'air",
    "Buit",
    "Sols",
    "Eau",
    "air",
    "Habitats et biotopes",
    "['2006', 'en cours']",
    "mars 2019",
    "31/02/2020",
    "2018-2020",
    "9999-12-31",
    "2020-01-01T00:00:00Z",
    "1231",
    "fr/csv",
    "shp (wgs84)",
    "document",
    "text/csv;charset=utf-8",
    "Pas de restriction d’accès public",
    "Article 13.1.f",
    "open",
    "non communicable",
    "a\u202eb",
    "e\u0301",
    "\u00a0",
    "zoning:cpts:12",
    "country:fr",
    "None",
    "['']",
    "",
    " ",
]
words = st.sampled_from(WORDS) | st.text(max_size=30)
lists = st.lists(words, max_size=3).map(tuple)
maybe = st.none() | words
periods = st.none() | st.builds(Period, start=maybe, end=maybe)
files = st.builds(
    Distribution,
    url=st.sampled_from(["https://x.fr/a.csv.gz", "https://x.fr/?service=WFS", "http://[bad", None]),
    format=maybe,
    media_type=maybe,
    licence=maybe,
    protocol=st.sampled_from([None, "OGC:WFS", "WWW:LINK", "?"]),
)
records = st.builds(
    Record,
    title=words,
    acronym=maybe,
    keywords=lists,
    nature=maybe,
    topics=lists,
    themes=lists,
    inspire_themes=lists,
    milieux=lists,
    exposure_factors=lists,
    publisher=st.none() | st.builds(Agent, name=words),
    access=maybe,
    access_reasons=lists,
    licence=maybe,
    licence_text=maybe,
    territories=lists,
    granularities=lists,
    temporal=periods,
    frequency=maybe,
    issued=maybe,
    modified=maybe,
    next_update=maybe,
    distributions=st.lists(files, max_size=2).map(tuple),
    extras=st.just({}) | st.builds(lambda text: {"access_text": text}, words),
)


@settings(max_examples=300, deadline=None)
@given(records)
def test_normalising_twice_changes_nothing(record):
    once = normalise(record, CONTEXT).record
    assert normalise(once, CONTEXT).record == once


@settings(max_examples=100, deadline=None)
@given(records)
def test_the_same_record_gives_the_same_result_and_survives_its_json(record):
    first = normalise(record, CONTEXT)
    assert normalise(record, CONTEXT) == first
    assert from_json(json.loads(json.dumps(to_json(first.record)))) == first.record


@settings(max_examples=100, deadline=None)
@given(records)
def test_evidence_names_its_step_and_how_sure_it_is(record):
    evidence = normalise(record, CONTEXT).evidence
    assert all(item.step and item.field and 0 < item.confidence <= 1 for item in evidence)
    assert all(len(item.seen) <= 300 for item in evidence)


def test_what_cannot_be_read_is_kept_with_its_field():
    record = Record(
        title="Sites",
        licence_text="Licence SINP",
        frequency="Y6",
        territories=("Europe", "Région Bretagne"),
        granularities=("UCS",),
        themes=("Licorne",),
        modified="31/02/2020",
        distributions=(Distribution(url="https://example.org/x", format="document"),),
    )
    made = normalise(record, CONTEXT).record
    assert made.extras[UNMAPPED] == [
        ["licence", "Licence SINP"],
        ["themes", "Licorne"],
        ["territories", "Europe"],
        ["granularities", "UCS"],
        ["modified", "31/02/2020"],
        ["frequency", "Y6"],
        ["distributions.format", "document"],
    ]
    assert (made.licence, made.licence_text, made.territories) == (
        "notspecified",
        "Licence SINP",
        ("fr:region:53",),
    )


def test_a_row_of_words_becomes_a_record_of_codes():
    record = Record(
        title="Mesures de bruit\u00a0dans l’agglomération de Lyon ",
        publisher=Agent(name="Acoucité"),
        keywords=("Mesures de bruit",),
        licence_text="Licence Ouverte Etalab",
        territories=("Lyon",),
        granularities=("Site",),
        exposure_factors=("Bruit",),
        themes=("Environnement",),
        temporal=Period(start="['2006', 'en cours']"),
        frequency="Hebdomadaire",
    )
    made = normalise(record, CONTEXT).record
    assert to_json(made) == {
        "status": "active",
        "kind": "dataset",
        "title": "Mesures de bruit dans l’agglomération de Lyon",
        "keywords": ["Mesures de bruit"],
        "topics": ["bruit"],
        "themes": ["ENVI"],
        "exposure_factors": ["bruit"],
        "publisher": {"name": "Acoucité"},
        "access": "public",
        "personal_data": "unknown",
        "licence": "lov2",
        "licence_text": "Licence Ouverte Etalab",
        "territories": ["fr:commune:69123"],
        "granularities": ["point"],
        "temporal": {"start": "2006-01-01"},
        "frequency": "weekly",
    }


def test_what_a_silent_record_gets_from_its_source():
    made = normalise(Record(title="Carte"), CONTEXT).record
    assert made.publisher == Agent(name="Observatoire régional")
    assert (made.keywords, made.licence, made.territories) == (("santé",), "odc-odbl", ("fr:region:32",))
    assert (made.frequency, made.temporal) == (None, None)


def test_each_step_has_a_module_and_each_module_a_test():
    package = Path(__file__).parent
    modules = {step.__module__.rpartition(".")[2] for step in STEPS}
    assert len(modules) == len(STEPS)
    assert [name for name in sorted(modules) if not (package / f"test_{name}.py").is_file()] == []


class TestRealCatalogues:
    """Every distinct value of real catalogues is mapped as far as it says, and what is missed is kept."""

    def test_udata_codes_need_no_second_look(self, real_files):
        tried = 0
        for path in real_files("data/json-api-fr/udata-datasets/**/*.json"):
            dataset = json.loads(path.read_bytes())
            spatial = dataset.get("spatial") or {}
            record = Record(
                title=dataset["title"],
                licence=dataset.get("license"),
                frequency=dataset.get("frequency"),
                granularities=tuple(filter(None, [spatial.get("granularity")])),
                territories=tuple(zone for zone in spatial.get("zones") or () if not is_foreign(zone)),
                issued=dataset.get("created_at"),
                modified=dataset.get("last_modified"),
                temporal=Period(**dataset["temporal_coverage"]) if dataset.get("temporal_coverage") else None,
            )
            assert normalise(record, CONTEXT).record.extras == {}, path
            tried += 1
        print(f"{tried} real datasets of data.gouv.fr normalised")
        assert tried > 100


def is_foreign(zone):
    return zone.startswith("country:") and zone != "country:fr"


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_a_step_leaves_an_empty_record_standing(step):
    result = step(Record(title="Carte"), NormaliseContext(gazetteer=load_gazetteer()))
    assert result.record.title == "Carte"
    assert UNMAPPED not in result.record.extras
