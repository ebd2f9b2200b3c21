"""The measures, and the bars that our texts keep (docs/decisions/0015-plain-language.md says why these)."""

from dataclasses import dataclass

import pytest

from legal_kb.letters import LETTERS, write_letter
from legal_kb.library import DIAGNOSES, load_library
from legal_kb.readability import count_syllables, measure, sentences_of, words_of
from tests.legal_kb.legal_texts import texts_of_diagnosis

LIBRARY = load_library()


@dataclass(frozen=True, kw_only=True)
class Bar:
    mean_words: float
    longest_words: int
    long_share: float
    score: float


FICHE = Bar(mean_words=12, longest_words=28, long_share=0.04, score=70)
DIAGNOSIS = Bar(mean_words=15, longest_words=30, long_share=0.04, score=60)
GLOSSARY = Bar(mean_words=12, longest_words=25, long_share=0, score=65)
LETTER = Bar(mean_words=16, longest_words=30, long_share=0.04, score=60)


def check(texts, bar):
    found = measure([sentence for text in texts for sentence in sentences_of(text)])
    assert found.longest_words <= bar.longest_words, found.longest
    assert found.mean_words <= bar.mean_words
    assert found.long_share <= bar.long_share
    assert found.score >= bar.score


@pytest.mark.parametrize("slug", LIBRARY.fiches)
def test_fiches_read_plainly(slug):
    check([LIBRARY.fiches[slug].text], FICHE)


@pytest.mark.parametrize("slug", DIAGNOSES)
def test_diagnoses_read_plainly(slug):
    check(texts_of_diagnosis(LIBRARY.diagnoses[slug]), DIAGNOSIS)


def test_the_glossary_reads_plainly():
    check([entry.definition for entry in LIBRARY.glossary.values()], GLOSSARY)


@pytest.mark.parametrize("name", LETTERS)
def test_letters_read_plainly(name):
    paragraphs = [
        line for line in write_letter(name, {}).splitlines() if line.endswith((".", "?", "!", ";", ":"))
    ]
    assert len(paragraphs) >= 5
    check(paragraphs, LETTER)


def test_a_text_of_law_does_not_pass():
    law = (
        "Sous réserve des dispositions relatives à la communication des informations nominatives, les "
        "administrations mentionnées au premier alinéa procèdent, dans les conditions déterminées par voie "
        "réglementaire, à l'anonymisation préalable des documents susceptibles de comporter ces mentions."
    )
    with pytest.raises(AssertionError):
        check([law], DIAGNOSIS)
    assert measure([law]).score < 30


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Un mois passe. Le refus est né ! Que faire ?",
            ["Un mois passe.", "Le refus est né !", "Que faire ?"],
        ),
        ("Un refus\nécrit [[LEGI-CRPA]][[?]]. Voyez **la CADA**.", ["Un refus écrit.", "Voyez la CADA."]),
        ("- un ;\n- deux\n  lignes ;\n- trois.", ["un ;", "deux lignes ;", "trois."]),
        ("1. **Écrivez.** Soyez `bref`.\n2. Attendez.", ["Écrivez.", "Soyez bref.", "Attendez."]),
        ("Lisez [la fiche](fiche:licences).\n\nPuis agissez.", ["Lisez la fiche.", "Puis agissez."]),
        ("L'art. 5 du RGPD, à 3.5 km", ["L'art.", "5 du RGPD, à 3.5 km"]),
        ("## Titre\n\nTexte.", ["Titre", "Texte."]),
        ("***\n\n—\n", []),
    ],
)
def test_sentences(text, sentences):
    assert list(sentences_of(text)) == sentences


@pytest.mark.parametrize(
    ("sentence", "count"),
    [("L'eau d'aujourd'hui", 2), ("peut-être 3,5 µg/L", 3), ("(R*311-12) : oui !", 2), ("« … »", 0)],
)
def test_words(sentence, count):
    assert len(words_of(sentence)) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("eau", 1), ("l'eau", 1), ("qu'il", 1), ("données", 2), ("commune", 2), ("écrivent", 2), ("Été", 2),
        ("observatoires", 4), ("SNDS", 4), ("CADA", 2), ("2026", 1), ("le", 1), ("aujourd'hui", 3),
    ],
)  # fmt: skip
def test_syllables(word, count):
    assert count_syllables(word) == count


def test_measures():
    found = measure(["Un mois passe.", " ".join(["mot"] * 26)])
    assert (found.sentences, found.mean_words, found.longest_words, found.long_share) == (2, 14.5, 26, 0.5)
    assert found.longest.startswith("mot mot")
    assert found.score == pytest.approx(207 - 1.015 * 14.5 - 73.6)


def test_nothing_to_measure():
    with pytest.raises(ValueError, match="no sentence"):
        measure([])
