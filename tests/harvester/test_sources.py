"""A declaration is taken whole or refused with everything that is wrong with it."""

from pathlib import Path

import pytest

from catalogue.json_form import decoder_of
from catalogue.source import Source, SourceDefaults
from harvester.connectors import CONNECTORS
from harvester.errors import HarvestError, SourceInvalid
from harvester.sources import parse_source, source_json

GEO = {"id": "geo2france", "kind": "csw", "url": "https://geo.example/csw"}
TABLE = {
    "id": "gd4h",
    "kind": "table",
    "path": "jeux.csv",
    "options": {"columns": {"title": "nom", "id": ["a", "b"]}},
}


def faults_of(declaration, base_folder=None):
    with pytest.raises(SourceInvalid) as caught:
        parse_source(declaration, base_folder)
    return caught.value.faults


def test_a_declaration_becomes_a_source():
    more = {
        "title": "Géo",
        "territories": ["fr:region:32"],
        "rank": 20,
        "schedule": "30 3 * * *",
        "feed": False,
    }
    defaults = {"licence": "lov2", "keywords": ["eau"]}
    source = parse_source(GEO | more | {"defaults": defaults, "options": {"page_size": 10}}, None)
    assert source == Source(
        id="geo2france",
        kind="csw",
        title="Géo",
        url="https://geo.example/csw",
        territories=("fr:region:32",),
        rank=20,
        schedule="30 3 * * *",
        feed=False,
        options={"page_size": 10},
        defaults=SourceDefaults(licence="lov2", keywords=("eau",)),
    )


def test_the_id_stands_in_for_a_title():
    assert parse_source(GEO, None).title == "geo2france"


def test_a_path_is_relative_to_the_configuration_file(tmp_path):
    source = parse_source(TABLE, tmp_path)
    assert source.path == str(tmp_path / "jeux.csv")
    assert source.namespace == "file:jeux.csv"


def test_a_column_and_a_list_of_columns_are_the_same():
    source = parse_source(TABLE, Path("/"))
    assert source.options["columns"] == {"title": ("nom",), "id": ("a", "b")}


@pytest.mark.parametrize("key", ["path", "allow_private"])
def test_only_a_configuration_file_may_reach_inside(key):
    faults = faults_of(
        {"id": "s", "kind": "table", key: "x" if key == "path" else True, "options": TABLE["options"]}
    )
    assert any(fault.startswith(f"{key} : seul le fichier de configuration") for fault in faults)


def test_every_fault_is_told_at_once():
    declaration = {
        "id": "Geo 2",
        "kind": "csw",
        "ulr": "x",
        "rank": "low",
        "enabled": "no",
        "options": {"pagesize": 1},
    }
    faults = faults_of(declaration)
    assert faults == (
        "rank : un nombre est attendu",
        "enabled : true ou false est attendu",
        "ulr : clé inconnue (vouliez-vous dire « url » ?)",
        "id : « Geo 2 » doit s'écrire en minuscules, chiffres et tirets",
        "url : cette clé est obligatoire pour une source de type csw",
        "options.pagesize : clé inconnue (vouliez-vous dire « page_size » ?)",
    )


def test_the_error_names_the_source_and_travels_as_json():
    with pytest.raises(SourceInvalid) as caught:
        parse_source(GEO | {"rank": -1}, None)
    assert str(caught.value).startswith("Source geo2france : ")
    again = HarvestError.from_json(caught.value.to_json())
    assert isinstance(again, SourceInvalid)
    assert again.faults == caught.value.faults


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        (
            {"kind": "cws"},
            f"kind : « cws » est inconnu (types connus : {', '.join(sorted(CONNECTORS))})",
        ),
        ({"url": "ftp://geo.example"}, "url : « ftp://geo.example » n'est pas une adresse http ou https"),
        ({"url": 3}, "url : un texte est attendu"),
        ({"url": "https://[::1/csw"}, "url : « https://[::1/csw » n'est pas une adresse http ou https"),
        ({"url": "https://geo.example:99999/"}, "n'est pas une adresse http ou https"),
        ({"url": "https://geo example/csw"}, "n'est pas une adresse http ou https"),
        ({"url": "ftp://u:secret@geo.example"}, "url : « ftp://geo.example » n'est pas"),
        ({"url": "https://u:secret@geo.example/csw"}, "url : ni nom ni mot de passe dans une adresse"),
        ({"title": "  "}, "title : un texte d'une ligne, non vide, est attendu"),
        ({"title": "a\u202eb"}, "title : un texte d'une ligne, non vide, est attendu"),
        ({"schedule": "99 3 * * *"}, "schedule : cinq champs de cron sont attendus"),
        ({"schedule": "0 3 * 1-13 *"}, "schedule : cinq champs de cron sont attendus"),
        ({"window": "soir"}, "window : une plage d'heures est attendue, comme 22:00-06:00"),
        ({"window": "22:00-22:00"}, "window : cette plage est vide, elle finit à l'heure où elle commence"),
        ({"path": "a.xml"}, "url et path : une source a l'un ou l'autre, pas les deux"),
        ({"rank": -1}, "rank : ce nombre est hors des bornes permises (de 0 à 1000000)"),
        ({"loss_threshold": 2}, "loss_threshold : ce nombre est hors des bornes permises (de 0 à 1)"),
        ({"territories": "fr:region:32"}, "territories : une liste de textes est attendue"),
        (
            {"defaults": {"licenc": "lov2"}},
            "defaults.licenc : clé inconnue (vouliez-vous dire « licence » ?)",
        ),
        (
            {"territories": ["Hauts-de-France"]},
            "ou country:fr (vouliez-vous dire « fr:region:32 » ?)",
        ),
        ({"territories": ["fr:region:999"]}, "« fr:region:999 » n'est pas une zone connue"),
        ({"options": 3}, "options : un sous-tableau de clés est attendu"),
        ({"id": "-a"}, "id : « -a » doit s'écrire en minuscules, chiffres et tirets"),
    ],
)
def test_a_fault_names_its_key(more, fault):
    assert fault in " ; ".join(faults_of(GEO | more, Path("/")))


def test_no_fault_repeats_a_password():
    assert "secret@" not in str(faults_of(GEO | {"url": "https://u:secret@geo.example/csw"}, Path("/")))


@pytest.mark.parametrize("schedule", ["*/15 0-6,22 1 jan-mar 7", "0 3 * * mon-fri", "never"])
def test_a_schedule_is_read_as_cron_reads_it(schedule):
    assert parse_source(GEO | {"schedule": schedule}, None).schedule == schedule


@pytest.mark.parametrize("zone", ["fr:epci:200046977", "fr:commune:01999", "zoning:cpts:12", "country:fr"])
def test_a_coverage_may_be_a_zone_of_another_vintage(zone):
    assert parse_source(GEO | {"territories": [zone]}, None).territories == (zone,)


def test_a_kind_that_reads_no_file_refuses_a_path():
    assert faults_of({"id": "s", "kind": "csw", "path": "a.xml"}, Path("/")) == (
        "path : une source de type csw se lit par url",
    )


def test_a_missing_kind_and_id_are_required():
    assert set(faults_of({"url": "https://x.example"})) == {
        "id : cette clé est obligatoire",
        "kind : cette clé est obligatoire",
    }


def test_a_source_goes_to_json_and_back():
    source = parse_source(GEO | {"options": {"where": {"apiso:Type": "dataset"}}}, None)
    assert decoder_of(Source)(source_json(source), "source") == source
