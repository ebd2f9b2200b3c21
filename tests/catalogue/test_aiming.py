"""Addresses aimed at a territory, in the forms that public observatories answer to."""

import pytest

from catalogue import aiming
from catalogue.aiming import Aim, find_aim
from tests.builders import a_record

ROOT = "https://obs.example.fr"
PAGE = f"{ROOT}/#c=indicator&i=prox.dist&s=2024&t=A01&view=map12"
FILES = f"{ROOT}/api/v1/functions/GC_API_download.php?type=stat&dataset=prox&indic=dist&nivgeo={{nivgeo}}"
REPORT = f"{ROOT}/#c=report&chapter=list_geo&report=r01&selgeo1={{selgeo1}}&selgeo2={{selgeo2}}"
LYON = "fr:commune:69123"
AROUND_LYON = ("fr:epci:200046977", "fr:departement:69", "fr:region:84", "country:fr")
TARGET = Aim(
    page=PAGE,
    report=REPORT,
    download=FILES,
    csv=FILES + "&format=csv",
    nivgeos=("com2025", "epci2025", "dep", "reg", "fra"),
    views={"com2025": "map11", "dep": "map3"},
)


def aim(*args):
    """What is aimed at, or None."""
    return aiming.aim(*args)


def test_a_commune_is_selected_on_the_map_of_communes():
    aimed = aim(TARGET, LYON, AROUND_LYON)
    assert (aimed.zone, aimed.nivgeo) == (LYON, "com2025")
    assert aimed.page == f"{ROOT}/#c=indicator&i=prox.dist&s=2024&t=A01&view=map11&selcodgeo=69123"
    assert aimed.download == FILES.replace("{nivgeo}", "com2025")
    assert aimed.csv == FILES.replace("{nivgeo}", "com2025") + "&format=csv"


def test_a_report_compares_with_the_nearest_territory_that_it_knows():
    assert aim(TARGET, LYON, AROUND_LYON).report == REPORT.format(
        selgeo1="com2025.69123", selgeo2="epci2025.200046977"
    )
    assert aim(TARGET, "fr:region:84", ("country:fr",)).report == REPORT.format(
        selgeo1="reg.84", selgeo2="fra.99"
    )


def test_a_report_has_levels_of_its_own():
    target = Aim(report=REPORT, nivgeos=("tv2023",), report_nivgeos=("tv",))
    aimed = aim(target, "zoning:territoire-de-vie-sante:65304")
    assert aimed.report == REPORT.format(selgeo1="tv.65304", selgeo2="fra.99")
    assert (aimed.page, aimed.download) == (None, None)


def test_what_has_no_values_there_is_aimed_at_what_contains_it():
    target = Aim(page=PAGE, nivgeos=("dep", "reg"))
    aimed = aim(target, LYON, AROUND_LYON)
    assert (aimed.zone, aimed.nivgeo) == ("fr:departement:69", "dep")
    assert aimed.page.endswith("&selcodgeo=69")


def test_a_level_of_its_own_kind_is_found_by_its_prefix():
    target = Aim(page=PAGE, nivgeos=("ze2020", "uu2020"))
    assert aim(target, "zoning:ze:8421").nivgeo == "ze2020"
    assert aim(target, "zoning:uu:00758").nivgeo == "uu2020"


@pytest.mark.parametrize("zone", [LYON, "country-subset:fr:metro", "nothing", ""])
def test_nothing_is_aimed_where_no_level_fits(zone):
    assert aim(Aim(page=PAGE, nivgeos=("zone12",)), zone) is None


def test_where_no_level_is_known_a_territory_is_selected_all_the_same():
    aimed = aim(Aim(page=PAGE, download=FILES), LYON)
    assert (aimed.nivgeo, aimed.download) == (None, None)
    assert aimed.page == f"{PAGE}&selcodgeo=69123"
    assert aim(Aim(page=PAGE), "country-subset:fr:metro") is None


def test_the_whole_country_has_the_code_of_the_portal():
    target = Aim(page=PAGE, nivgeos=("fra",), country="FR")
    assert aim(target, "country:fr").page.endswith("&selcodgeo=FR")


def test_a_territory_that_is_selected_already_is_replaced():
    target = Aim(page=f"{ROOT}/#selcodgeo=17336&c=indicator&i=a.b", nivgeos=("com",))
    assert aim(target, LYON).page == f"{ROOT}/#c=indicator&i=a.b&selcodgeo=69123"


def test_codes_cannot_add_parameters():
    aimed = aim(TARGET, "fr:commune:69123&view=map99#x")
    assert aimed.page.endswith("selcodgeo=69123%26view%3Dmap99%23x")


def test_a_record_keeps_what_it_takes():
    assert find_aim(a_record(extras={"aim": TARGET.to_extras()})) == TARGET


@pytest.mark.parametrize("said", [None, "x", [], {"page": 1}, {"nivgeos": "com"}, {"other": "x"}])
def test_what_is_not_ours_is_no_aim(said):
    assert find_aim(a_record(extras={"aim": said} if said is not None else {})) is None
