"""The engines, empty: the embedded one always, Elasticsearch where a node can be had."""

from collections.abc import Callable, Iterator
from secrets import token_hex

import pytest

from search import Engine
from tests.search.places import Place

ENGINE_NAMES = ["tantivy", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]


@pytest.fixture(scope="session")
def make_place(request, tmp_path_factory) -> Callable[[str], Place]:
    """A function that gives an empty place for an engine of a kind."""

    def make(name):
        if name == "tantivy":
            return Place(folder=tmp_path_factory.mktemp("index"))
        return Place(url=request.getfixturevalue("elasticsearch_url"), prefix=f"glane-test-{token_hex(4)}")

    return make


@pytest.fixture(scope="session")
def make_engine(make_place) -> Iterator[Callable[[str], Engine]]:
    """A function that gives an empty engine of a kind."""
    made = []

    def make(name):
        made.append(make_place(name).open())
        return made[-1]

    yield make
    for engine in made:
        engine.close()


@pytest.fixture(params=ENGINE_NAMES)
def engine(request, make_engine):
    """An empty engine of this test alone, once per kind."""
    return make_engine(request.param)


@pytest.fixture(params=ENGINE_NAMES)
def place(request, make_place):
    """An empty place of this test alone, once per kind of engine, that several processes may open."""
    return make_place(request.param)
