import pytest

from catalogue.territories import load_gazetteer
from cli.field_words import FieldWords
from cli.source_preview import list_preview_lines, list_record_lines, preview_json
from harvester.connector import RejectedItem
from harvester.errors import SourceUnavailable
from harvester.normalise import Evidence
from harvester.preview import Preview, PreviewedRecord
from tests.builders import a_record
from web.labels import Labels


@pytest.fixture
def words():
    return FieldWords(labels=Labels(gazetteer=load_gazetteer(), source_titles=None))


def a_preview(*records, **more):
    return Preview(**{"source": "air", "announced": 9, "records": records, "rejected": (), **more})


SEEN = Evidence(step="licence", field="licence", seen="LO", made="lov2", confidence=0.9)
MISSED = Evidence(step="frequency", field="frequency", seen="parfois", made=None, confidence=1.0)
RECORD = a_record(
    licence="lov2", territories=("fr:departement:69",), extras={"unmapped": [["frequency", "parfois"]]}
)


def test_a_preview_is_told_record_by_record_and_summed_up(words):
    refused = RejectedItem(remote_id="x", kind="no-title", message="Sans titre.")
    error = SourceUnavailable("unreachable", url="http://127.0.0.1/")
    found = a_preview(
        PreviewedRecord(remote_id="1", record=RECORD, state="new"),
        PreviewedRecord(remote_id="2", record=RECORD, state="restored"),
        rejected=(refused,),
        remarks=("L'adresse a changé.",),
        ended_early=error,
    )
    lines = list(list_preview_lines(found, words))
    assert lines == [
        "+ Qualité de l'air à Lyon [1]",
        "    Jeu de données | Atmo Auvergne-Rhône-Alpes | Licence Ouverte 2.0 | Rhône",
        "↑ Qualité de l'air à Lyon [2]",
        "    Jeu de données | Atmo Auvergne-Rhône-Alpes | Licence Ouverte 2.0 | Rhône",
        "✗ x",
        "    Sans titre.",
        "",
        "Fiches lues : 3, sur 9 que la source annonce.",
        "+ nouvelles : 1 · ↑ de retour : 1 · ✗ refusées : 1",
        "Valeurs non reconnues, gardées avec la fiche :",
        "    Rythme de mise à jour : « parfois » (fiches : 2)",
        "L'adresse a changé.",
        str(error),
        "Rien n'a été écrit.",
    ]


def test_a_source_that_announces_no_total_says_so(words):
    lines = list(list_preview_lines(a_preview(announced=None), words))
    assert "Fiches lues : 0 ; la source n'annonce pas combien elle en a." in lines


def test_one_record_is_told_whole_with_what_was_seen(words):
    lines = list(
        list_record_lines(
            PreviewedRecord(remote_id="1", record=RECORD, state="new", evidence=(SEEN, MISSED)), words
        )
    )
    assert "    Licence : Licence Ouverte 2.0" in lines
    assert "    Licence : « LO » → lov2 (sûr à 90%)" in lines
    assert "    Rythme de mise à jour : « parfois » → non reconnu (sûr à 100%)" in lines


def test_evidence_is_in_the_json_where_it_is_asked_for():
    found = a_preview(PreviewedRecord(remote_id="1", record=RECORD, state="new", evidence=(SEEN,)))
    (with_it,) = preview_json(found, with_evidence=True)["records"]
    (without,) = preview_json(found, with_evidence=False)["records"]
    assert with_it["evidence"] == [
        {"step": "licence", "field": "licence", "seen": "LO", "made": "lov2", "confidence": 0.9}
    ]
    assert "evidence" not in without
