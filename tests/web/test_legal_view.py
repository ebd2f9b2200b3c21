from datetime import UTC, date, datetime, timedelta

import pytest

from legal_kb.library import load_library
from web import legal_view
from web.legal_view import group_by_letter, list_cards, list_entries, list_topics, mark_gaps, shown_review

LIBRARY = load_library()


def test_every_fiche_stands_under_one_topic():
    shown = [fiche.slug for topic in list_topics(LIBRARY) for fiche in topic.fiches]
    assert sorted(shown) == sorted(LIBRARY.fiches)


def test_cards_tell_the_lengths_of_real_paths():
    cards = {card.diagnosis.slug: card for card in list_cards(LIBRARY)}
    assert list(cards) == ["publier", "acceder", "croiser", "conventionner"]
    assert all(1 <= card.fewest <= card.most <= len(card.diagnosis.questions) for card in cards.values())


def test_entries_are_sorted_and_stand_under_their_letter():
    groups = group_by_letter(list_entries(LIBRARY.glossary, ""))
    assert [group.letter for group in groups] == sorted({group.letter for group in groups})
    anchors = [group.anchor for group in groups] + [entry.anchor for entry in LIBRARY.glossary.values()]
    assert len(anchors) == len(set(anchors))


def test_words_are_found_at_their_beginning():
    found = [entry.term for entry in list_entries(LIBRARY.glossary, "AASQ")]
    assert "AASQA" in found
    assert "AASQA" not in [entry.term for entry in list_entries(LIBRARY.glossary, "ASQA")]


def test_gaps_of_a_letter_are_marked_and_the_rest_is_text():
    marked = mark_gaps("<b> [votre nom] et\n[date]")
    assert marked == (
        '&lt;b&gt; <mark class="gap">[votre nom]</mark> et\n<mark class="gap">[date]</mark>'
    )  # fmt: skip


@pytest.mark.parametrize(("days", "is_over"), [(0, False), (1, True)])
def test_a_review_holds_to_its_last_day(days, is_over):
    review = LIBRARY.fiches["licences"].review
    assert shown_review(review, review.due + timedelta(days=days)).is_over is is_over


def test_a_page_says_that_its_review_is_over(client, monkeypatch):
    assert "legal-overdue" not in client.get("/juridique/fiches/licences").get_data(as_text=True)

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.combine(date.max, datetime.min.time(), tz or UTC)

    monkeypatch.setattr(legal_view, "datetime", Later)
    for path in ("fiches/licences", "diagnostics/publier", "diagnostics/publier?A1=nsp"):
        assert "legal-overdue" in client.get(f"/juridique/{path}").get_data(as_text=True)
