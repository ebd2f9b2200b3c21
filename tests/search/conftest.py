"""The engines, empty: the embedded one always, Elasticsearch where a node can be had."""

from collections.abc import Callable
from secrets import token_hex

import pytest

from catalogue.territories.gazetteer import load_gazetteer
from search import Cluster, Engine, open_engine

ENGINE_NAMES = ["tantivy", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]


@pytest.fixture(scope="session")
def make_engine(request, tmp_path_factory) -> Callable[[str], Engine]:
    """A function that gives an empty engine of a kind, with a folder or a prefix of its own."""
    made = []

    def make(name):
        if name == "tantivy":
            engine = open_engine(name, zones=load_gazetteer(), folder=tmp_path_factory.mktemp("index"))
        else:
            url = request.getfixturevalue("elasticsearch_url")
            cluster = Cluster(urls=(url,), prefix=f"glane-test-{token_hex(4)}", replicas=0)
            engine = open_engine(name, zones=load_gazetteer(), cluster=cluster)
        made.append(engine)
        return engine

    yield make
    for engine in made:
        engine.close()


@pytest.fixture(params=ENGINE_NAMES)
def engine(request, make_engine) -> Engine:
    """An empty engine of this test alone, once per kind."""
    return make_engine(request.param)
