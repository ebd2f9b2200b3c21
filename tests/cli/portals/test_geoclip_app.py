"""The observatory, asked as the clients of real ones ask."""

import io
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
import requests
from lxml import etree
from owslib.catalogue.csw2 import CatalogueServiceWeb
from werkzeug.test import Client

from cli.portals.geoclip_app import LEVELS, PLACES, PORTAL, ROOT, build_geoclip_app
from cli.portals.portal import Portal
from cli.portals.samples import load_samples
from cli.portals.server import serve

API = f"{ROOT}/api/v1/functions/GC_API_download.php"
APL = {"type": "stat", "dataset": "offre_apl", "indic": "apl_mg"}


@pytest.fixture
def client():
    return Client(PORTAL.build_app())


@pytest.fixture
def catalogue():
    return load_samples("geoclip")


def test_the_page_is_recognised_as_an_observatory(portals):
    answer = requests.get(portals["geoclip"].url, timeout=10)
    assert answer.status_code == 200
    assert "window.GCO5" in answer.text


def test_the_list_wants_an_observatory_and_the_configuration_none(client):
    assert client.get(f"{ROOT}/GC_listIndics.php?lang=fr&obs=main").json["content"]["indics"]
    assert client.get(f"{ROOT}/GC_init.php?lang=fr").json["content"]["trees"]
    for wrong in ("GC_listIndics.php?lang=fr", "GC_init.php?lang=fr&obs=main", "GC_init.php"):
        answer = client.get(f"{ROOT}/{wrong}")
        assert answer.status_code == 200
        assert b"Unavailable service" in answer.data


def test_the_list_is_the_content_file(client, catalogue):
    indics = client.get(f"{ROOT}/GC_listIndics.php?lang=fr&obs=main").json["content"]["indics"]
    assert [f"{one['c_id_dataset']}.{one['c_id_indicateur']}" for one in indics] == [
        sample.identifier for sample in catalogue.samples
    ]
    assert [one["c_lib_indicateur"] for one in indics] == [sample.title for sample in catalogue.samples]
    assert {one["isPie"] for one in indics} == {0}


def test_a_theme_of_the_tree_is_a_dataset(client):
    url = f"{ROOT}/GC_listIndics.php?lang=fr&obs=main&tree=A01&theme="
    indics = client.get(url + "offre_apl").json["content"]["indics"]
    assert [one["c_id_indicateur"] for one in indics] == ["apl_mg", "apl_inf"]
    assert client.get(url + "nothing").json["content"]["indics"] == []


def test_the_tree_leads_to_every_dataset(client, catalogue):
    content = client.get(f"{ROOT}/GC_init.php?lang=fr").json["content"]
    (tree,) = content["trees"]
    leaves = [leaf["c_id_dataset"] for theme in tree["themes"] for leaf in theme["children"]]
    assert sorted(leaves) == sorted(one["c_id_dataset"] for one in content["datasets"])
    assert set(leaves) == {sample.identifier.partition(".")[0] for sample in catalogue.samples}
    assert {one["c_id_nivgeo"] for one in content["views"]} == {
        one["c_id_nivgeo"] for one in content["nivgeos"]
    }


def test_a_download_is_data_and_metadata(client):
    answer = client.get(API, query_string=APL | {"nivgeo": "dep", "lang": "fr"})
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == ["Data", "Métadonnées"]
    header, *rows = list(book["Data"].values)[4:]
    assert header == ("codgeo", "libgeo", "an", "apl_mg")
    assert {row[2] for row in rows} == {"2022", "2021", "2019"}
    assert {row[3] for row in rows} == {None}
    said = list(book["Métadonnées"].values)
    assert ("Producteur", "DREES") in said
    assert [label for label, _ in said][:3] == ["Indicateur", "Définition", "Unité"]


def test_the_last_vintage_alone(client):
    answer = client.get(API, query_string=APL | {"nivgeo": "reg", "filter": "last"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.data))["Data"].values)[5:]
    assert {row[2] for row in rows} == {"2022"}


def test_a_csv_has_no_figure(client):
    text = client.get(API, query_string=APL | {"nivgeo": "com2023", "format": "csv"}).text
    assert text.splitlines() == ["codgeo;libgeo;apl_mg", "38185;Grenoble;-9999", "69123;Lyon;-9999"]


@pytest.mark.parametrize(
    "wrong", [{"nivgeo": "com1999"}, {"indic": "x", "nivgeo": "dep"}, {"type": "", "nivgeo": "dep"}]
)
def test_an_unknown_code_breaks_the_download(client, wrong):
    assert client.get(API, query_string=APL | wrong).status_code == 500


def test_the_catalogue_is_off_unless_it_is_switched_on(client):
    assert client.get(f"{ROOT}/services/csw/").status_code == 404


def test_the_catalogue_as_a_real_client_reads_it(catalogue):
    portal = Portal(
        id="csw", kind="geoclip", title="x", path=ROOT, default_port=0, rank=1,
        build_app=lambda: build_geoclip_app(catalogue, has_csw=True),
    )  # fmt: skip
    with serve([portal], {"csw": 0}) as (running,):
        service = CatalogueServiceWeb(f"{running.url}/services/csw/")
        service.getrecords2(esn="full", outputschema="http://www.isotc211.org/2005/gmd", maxrecords=20)
    assert service.results["matches"] == len(catalogue.samples)
    record = next(iter(service.records.values()))
    root = etree.fromstring(record.xml)
    (link,) = root.findall(".//{*}onLine//{*}URL")
    named = parse_qs(urlsplit(link.text or "").query)["indics"]
    assert set(named) < {sample.identifier for sample in catalogue.samples}


def test_every_level_of_the_file_has_a_name(catalogue):
    used = {level for sample in catalogue.samples for level in sample.granularities}
    assert used <= set(LEVELS)
    assert {level.rstrip("0123456789") for level in used} >= set(PLACES)


def test_every_sample_has_a_theme_and_its_dataset_has_one_label(catalogue):
    labels = {(sample.identifier.partition(".")[0], sample.themes) for sample in catalogue.samples}
    assert all(len(themes) == 2 for _, themes in labels)
    assert len(labels) == len({dataset for dataset, _ in labels})


def test_another_start_gives_the_same_bytes():
    urls = (f"{ROOT}/GC_listIndics.php?lang=fr&obs=main", f"{ROOT}/GC_init.php?lang=fr")
    answers = [[Client(PORTAL.build_app()).get(url).data for url in urls] for _ in range(2)]
    assert answers[0] == answers[1]
