import pytest

from catalogue.record import Record
from catalogue.territories import load_gazetteer
from harvester.normalise import NormaliseContext
from harvester.normalise.places import read_place
from harvester.normalise.territories import normalise_territories

CONTEXT = NormaliseContext(gazetteer=load_gazetteer(), source_territories=("fr:region:32",))
METRO, DROM = "country-subset:fr:metro", "country-subset:fr:drom"
OVERSEAS_WITHOUT_MAYOTTE = [f"fr:region:0{n}" for n in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("text", "zones", "unread"),
    [
        ("fr:departement:22@1990-02-27", ["fr:departement:22"], ()),
        ("http://id.insee.fr/geo/region/84", ["fr:region:84"], ()),
        ("http://publications.europa.eu/resource/authority/country/FRA", ["country:fr"], ()),
        ("69", ["fr:departement:69"], ()),
        ("2B", ["fr:departement:2B"], ()),
        ("38185", ["fr:commune:38185"], ()),
        ("200046977", ["fr:epci:200046977"], ()),
        ("Région Auvergne-Rhône-Alpes", ["fr:region:84"], ()),
        ("Alsace", ["fr:departement:67", "fr:departement:68"], ()),
        ("France métropolitaine et DROM", [METRO, DROM], ()),
        ("France et DROM", ["country:fr"], ()),
        ("France métropolitaine et TOM", [METRO], ("TOM",)),
        ("France métropolitaine et DROM-COM + étranger", [METRO, "country-subset:fr:dromcom"], ("étranger",)),
        ("France et DROM (depuis 2015)", ["country:fr"], ("(depuis 2015)",)),
        ("Lyon (depuis 2015)", ["fr:commune:69123"], ("(depuis 2015)",)),
        ("Régions Bretagne et Pays-de-la-Loire", ["fr:region:53", "fr:region:52"], ()),
        ("France métropolitaire et DROM (sauf Mayotte)", [METRO, *OVERSEAS_WITHOUT_MAYOTTE], ()),
        ("France métropolitaine (hors Lyon)", [METRO], ("France métropolitaine (hors Lyon)",)),
        ("Meurthe-et-Moselle", ["fr:departement:54"], ()),
        ("Europe", [], ("Europe",)),
        ("Saint-Denis", [], ("Saint-Denis",)),
        ("BOURGOGNE", [f"fr:departement:{code}" for code in (21, 58, 71, 89)], ()),
        ("Commune de Mer", ["fr:commune:41136"], ()),
        ("Mer", [], ("Mer",)),
        ("Aucun", [], ("Aucun",)),
        ("Vaucluse (84)", ["fr:departement:84"], ()),
        ("département de la Somme, Département de la Somme", ["fr:departement:80"], ()),
        ("", [], ("",)),
    ],
)
def test_places_as_people_write_them(text, zones, unread):
    place = read_place(text, CONTEXT.gazetteer)
    assert [zone.id for zone in place.zones] == zones
    assert place.unread == unread


def test_all_but_a_region_is_every_other_region():
    zones = read_place("France métropolitaine (hors Corse)", CONTEXT.gazetteer).zones
    assert len(zones) == 12
    assert "fr:region:94" not in {zone.id for zone in zones}


def test_a_silent_record_has_the_coverage_of_its_source():
    result = normalise_territories(Record(title="x"), CONTEXT)
    assert result.record.territories == ("fr:region:32",)
    assert result.evidence[0].confidence < 0.5


def test_a_record_whose_words_cannot_be_read_was_not_silent():
    once = normalise_territories(Record(title="x", territories=("Europe",)), CONTEXT).record
    assert (once.territories, once.extras) == ((), {"unmapped": [["territories", "Europe"]]})
    assert normalise_territories(once, CONTEXT).record == once


def test_zones_of_imported_lists_stay():
    record = Record(title="x", territories=("zoning:cpts:44-1", "Lyon"))
    assert normalise_territories(record, CONTEXT).record.territories == (
        "zoning:cpts:44-1",
        "fr:commune:69123",
    )
