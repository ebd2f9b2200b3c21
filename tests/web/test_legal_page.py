"""The pages of legal help: what they say, where they lead, what they refuse."""

import re
from urllib.parse import urlencode

import pytest

from legal_kb.diagnosis import Question
from legal_kb.letters import LETTERS
from legal_kb.library import load_library
from legal_kb.walking import iterate_paths
from web.diagnosis_view import DATASET, PREFILLED
from web.legal_joining import prefilled

LIBRARY = load_library()
INNER_LINK = re.compile(r'href="(/[^"#]*)(?:#([^"]*))?"')


def text_of(answer):
    """The words of a page, without tags and with plain spaces."""
    page = answer.get_data(as_text=True)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page)).replace("&#39;", "'")


def test_the_first_page_names_every_fiche_and_diagnosis(client):
    page = client.get("/juridique").get_data(as_text=True)
    assert [slug for slug in LIBRARY.fiches if f'href="/juridique/fiches/{slug}"' not in page] == []
    assert [slug for slug in LIBRARY.diagnoses if f'href="/juridique/diagnostics/{slug}"' not in page] == []
    assert "Aucun juriste n’a encore signé ces textes" in page


@pytest.mark.parametrize("slug", LIBRARY.fiches)
def test_every_fiche_shows_its_parts_and_no_mark_is_left(client, slug):
    answer = client.get(f"/juridique/fiches/{slug}")
    page, fiche = answer.get_data(as_text=True), LIBRARY.fiches[slug]
    assert answer.status_code == 200
    assert "[[" not in page
    assert "fiche:" not in page
    assert [section.heading for section in fiche.sections] == [
        heading.replace("&#39;", "'")
        for heading in re.findall(r"<h2 id=\"[a-z-]+\">([^<]+)</h2>", page)[: len(fiche.sections)]
    ]
    assert page.count("<tr>") == len(fiche.references) + 1


def test_every_link_inside_fiches_leads_somewhere(client):
    pages = {
        path: client.get(path).get_data(as_text=True)
        for path in ("/glossaire", "/juridique", *(f"/juridique/fiches/{slug}" for slug in LIBRARY.fiches))
    }
    broken = [
        (path, target, anchor)
        for path, page in pages.items()
        for target, anchor in INNER_LINK.findall(page)
        if target in pages and anchor and f'id="{anchor}"' not in pages[target]
    ]
    assert broken == []
    for path, page in pages.items():
        notes = set(re.findall(r'href="#([^"]+)"', page))
        assert [note for note in notes if f'id="{note}"' not in page] == [], path


def test_a_fiche_that_is_not_there_leads_to_those_that_are(client):
    answer = client.get("/juridique/fiches/absente")
    assert answer.status_code == 404
    assert "« absente »" in text_of(answer)
    assert "/juridique/fiches/licences" in answer.get_data(as_text=True)
    assert client.get("/juridique/lettres/absente").status_code == 404
    assert client.get("/juridique/diagnostics/absent").status_code == 404


@pytest.mark.parametrize("slug", LIBRARY.diagnoses)
def test_every_conclusion_has_a_page(client, slug):
    paths = {path.reached.id: path for path in iterate_paths(LIBRARY.diagnoses[slug])}
    for name, path in paths.items():
        query = urlencode([(one.question.id, one.answer.value) for one in path.given])
        answer = client.get(f"/juridique/diagnostics/{slug}?{query}")
        assert answer.status_code == 200, name
        assert not isinstance(path.reached, Question)
        words = text_of(answer).casefold()
        assert path.reached.title.casefold() in words, name
        assert path.reached.level in words, name
        assert "[[" not in words, name
        assert "&amp;#" not in answer.get_data(as_text=True), name


def test_a_question_keeps_the_answers_before_it(client):
    page = client.get("/juridique/diagnostics/publier?A1=oui&lang=en").get_data(as_text=True)
    assert '<input type="hidden" name="A1" value="oui">' in page
    assert '<input type="hidden" name="lang" value="en">' in page
    assert page.count('type="radio" name="A2"') == len(LIBRARY.diagnoses["publier"].questions[1].answers)


@pytest.mark.parametrize(
    ("query", "named", "way_out"),
    [
        ("A1=oui&Z9=oui", "Z9", "/juridique/diagnostics/publier?A1=oui"),
        ("A1=peut-etre&A2=oui", "peut-etre", "/juridique/diagnostics/publier"),
        ("A1=nsp&A2=oui", "A2", "/juridique/diagnostics/publier?A1=nsp"),
        ("A1=oui&A1=non", "A1", "/juridique/diagnostics/publier"),
    ],
)
def test_answers_that_cannot_be_followed_are_named_and_dropped(client, query, named, way_out):
    answer = client.get(f"/juridique/diagnostics/publier?{query}")
    assert answer.status_code == 400
    assert f"« {named} »" in text_of(answer)
    assert f'class="btn btn-primary" href="{way_out}"' in answer.get_data(as_text=True)
    assert client.get(way_out).status_code == 200


def test_answers_of_a_dataset_are_told_with_their_reasons(client, id_of, database):
    record_id = id_of("Qualité de l’air")
    with database.reading() as reading:
        record = reading.get_record(record_id)
    answers = prefilled(record, LIBRARY.diagnoses["acceder"])
    assert answers
    names = ",".join(one.question for one in answers)
    query = urlencode(
        [*((one.question, one.value) for one in answers), (DATASET, record_id), (PREFILLED, names)]
    )
    answer = client.get(f"/juridique/diagnostics/acceder?{query}")
    assert answer.status_code == 200
    assert answer.get_data(as_text=True).count('class="prefilled"') == len(answers)
    assert record.title in text_of(answer)


def test_what_an_address_calls_prefilled_is_checked(client, id_of):
    query = f"A1=non&pour={id_of('Qualité de l’air')}&pre=A1"
    page = client.get(f"/juridique/diagnostics/publier?{query}").get_data(as_text=True)
    assert "Répondu d’après la fiche" not in page


def test_a_diagnosis_outlives_the_dataset_it_was_opened_from(client):
    assert client.get("/juridique/diagnostics/publier?pour=absent&A1=oui").status_code == 200


@pytest.mark.parametrize("name", LETTERS)
def test_letters_are_pages_and_files(client, name, id_of):
    page = client.get(f"/juridique/lettres/{name}")
    assert page.status_code == 200
    assert '<mark class="gap">[' in page.get_data(as_text=True)
    text = client.get(f"/juridique/lettres/{name}?forme=txt&pour={id_of('Qualité de l’air')}")
    assert text.content_type == "text/plain; charset=utf-8"
    assert "attachment" in text.headers["Content-Disposition"]
    assert "<" not in text.get_data(as_text=True)


def test_a_letter_names_the_dataset_and_its_producer(client, id_of):
    record_id = id_of("Qualité de l’air")
    text = client.get(f"/juridique/lettres/demande-acces?forme=txt&pour={record_id}").get_data(as_text=True)
    assert "Qualité de l’air à Lyon" in text
    assert "Atmo Auvergne-Rhône-Alpes" in text
    assert f"http://localhost/donnees/{record_id}" in text


def test_a_letter_of_the_installation_goes_first(app, tmp_path):
    (tmp_path / "question-dpo.txt.j2").write_text("Bonjour, [votre nom]", encoding="utf-8")
    app.config["LETTERS_FOLDER"] = tmp_path
    answer = app.test_client().get("/juridique/lettres/question-dpo?forme=txt")
    assert answer.get_data(as_text=True) == "Bonjour, [votre nom]\n"
    assert app.test_client().get("/juridique/lettres/saisine-cada").status_code == 200


def test_the_glossary_finds_words_whatever_their_accents(client):
    page = client.get("/glossaire?q=EVALUATION+sante").get_data(as_text=True)
    found = re.findall(r"<dt>([^<]+)", page)
    assert 0 < len(found) < len(LIBRARY.glossary)
    assert "Aucune entrée" in client.get("/glossaire?q=zzz").get_data(as_text=True)
    whole = client.get("/glossaire").get_data(as_text=True)
    assert whole.count("<dt>") == len(LIBRARY.glossary)


def test_every_page_leads_to_legal_help(client):
    assert 'href="/juridique"' in client.get("/sources").get_data(as_text=True)
    assert 'href="/juridique" aria-current="true"' in client.get("/glossaire").get_data(as_text=True)
