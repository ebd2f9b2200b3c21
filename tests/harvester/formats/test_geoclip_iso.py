import pytest

from catalogue import aiming
from harvester.formats import geoclip_iso
from harvester.formats.geoclip_iso import find_name
from tests.harvester.samples import iso_record, recording

PAGE = "https://observatoire.example.fr/#c=indicator&i=emp_act.pt_pxx_ouv1564"


def iso_to_record(*args):
    """The record of some bytes."""
    return geoclip_iso.iso_to_record(*args)


def aim_of(record, zone):
    """What the record lets a reader aim, and the addresses for a zone."""
    found = aiming.find_aim(record)
    return found, found and aiming.aim(found, zone)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (recording("geoclip/record.xml"), "emp_act.pt_pxx_ouv1564"),
        (b"https://o/GC_make_map.php?indic=a.b&amp;x=1", "a.b"),
        (b"https://o/#c=indicator&amp;i=a.b&amp;s=2022", "a.b"),
        (b"https://o/#i=a.b", "a.b"),
        (b"https://o/GC_API_download.php?type=stat&amp;dataset=a&amp;indic=b&amp;nivgeo=dep", "a.b"),
        (b"https://o/?indics=caf%C3%A9.b", "caf\u00e9.b"),
        (b"https://o/?indics=nothing", None),
        (iso_record(1), None),
        (b"", None),
    ],
)
def test_links_name_the_indicator(content, name):
    assert find_name(content) == name


def test_a_record_of_the_catalogue():
    record = iso_to_record(recording("geoclip/record.xml"), "x", PAGE, {})
    assert (record.kind, record.identifier) == ("indicator", "emp_act.pt_pxx_ouv1564")
    assert record.publisher.name == "GéoExemple"
    assert record.indicator.sources == ("Insee, RP exploitation principale",)
    assert record.indicator.definition == record.description
    assert record.landing_page == PAGE
    assert record.extras["file_identifier"] == "fr-observatoire-emp-act-1564"


def test_its_report_can_be_aimed_at_a_territory():
    template = "{base}/#c=report&report=r01&selgeo1={selgeo1}&selgeo2={selgeo2}"
    options = {"report_template": template, "report_levels": ["com"]}
    record = iso_to_record(recording("geoclip/record.xml"), "x", PAGE, options)
    found, aimed = aim_of(record, "fr:commune:69123")
    assert found.report == template.replace("{base}", "https://observatoire.example.fr")
    assert aimed.page == f"{PAGE}&selcodgeo=69123"
    assert aimed.report.endswith("&selgeo1=com.69123&selgeo2=fra.99")


def test_a_record_without_an_indicator_is_one_all_the_same():
    record = iso_to_record(iso_record(1), "fiche-1", None, {})
    assert (record.kind, record.title, record.indicator.code) == ("indicator", "Fiche 1", None)
    assert "aim" not in record.extras


def test_its_page_is_the_one_of_the_declaration():
    options = {"deep_link_template": "{base}/carte?i={dataset}.{indic}&s={last}&l={lang}"}
    record = iso_to_record(recording("geoclip/record.xml"), "x", PAGE, options)
    assert record.landing_page == "https://observatoire.example.fr/carte?i=emp_act.pt_pxx_ouv1564&l=fr"
