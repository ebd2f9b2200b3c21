from catalogue.record import Record
from catalogue.record_parts import Agent, Period, Quality
from catalogue.selection import Selection
from search.document import from_record
from search.hits import SHOWN_DESCRIPTION, from_json, to_facets, to_found, to_hit, to_json
from search.query import FacetCount, SearchQuery
from search.text_query import parse_text
from tests.search.fakes import FewZones

RECORD = Record(
    id="r1",
    title="Qualité de l'air",
    description="Mesures de l'ozone. " * 100,
    publisher=Agent(name="Atmo"),
    territories=("fr:departement:1",),
    temporal=Period(start="2020"),
    quality=Quality(score=70),
)
FOUND = to_found(from_record(RECORD, zones=FewZones()))


def hit_of(text="", **filters):
    return to_hit(FOUND, 1.5, parse_text(text), Selection(text=text, **filters), FewZones())


def test_what_an_index_keeps_comes_back():
    assert from_json(to_json(FOUND)) == FOUND
    bare = to_found(from_record(Record(id="x", title="X"), zones=FewZones()))
    assert from_json(to_json(bare)) == bare


def test_a_hit_says_where_the_words_were_found():
    assert hit_of("air ozone atmo").why == ("title", "publisher", "description")
    assert hit_of().why == ()


def test_a_hit_says_how_the_territory_fits():
    assert hit_of(territory="fr:departement:1").why == ("own",)
    assert hit_of(territory="fr:commune:1").why == ("inherited",)
    assert hit_of(territory="country:fr").why == ("within",)


def test_only_what_was_found_is_highlighted():
    assert set(hit_of("air ozone").highlights) == {"title", "description"}
    assert set(hit_of("ozone").highlights) == {"description"}
    assert hit_of().highlights == {}


def test_a_hit_shows_the_beginning_of_a_description():
    found = hit_of().description
    assert len(found) <= SHOWN_DESCRIPTION
    assert found.endswith("…")


def test_a_hit_shows_the_record():
    found = hit_of()
    assert (found.id, found.kind, found.title, found.score, found.quality) == (
        "r1",
        "dataset",
        RECORD.title,
        1.5,
        70,
    )
    assert (found.publisher, found.territories, found.temporal) == (
        "Atmo",
        RECORD.territories,
        RECORD.temporal,
    )


def test_facets_by_count_then_value_with_the_chosen_ones():
    query = SearchQuery(
        selection=Selection(values={"format": ("ods", "csv")}, territory="fr:departement:1"),
        facets=("format", "territory", "kind"),
        facet_size=2,
    )
    found = to_facets(query, {"format": {"csv": 3, "b": 5, "a": 5}, "territory": {"fr:departement:1": 1}})
    expected = [("a", 5), ("b", 5), ("csv", 3), ("ods", 0)]
    assert found["format"] == tuple(FacetCount(value=value, count=count) for value, count in expected)
    assert found["territory"] == (FacetCount(value="fr:departement:1", count=1),)
    assert found["kind"] == ()
