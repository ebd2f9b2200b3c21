import pytest

from harvester.errors import SourceMisbehaved
from harvester.formats.ows_layers import MOST_LAYERS, read_layers
from tests.harvester.formats import ows

OPTIONS = {"url": "https://x.example/ows"}


def test_layers_of_a_wms_that_have_a_name():
    bathing, wells = read_layers(ows.WMS_130, OPTIONS)
    assert bathing == {
        "service": "WMS",
        "name": "baignade",
        "title": "Eaux de baignade",
        "abstract": "Classement des sites.",
        "bbox": [-5.0, 41.0, 9.0, 51.0],
    }
    assert (wells["name"], wells["abstract"]) == ("captages", "")


@pytest.mark.parametrize(
    ("content", "service", "name", "bbox"),
    [
        (ows.WMS_111, "WMS", "bruit", [1.0, 44.0, 2.0, 45.0]),
        (ows.WFS_110, "WFS", "ms:icpe", [-1.0, 43.0, 2.0, 45.0]),
        (ows.WFS_200, "WFS", "ms:icpe", [-1.0, 43.0, 2.0, 45.0]),
    ],
)
def test_every_version_that_is_met(content, service, name, bbox):
    (layer,) = read_layers(content, OPTIONS)
    assert (layer["service"], layer["name"], layer["bbox"]) == (service, name, bbox)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<csw:Capabilities xmlns:csw='http://www.opengis.net/cat/csw/2.0.2'/>", "unexpected-answer"),
        (b'<WMS_Capabilities version="9.9"/>', "unexpected-answer"),
        (b'<WMS_Capabilities version="1.3.0"/>', "unexpected-answer"),
        (b"<!DOCTYPE html><html><body>Maintenance</body></html>", "not-a-catalogue"),
        (
            b"<ServiceExceptionReport><ServiceException>non</ServiceException></ServiceExceptionReport>",
            "ows-exception",
        ),
    ],
)
def test_other_answers_have_a_reason(content, kind):
    with pytest.raises(SourceMisbehaved) as caught:
        list(read_layers(content, OPTIONS))
    assert caught.value.kind == kind


def test_a_service_of_many_tables_is_read_in_part():
    layer = b"<Layer><Name>captages</Name><Title>captages</Title></Layer>"
    many = b"".join(layer.replace(b"captages", b"c%d" % number) for number in range(MOST_LAYERS + 20))
    assert len(list(read_layers(ows.WMS_130.replace(layer, many), OPTIONS))) == MOST_LAYERS
