import pytest

from search import Cluster, open_engine
from tests.search.fakes import FewZones


def test_nothing_is_opened_before_it_is_used(tmp_path):
    open_engine("tantivy", zones=FewZones(), folder=tmp_path / "index").close()
    open_engine("elasticsearch", zones=FewZones(), cluster=Cluster(urls=("http://127.0.0.1:9",))).close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["tantivy", "elasticsearch", "solr"])
def test_an_engine_without_a_place_is_refused(name):
    with pytest.raises(ValueError, match=name):
        open_engine(name, zones=FewZones())


def test_secrets_are_not_shown():
    shown = repr(Cluster(urls=("http://127.0.0.1:9",), api_key="s3cret", basic=("glane", "s3cret")))
    assert "s3cret" not in shown
