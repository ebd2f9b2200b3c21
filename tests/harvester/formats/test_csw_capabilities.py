import pytest

from harvester.errors import SourceMisbehaved
from harvester.formats.csw_capabilities import read_capabilities
from tests.harvester import replay

OPTIONS = {"url": "https://g.example/csw"}


def test_owslib_reads_what_was_fetched():
    content = replay.CAPABILITIES.replace("{post}", "https://g.example/csw?").encode()
    assert read_capabilities(content, OPTIONS) == {
        "title": "Catalogue rejoué",
        "provider": None,
        "software": None,
        "version": "2.0.2",
        "operations": ["GetRecords"],
        "post_urls": ["https://g.example/csw?"],
        "schemas": ["http://www.isotc211.org/2005/gmd"],
    }


def test_pycsw_is_known_by_its_signature():
    content = b"<!-- pycsw 2.6.2 -->" + replay.CAPABILITIES.encode()
    assert read_capabilities(content, OPTIONS)["software"] == "pycsw 2.6.2"


def test_bare_capabilities_are_read():
    bare = b'<csw:Capabilities xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"/>'
    assert read_capabilities(bare, OPTIONS)["post_urls"] == []


def test_another_document_is_refused():
    with pytest.raises(SourceMisbehaved) as caught:
        read_capabilities(b"<WMS_Capabilities/>", OPTIONS)
    assert caught.value.facts["found"] == "WMS_Capabilities"


def test_real_capabilities_are_read_or_refused_by_name(real_files):
    versions = []
    for path in real_files("data/csw-capabilities/**/*.xml"):
        try:
            read = read_capabilities(path.read_bytes(), OPTIONS)
        except SourceMisbehaved as error:
            print(f"  {path.name}: {error.kind}")
            continue
        versions.append(read["version"])
        assert isinstance(read["operations"], list)
    assert versions.count("2.0.2") > 5
