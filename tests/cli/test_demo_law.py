"""Law joined to every record of the demo: what is closed is helped, what is open is not sent to ask."""

import re

import pytest

from catalogue.store import Database
from legal_kb.library import load_library
from legal_kb.walking import follow
from tests.web.conftest import services_of
from tests.web.fakes import MemoryEngine
from web.app import create_app
from web.legal_joining import diagnosis_address, fiches_for, prefilled
from web.legal_signals import Signals

ASKING = {"acceder-snds", "refus-acces-cada", "entrepot-donnees-sante", "conventions-ville-sante"}
ASKING_ANSWERS = {"admin", "sante", "stat", "prive", "nsp"}
"""Answers to the first question of `acceder` that lead to conclusions about asking."""
DIAGNOSES = ("acceder", "publier", "croiser", "conventionner")


@pytest.fixture(scope="module")
def store(demo_folder):
    database = Database(f"sqlite:///{demo_folder / 'glane.db'}")
    yield database
    database.close()


@pytest.fixture(scope="module")
def records(store):
    with store.reading() as reading:
        found = list(reading.iterate_records())
    assert len(found) >= 150
    return found


@pytest.fixture(scope="module")
def client(store):
    return create_app(services_of(store, MemoryEngine(store))).test_client()


def test_every_record_that_is_not_open_names_a_fiche(records):
    closed = [record for record in records if record.access != "public"]
    assert {"restricted", None} <= {record.access for record in closed}
    assert [record.title for record in closed if not fiches_for(record)] == []


def test_no_open_record_is_told_to_ask(records):
    known = load_library()
    opened = [record for record in records if Signals(record=record).is_open]
    assert opened
    for record in opened:
        concerned = fiches_for(record)
        assert ASKING.isdisjoint(one.slug for one in concerned), record.title
        assert not any(re.search("demande|refus", one.reason) for one in concerned), record.title
        answers = {one.question: one.value for one in prefilled(record, known.get_diagnosis("acceder"))}
        assert answers.get("B1") not in ASKING_ANSWERS, record.title


def test_every_record_that_says_public_is_open(records):
    said = [record for record in records if record.access == "public"]
    assert said
    assert all(Signals(record=record).is_open for record in said)


def test_reasons_are_sentences_without_codes(records):
    reasons = {one.reason for record in records for one in fiches_for(record)}
    assert len(reasons) > 20
    assert all(re.fullmatch(r"[A-ZÀÉÈ].{10,400}\.", reason) for reason in reasons)
    assert not any("{" in reason for reason in reasons)


@pytest.mark.parametrize("slug", DIAGNOSES)
def test_answers_of_records_are_followed_to_a_question(records, slug):
    diagnosis = load_library().get_diagnosis(slug)
    for record in records:
        given = prefilled(record, diagnosis)
        path = follow(diagnosis, {one.question: one.value for one in given})
        assert [one.question.id for one in path.given] == [one.question for one in given]
        assert path.reached in diagnosis.questions, record.title


def test_the_catalogue_gives_each_kind_of_answer(records):
    known = load_library().get_diagnosis("acceder")
    first = {given[0].value for record in records if (given := prefilled(record, known))}
    assert {"licence", "sante"} <= first


def test_the_page_of_a_record_leads_to_its_fiches_and_to_the_diagnosis(client, records):
    known = load_library()
    for record in (
        next(one for one in records if one.access == access) for access in ("public", "restricted")
    ):
        page = client.get(f"/donnees/{record.id}").get_data(as_text=True)
        for one in fiches_for(record):
            assert f'href="/juridique/fiches/{one.slug}"' in page
        with client.application.test_request_context():
            answers = prefilled(record, known.get_diagnosis("acceder"))
            address = diagnosis_address(record, "acceder", answers)
        assert address.replace("&", "&amp;") in page
        assert client.get(address).status_code == 200
