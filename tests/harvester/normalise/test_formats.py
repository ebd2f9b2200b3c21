import pytest

from catalogue.record import Record
from catalogue.record_parts import Distribution
from catalogue.territories import load_gazetteer
from harvester.normalise import NormaliseContext
from harvester.normalise.formats import find_format, normalise_formats

CONTEXT = NormaliseContext(gazetteer=load_gazetteer())


def made(**fields):
    record = Record(title="x", distributions=(Distribution(**fields),))
    return normalise_formats(record, CONTEXT).record


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CSV", "csv"),
        (".xlsx", "xlsx"),
        ("fr/csv", "csv"),
        ("csv/utf8", "csv"),
        ("csv.gz", "csv"),
        ("text/csv;charset=utf-8", "csv"),
        ("shp (wgs84)", "shp"),
        ("ESRI Shapefile 10.6", "shp"),
        ("Shapefiles (shp)", "shp"),
        ("x-gis/x-shapefile 1.0", "shp"),
        ("MapInfo TAB", "tab"),
        ("GML 3.2.1", "gml"),
        ("OGC:WMS 1.3.0", "wms"),
        ("WFS 2.0.0", "wfs"),
        ("csv, json, excel, shp", "csv"),
        ("xls html", "xls"),
        ("page web", "html"),
        ("http://publications.europa.eu/resource/authority/file-type/GEOJSON", "geojson"),
        ("esri rest", "arcgis"),
    ],
)
def test_formats_as_catalogues_write_them(text, name):
    found = find_format(text)
    assert found
    assert found[0].id == name


@pytest.mark.parametrize("text", ["fr/", "data", "document", "url", "obj", "", "(", "1.0"])
def test_what_names_no_format(text):
    assert find_format(text) is None


def test_what_stands_in_for_a_format():
    assert made(media_type="application/json", url="https://x.fr/a.csv").distributions[0].format == "json"
    assert made(protocol="OGC:WFS").distributions[0].format == "wfs"
    assert made(url="https://x.fr/ows?SERVICE=WMS&REQUEST=GetCapabilities").distributions[0].format == "wms"
    assert made(url="https://x.fr/export/a.csv.gz?x=1").distributions[0].format == "csv"
    assert made(access_url="https://x.fr/page.php").distributions[0].format is None
    assert made(url="http://[bad").distributions[0].format is None


def test_a_format_tells_the_media_type_where_none_is_stated():
    assert made(format="CSV").distributions[0].media_type == "text/csv"
    assert made(format="CSV", media_type="text/plain").distributions[0].media_type == "text/plain"


def test_what_cannot_be_read_is_kept_and_the_address_still_speaks():
    record = made(format="document", url="https://x.fr/a.pdf")
    assert record.distributions[0].format == "pdf"
    assert record.extras == {"unmapped": [["distributions.format", "document"]]}
