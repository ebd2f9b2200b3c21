from catalogue.selection import Selection
from search.document import OTHER_KINDS
from search.filters import AnyOf, Either, InRange, IsFlag, NoneOf, to_filters
from tests.search.fakes import FewZones

COMMUNE = "fr:commune:1"


def filters_of(**fields):
    return to_filters(Selection(**fields), FewZones())


def test_without_a_kind_only_records_are_found():
    assert filters_of().everything == (NoneOf("kind", OTHER_KINDS),)
    assert filters_of(values={"kind": ("fiche",)}).everything == (AnyOf("kind", ("fiche",)),)


def test_a_facet_leaves_its_own_filter_out():
    made = filters_of(values={"licence": ("lov2",), "format": ("csv", "json")}, quality_min=50)
    assert AnyOf("licence", ("lov2",)) in made.everything
    assert AnyOf("licence", ("lov2",)) not in made.without("licence")
    assert AnyOf("format", ("csv", "json")) in made.without("licence")
    assert InRange("quality", low=50) in made.without("licence")


def test_the_three_fits_of_a_territory():
    own, inherited = AnyOf("territory", (COMMUNE,)), AnyOf("territory", ("fr:departement:1", "country:fr"))
    within = AnyOf("territory_above", (COMMUNE,))
    assert filters_of(territory=COMMUNE, fit="own").of_facets["territory"] == own
    assert filters_of(territory=COMMUNE, fit="inherited").of_facets["territory"] == inherited
    assert filters_of(territory=COMMUNE, fit="within").of_facets["territory"] == within
    assert filters_of(territory=COMMUNE).of_facets["territory"] == Either((own, inherited, within))


def test_periods_and_boxes_meet():
    made = filters_of(year_from=2010, year_to=2012, bbox=(1.0, 2.0, 3.0, 4.0), has_api=False)
    assert made.common == (
        InRange("year_end", low=2010),
        InRange("year_start", high=2012),
        IsFlag("has_api", False),
        InRange("west", high=3.0),
        InRange("east", low=1.0),
        InRange("south", high=4.0),
        InRange("north", low=2.0),
    )
