import pytest

from harvester.formats.geoclip_entry import to_entry
from harvester.formats.geoclip_ways import Ways, granularities_of
from tests.harvester.replay_geoclip import indicator

ROOT = "https://obs.example.fr"
API = f"{ROOT}/api/v1/functions/GC_API_download.php?type=stat&dataset=jeu&indic=tx"


def ways(options=None, labels=None, views=None, **more):
    entry = to_entry(indicator("tx", **more))
    return Ways(portal=ROOT, entry=entry, options=options or {}, labels=labels or {}, views=views or {})


def urls(found, **more):
    return [item.url for item in found.list_distributions()]


def test_a_csv_and_an_xlsx_per_level_in_its_newest_zoning():
    found = ways(nivgeos=["com2024", "com2025", "reg"], labels={"com2025": "Communes 2025"})
    assert [(item.title, item.format, item.levels) for item in found.list_distributions()] == [
        ("Communes 2025 (CSV)", "csv", ("commune",)),
        ("Communes 2025 (XLSX)", "xlsx", ("commune",)),
        ("Région (CSV)", "csv", ("region",)),
        ("Région (XLSX)", "xlsx", ("region",)),
    ]
    assert urls(found)[:2] == [f"{API}&nivgeo=com2025&lang=fr&format=csv", f"{API}&nivgeo=com2025&lang=fr"]


@pytest.mark.parametrize("wished", [["com2025"], ["com"], ["commune"]])
def test_levels_are_chosen_by_code_prefix_or_granularity(wished):
    assert [item.levels for item in ways({"levels": wished}).list_distributions()] == [("commune",)] * 2


def test_no_level_no_file():
    assert urls(ways({"levels": []})) == []
    assert urls(ways(nivgeos=[])) == []
    assert urls(ways(nivgeos=["Communes de 2025"])) == []


def test_an_indicator_without_dataset_has_neither_page_nor_files():
    found = ways(c_id_dataset="")
    assert (found.page, urls(found), found.sheet_address()) == (None, [], None)


def test_the_page_is_the_one_that_the_list_names():
    assert ways(url="https://obs.example.fr/x").page == "https://obs.example.fr/x"
    assert ways(url="voir le site").page == f"{ROOT}/#c=indicator&i=jeu.tx&s=2022"


def test_templates_of_the_declaration():
    found = ways(
        {
            "deep_link_template": "{base}/carte?i={dataset}.{indic}&e={extent}&l={lang}",
            "download_template": "https://dl.example.fr/{dataset}/{nivgeo}.{format}",
            "extent": "fra",
            "lang": "en",
        }
    )
    assert found.page == f"{ROOT}/carte?i=jeu.tx&e=fra&l=en"
    assert urls(found)[:2] == [
        "https://dl.example.fr/jeu/com2025.csv",
        "https://dl.example.fr/jeu/com2025.xlsx",
    ]


def test_the_sheet_is_in_the_smallest_download():
    assert ways(nivgeos=["com2025", "fra", "dep"]).sheet_address() == f"{API}&nivgeo=fra&lang=fr&filter=last"
    assert ways(nivgeos=[]).sheet_address() is None


def test_what_can_be_aimed():
    report = "{base}/#c=report&report=r01&selgeo1={selgeo1}&selgeo2={selgeo2}"
    options = {"report_template": report, "report_levels": ["com"], "country_code": "FR"}
    aim = ways(options, views={"com2025": "map3", "dep": "map1"}).to_aim()
    assert aim.page == f"{ROOT}/#c=indicator&i=jeu.tx&s=2022"
    assert aim.report == report.replace("{base}", ROOT)
    assert aim.download == f"{API}&nivgeo={{nivgeo}}&lang=fr"
    assert aim.csv == f"{API}&nivgeo={{nivgeo}}&lang=fr&format=csv"
    assert (aim.nivgeos, aim.report_nivgeos, aim.country) == (("com2025", "reg"), ("com",), "FR")
    assert aim.views == {"com2025": "map3"}


def test_granularities_from_the_finest():
    codes = ["fra", "dep", "com2025", "com2024", "xyz"]
    assert granularities_of(codes, {"xyz": "Bassins"}) == ("commune", "Bassins", "departement", "pays")
    assert granularities_of(["xyz"], {}) == ("xyz",)
