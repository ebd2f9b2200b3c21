import pytest

from catalogue.territories import LEVELS, Gazetteer, ZoneUnknown, load_gazetteer
from catalogue.territories import local as local_tables


@pytest.fixture(scope="module")
def gazetteer():
    return load_gazetteer()


def test_counts_are_those_of_the_code_officiel_geographique(gazetteer):
    counts = {level: len(gazetteer.list_level(level)) for level in LEVELS}
    assert counts == {
        "country-group": 2,
        "country": 1,
        "country-subset": 3,
        "region": 18,
        "departement": 101,
        "collectivite": 8,
        "epci": 1255,
        "commune": 34969,
        "arrondissement-municipal": 45,
    }
    assert gazetteer.vintage == "2026"


def test_every_zone_can_be_got_and_has_parents_that_exist(gazetteer):
    for level in LEVELS:
        for zone in gazetteer.list_level(level):
            assert gazetteer.get(zone.id) is zone
            assert gazetteer.find_by_code(level, zone.code) is zone
            assert all(gazetteer.find(parent) for parent in zone.parents)


def test_parents_are_all_that_contains_a_zone(gazetteer):
    assert gazetteer.get("fr:arrondissement-municipal:75113").parents == (
        "fr:commune:75056", "fr:epci:200054781", "fr:departement:75", "fr:region:11",
        "country-subset:fr:metro", "country:fr",
    )  # fmt: skip
    assert gazetteer.get("fr:departement:974").parents == (
        "fr:region:04", "country-subset:fr:drom", "country-subset:fr:dromcom", "country:fr",
    )  # fmt: skip


def test_an_epci_that_straddles_departements_lies_in_none(gazetteer):
    straddling = [
        zone
        for zone in gazetteer.list_level("epci")
        if not any(parent.startswith("fr:departement:") for parent in zone.parents)
    ]
    assert straddling
    for zone in straddling:
        communes = gazetteer.children(zone.id)
        departements = {p for commune in communes for p in commune.parents if p.startswith("fr:departement:")}
        assert len(departements) > 1


def test_ancestors_go_on_to_the_union_and_the_world(gazetteer):
    def above(zone):
        return [parent.id for parent in gazetteer.ancestors(zone)]

    assert above("fr:region:84")[-3:] == ["country:fr", "country-group:ue", "country-group:world"]
    assert above("country:fr") == ["country-group:ue", "country-group:world"]
    assert "country-group:ue" in above("fr:collectivite:978")
    assert "country-group:ue" not in above("fr:commune:98735")


def test_children_are_the_next_level_down(gazetteer):
    assert len(gazetteer.children("country:fr")) == 18 + 8
    assert len(gazetteer.children("fr:region:84")) == 12
    assert len(gazetteer.children("fr:epci:200046977")) == 58
    assert len(gazetteer.children("fr:commune:75056")) == 20
    assert gazetteer.children("fr:arrondissement-municipal:75113") == ()


def test_populations_add_up(gazetteer):
    departements = sum(zone.population for zone in gazetteer.list_level("departement"))
    assert departements == sum(zone.population for zone in gazetteer.list_level("region"))
    assert gazetteer.get("country:fr").population > departements


def test_an_unknown_zone_is_refused(gazetteer):
    for zone in ("fr:departement:99", "country:us", "fr:qpv:QN07501M", "", "fr:commune:00000", "a:b:c"):
        assert gazetteer.find(zone) is None
        with pytest.raises(ZoneUnknown):
            gazetteer.get(zone)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("fr:departement:22@1990-02-27", "fr:departement:22"),
        ("fr/region/32", "fr:region:32"),
        ("fr/town/75056", "fr:commune:75056"),
        ("fr/county/69", "fr:departement:69"),
        ("fr:departement:987", "fr:collectivite:987"),
        ("fr:departement:2a", "fr:departement:2A"),
        ("fr:commune:01340", "fr:commune:01015"),
        ("fr:commune:1001", "fr:commune:01001"),
    ],
)
def test_older_ids_and_codes_lead_to_todays_zone(gazetteer, text, zone):
    assert gazetteer.find(text).id == zone


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("France", "country:fr"),
        ("France entière", "country:fr"),
        ("FRANCE METROPOLITAINE", "country-subset:fr:metro"),
        ("Outre-mer", "country-subset:fr:dromcom"),
        ("Union Européenne", "country-group:ue"),
        ("Région Île-de-France", "fr:region:11"),
        ("ile de france", "fr:region:11"),
        ("Pays-de-Loire", "fr:region:52"),
        ("PACA", "fr:region:93"),
        ("Centre", "fr:region:24"),
        ("Réunion", "fr:region:04"),
        ("Département de la Sarthe", "fr:departement:72"),
        ("Côtes d’Armor", "fr:departement:22"),
        ("Vienne", "fr:departement:86"),
        ("Commune de Vienne", "fr:commune:38544"),
        ("Ville de Paris", "fr:commune:75056"),
        ("Lyon", "fr:commune:69123"),
        ("Mans (Le)", "fr:commune:72181"),
        ("St-Étienne", "fr:commune:42218"),
        ("Saint-Denis (93)", "fr:commune:93066"),
        ("Saint-Denis, La Réunion", "fr:commune:97411"),
        ("Cherbourg-Octeville", "fr:commune:50129"),
        ("Paris 13e", "fr:arrondissement-municipal:75113"),
        ("1er arrondissement de Lyon", "fr:arrondissement-municipal:69381"),
        ("Métropole de Lyon", "fr:epci:200046977"),
        ("Grand Lyon", "fr:epci:200046977"),
        ("Communauté d'agglomération du Grand Cahors", "fr:epci:200023737"),
        ("Saint-Barthélémy", "fr:collectivite:977"),
    ],
)
def test_names_are_found_as_people_write_them(gazetteer, name, zone):
    assert gazetteer.find_by_name(name).id == zone


@pytest.mark.parametrize(
    "name", ["Saint-Denis", "Europe", "Région", "", "Rhône-Alpes", "Alsace", "Lyon (33)"]
)
def test_what_means_nothing_or_several_is_none(gazetteer, name):
    assert gazetteer.find_by_name(name) is None


def test_levels_narrow_a_name(gazetteer):
    assert gazetteer.find_by_name("Vienne", ("commune",)).id == "fr:commune:38544"
    assert gazetteer.find_by_name("Lyon", ("region", "departement")) is None


def test_every_large_zone_is_found_by_its_own_label(gazetteer):
    for level in ("country", "country-subset", "region", "departement", "collectivite"):
        for zone in gazetteer.list_level(level):
            assert gazetteer.find_by_name(zone.label, (level,)) is zone


def test_a_former_region_is_its_departements(gazetteer):
    assert [zone.code for zone in gazetteer.find_former_region("Région Alsace")] == ["67", "68"]
    assert gazetteer.find_former_region("82")[0].code == "01"
    assert gazetteer.find_former_region("Bretagne") == ()


def test_former_regions_part_the_merged_regions_without_rest(gazetteer):
    names = (
        "Alsace Aquitaine Auvergne Basse-Normandie Bourgogne Champagne-Ardenne Franche-Comté Haute-Normandie"
    )
    names += " Languedoc-Roussillon Limousin Lorraine Midi-Pyrénées Nord-Pas-de-Calais Picardie"
    names += " Poitou-Charentes Rhône-Alpes"
    parts = [zone for name in names.split() for zone in gazetteer.find_former_region(name)]
    merged = {zone.parents[0] for zone in parts}
    assert len(set(parts)) == len(parts)
    assert merged == {f"fr:region:{code}" for code in ("27", "28", "32", "44", "75", "76", "84")}
    assert len(parts) == sum(len(gazetteer.children(region)) for region in merged)


def test_large_zones_are_read_without_the_communes(monkeypatch):
    def refuse(*_):
        raise AssertionError("the table of communes was read")

    monkeypatch.setattr(local_tables, "read_json", refuse)
    local_tables.load_local.cache_clear()
    gazetteer = Gazetteer()
    assert len(gazetteer.list_level("departement")) == 101
    assert gazetteer.find_by_name("Bretagne") is gazetteer.get("fr:region:53")
    assert gazetteer.ancestors("fr:departement:35")
