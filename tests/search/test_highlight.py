from hypothesis import given
from hypothesis import strategies as st

from search.analysis import analyse
from search.highlight import excerpt, highlight, shorten

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
LONG = (
    "Introduction sans rapport. " * 30
    + "Les mesures de l'ozone et du benzène. "
    + "Suite sans rapport. " * 30
)


def marked(fragments):
    return [fragment.text for fragment in fragments if fragment.is_match]


def plain(fragments):
    return "".join(fragment.text for fragment in fragments)


def test_words_are_marked_as_they_are_written():
    found = highlight("Données des hôpitaux de l’Hôpital", analyse("hopital donnee"))
    assert marked(found) == ["Données", "hôpitaux", "Hôpital"]


def test_nothing_found_is_one_fragment():
    assert [tuple(part) for part in highlight("Bruit", ["air"])] == [("Bruit", False)]


@given(texts, texts)
def test_fragments_give_the_text_back(text, other):
    assert plain(highlight(text, analyse(other))) == text
    assert all(fragment.text for fragment in highlight(text, analyse(other)))


def test_markup_stays_text():
    found = highlight("<b>Air</b> & eau", ["air"])
    assert plain(found) == "<b>Air</b> & eau"
    assert marked(found) == ["Air"]


def test_an_excerpt_shows_the_words_of_the_query():
    found = excerpt(LONG, analyse("ozone benzène"), 120)
    assert marked(found) == ["ozone", "benzène"]
    assert len(plain(found)) <= 122
    assert plain(found).startswith("…")
    assert plain(found).endswith("…")


def test_an_excerpt_is_part_of_the_text():
    inside = plain(excerpt(LONG, ["ozon"], 100)).strip("…")
    assert inside in LONG
    assert LONG[LONG.index(inside) - 1].isspace()


def test_a_short_text_is_shown_whole():
    assert plain(excerpt("Mesures de l'air", ["air"])) == "Mesures de l'air"


def test_no_excerpt_without_a_word():
    assert excerpt(LONG, ["pollen"]) == ()


@given(texts, st.integers(min_value=5, max_value=40))
def test_excerpts_are_parts_of_the_text(text, length):
    for token in analyse(text)[:3]:
        found = excerpt(text, [token], length)
        inside = [part for part in found if tuple(part) != ("…", False)]
        assert plain(inside) in text
        assert marked(found)


def test_shortening_cuts_after_a_word():
    assert shorten("Qualité de l'air en ville", 20) == "Qualité de l'air en…"
    assert shorten("Air", 3) == "Air"
    assert shorten("x" * 50, 20) == "x" * 19 + "…"
