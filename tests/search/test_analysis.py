from unicodedata import combining, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import analysis
from search.analysis import MAX_TOKEN, analyse, fold, stem, stems_of, tokenise

FRENCH = "abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüœæ"
words = st.text(FRENCH, min_size=1, max_size=20)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def without_accents(text):
    return "".join(mark for mark in normalize("NFD", text) if not combining(mark))


@given(words)
def test_a_word_without_accents_is_the_same_word(word):
    assert analyse(without_accents(word)) == analyse(word)


@given(words)
def test_decomposed_letters_are_the_same_letters(word):
    assert analyse(normalize("NFD", word)) == analyse(normalize("NFC", word))


@given(words)
def test_case_does_not_matter(word):
    assert analyse(word.upper()) == analyse(word)


@given(words.filter(lambda word: len(fold(word)) > 2 and fold(word)[-1] not in "sxz"))
def test_a_plural_in_s_is_its_singular(word):
    assert stem(fold(word + "s")) == stem(fold(word))


@given(words.map(fold).filter(lambda word: len(word) > 1))
def test_a_plural_in_eaux_is_its_singular(word):
    assert stem(word + "eaux") == stem(word + "eau")


@given(words.map(fold).filter(lambda word: len(word) > 1 and word[-1] not in "ey"))
def test_a_plural_in_aux_is_its_singular_in_al(word):
    assert stem(word + "aux") == stem(word + "al") or word + "aux" in ("baux", "coraux", "emaux", "travaux")


@given(words.map(fold).filter(lambda word: len(word) > 3 and word[-1] != "e"))
def test_participles_are_one_word(word):
    assert len({stem(word + ending) for ending in ("e", "ee", "es", "ees")}) == 1


@given(
    st.lists(texts | st.sampled_from(["l'eau", "qu’", "d'", "œ\u0301", "\u0301a", "_", "\x85"]), max_size=6)
)
def test_texts_are_read_in_parts_as_if_they_were_read_whole(parts):
    for between in (" ", "\u00a0", "\n", ""):
        text = between.join(parts)
        assert analyse(text) == [token.stem for token in tokenise(text)]
        assert stems_of(text) == " ".join(analyse(text))


def test_parts_are_forgotten_before_they_take_the_memory(monkeypatch):
    monkeypatch.setattr("search.analysis.MAX_PARTS", 5)
    known = analysis._Parts()
    long = "x" * (MAX_TOKEN + 1)
    assert [known[part] for part in ("l'eau", long, "eaux", "les")] == ["eau", long[:MAX_TOKEN], "eau", ""]
    assert long not in known
    for number in range(20):
        assert known[f"mot{number}"] == f"mot{number}"
        assert len(known) <= 5


@given(texts)
def test_stems_are_plain_words(text):
    for token in analyse(text):
        assert token
        assert not token.isspace()
        assert len(token.split()) == 1
        assert len(token) <= MAX_TOKEN


@given(texts)
def test_offsets_cut_the_text_where_its_words_are(text):
    end = 0
    for token in tokenise(text):
        assert end <= token.start < token.end <= len(text)
        assert analyse(text[token.start : token.end]) == [token.stem]
        end = token.end


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("Qualité de l'air", ["qualit", "air"]),
        ("QUALITÉ DE L’AIR", ["qualit", "air"]),
        ("les données publiées", ["donn", "publi"]),
        ("donnees", ["donn"]),
        ("dons", ["don"]),
        ("hôpitaux, hôpital", ["hopital", "hopital"]),
        ("travaux et travail", ["travail", "travail"]),
        ("noyaux, noyau, eaux, eau", ["noyau", "noyau", "eau", "eau"]),
        ("aires, aire, air, airs", ["aire", "aire", "air", "air"]),
        ("cœur des nœuds", ["coeur", "noeud"]),
        ("hépatite C", ["hepatit", "c"]),
        ("PM2.5 et 75056", ["pm2", "5", "75056"]),
        ("Grand Est", ["grand", "est"]),
        ("aujourd'hui", ["aujourd", "hui"]),
        ("jusqu'au bord", ["bord"]),
        ("l'", ["l"]),
        ("la vitamine 'C' ", ["vitamin", "c"]),
        ("l", ["l"]),
        ("km²", ["km2"]),
        ("snake_case", ["snak", "case"]),
        ("", []),
        ("— ! ? de la", []),
    ],
)
def test_examples(text, stems):
    assert analyse(text) == stems


def test_an_endless_word_is_cut():
    assert analyse("x" * 70_000) == ["x" * MAX_TOKEN]


def test_stop_words_are_written_as_they_are_looked_up():
    assert [token for word in ("où", "à", "dès", "même", "très", "été") for token in analyse(word)] == []
