from catalogue.record import Record
from catalogue.record_parts import Agent, Distribution, Indicator, Period, Provenance, Quality
from search.document import MAX_TEXT, MAX_VALUE, from_record
from tests.search.fakes import FewZones


def document_of(**fields):
    return from_record(Record(id="r1", **{"title": "Air", **fields}), zones=FewZones())


def test_values_by_filter():
    made = document_of(
        kind="indicator",
        topics=("air",),
        publisher=Agent(name=" Atmo "),
        licence="lov2",
        distributions=(Distribution(format="csv"), Distribution(format="csv"), Distribution(url="http://a")),
        provenance=(Provenance(source="s", remote_id="1"),),
    )
    assert made.values["kind"] == ("indicator",)
    assert made.values["publisher"] == ("Atmo",)
    assert made.values["format"] == ("csv",)
    assert made.values["source"] == ("s",)
    assert made.values["access"] == made.values["collection"] == ()


def test_a_topic_brings_those_above_it():
    assert document_of(topics=("air", "eau")).values["topic"] == ("air", "environnement-sante", "eau")


def test_a_topic_that_no_vocabulary_knows_stays():
    assert document_of(topics=("inconnu",)).values["topic"] == ("inconnu",)


def test_zones_and_what_holds_them():
    made = document_of(territories=("fr:commune:1", "fr:departement:1", "zoning:cpts:9"))
    assert made.zones == ("fr:commune:1", "fr:departement:1", "zoning:cpts:9")
    assert made.zones_above == ("fr:departement:1", "country:fr")


def test_periods_with_open_ends():
    periods = {
        None: (None, None),
        ("2010-05-01", "2012"): (2010, 2012),
        ("2010", None): (2010, 9999),
        (None, "2012-12-31"): (0, 2012),
        ("en cours", None): (None, None),
        ("20100501", None): (None, None),
    }
    for given, expected in periods.items():
        made = document_of(temporal=Period(start=given[0], end=given[1]) if given else None)
        assert (made.year_start, made.year_end) == expected


def test_a_box_across_the_antimeridian_is_a_band():
    assert document_of(bbox=(156.0, -26.0, -174.0, -14.0)).bbox == (-180.0, -26.0, 180.0, -14.0)
    assert document_of(bbox=(4.0, 45.0, 5.0, 46.0)).bbox == (4.0, 45.0, 5.0, 46.0)


def test_what_counts_as_an_api():
    assert document_of(kind="service").has_api
    for distribution in (
        Distribution(protocol="OGC:WFS"),
        Distribution(format="api"),
        Distribution(protocol="REST"),
    ):
        assert document_of(distributions=(distribution,)).has_api
    assert not document_of(distributions=(Distribution(format="csv", protocol="WWW:LINK"),)).has_api


def test_endless_texts_are_cut():
    made = document_of(description="mot " * 20_000, publisher=Agent(name="P" * 5000))
    assert len(made.texts["description"]) == MAX_TEXT
    assert made.values["publisher"] == ("P" * MAX_VALUE,)


def test_what_an_indicator_measures_is_searched():
    made = document_of(
        indicator=Indicator(code="X1", definition="Décès évitables", unit="%"), identifier="ID-7"
    )
    assert made.texts["more"].split("\n") == ["ID-7", "X1", "Décès évitables", "%"]


def test_quality_and_what_a_hit_shows():
    made = document_of(quality=Quality(score=70), description="D", keywords=("k",), modified="2024-01-01")
    assert made.quality == 70
    assert (made.shown.description, made.shown.keywords, made.shown.modified) == ("D", ("k",), "2024-01-01")


def test_the_same_record_gives_the_same_document():
    assert document_of(topics=("air",)) == document_of(topics=("air",))
