"""Both engines answer alike, and as a brute-force search over the plain records does."""

import random
from dataclasses import replace

import pytest

from catalogue.selection import VALUE_FILTERS
from search.query import FACETS
from tests.search.conftest import ENGINE_NAMES
from tests.search.corpus import conformance, corpus_documents, corpus_records, to_search_query
from tests.search.oracle import expected_facet, expected_ids

QUERIES = conformance()["queries"]


@pytest.fixture(scope="module", params=ENGINE_NAMES)
def engine(request, make_engine):
    """An engine that holds the corpus."""
    filled = make_engine(request.param)
    filled.rebuild(corpus_documents(), 1)
    return filled


def test_the_corpus_is_worth_its_name():
    records = corpus_records()
    assert len({record.id for record in records}) == len(records) >= 60
    assert len({query["name"] for query in QUERIES}) == len(QUERIES) >= 24


@pytest.mark.parametrize("expected", QUERIES, ids=[query["name"] for query in QUERIES])
def test_what_is_expected(engine, expected):
    results = engine.search(to_search_query(expected["ask"], facets=tuple(expected.get("facets", ()))))
    found = [hit.id for hit in results.hits]
    assert (found if expected.get("ordered") else sorted(found)) == expected["ids"]
    assert results.total == expected.get("total", len(expected["ids"]))
    facets = {name: [(item.value, item.count) for item in counts] for name, counts in results.facets.items()}
    assert facets == {name: list(counts.items()) for name, counts in expected.get("facets", {}).items()}


@pytest.mark.parametrize("expected", QUERIES, ids=[query["name"] for query in QUERIES])
def test_the_expectations_are_what_a_search_without_index_gives(expected):
    query = to_search_query(expected["ask"])
    everything = expected_ids(corpus_records(), query)
    page = everything[query.offset :][: query.limit]
    assert (page if expected.get("ordered") else sorted(page)) == expected["ids"]


@pytest.mark.parametrize("expected", QUERIES, ids=[query["name"] for query in QUERIES])
def test_cursors_lead_through_the_whole_list_once(engine, expected):
    query = to_search_query({**expected["ask"], "limit": 3, "offset": 0})
    found, cursor = [], None
    while True:
        results = engine.search(replace(query, cursor=cursor))
        found += [hit.id for hit in results.hits]
        cursor = results.next_cursor
        if cursor is None:
            break
    assert found == expected_ids(corpus_records(), query)


def test_random_queries_agree_with_a_search_without_index(engine):
    records, chance = corpus_records(), random.Random(20261124)
    for _ in range(150):
        query = _any_query(records, chance)
        results = engine.search(query)
        expected = expected_ids(records, query)
        assert [hit.id for hit in results.hits] == expected[: query.limit], query
        assert results.total == len(expected)
        assert list(engine.iterate_ids(query.selection)) == sorted(expected)
        for name in query.facets:
            counted = [(item.value, item.count) for item in results.facets[name] if item.count]
            assert counted == expected_facet(records, query, name), (name, query)


def test_every_facet_over_everything(engine):
    records = corpus_records()
    query = to_search_query({}, facets=FACETS)
    results = engine.search(query)
    for name in FACETS:
        counted = [(item.value, item.count) for item in results.facets[name]]
        assert counted == expected_facet(records, query, name)[: query.facet_size]


def _any_query(records, chance):
    record, other = chance.choice(records), chance.choice(records)
    asks = [
        (0.6, "q", _some_words(record, chance)),
        (
            0.4,
            "territory",
            chance.choice(["fr:commune:69123", "fr:region:53", "country:fr", *other.territories]),
        ),
        (0.4, "fit", chance.choice(["own", "inherited", "within"])),
        (0.2, "year_from", chance.randint(1960, 2025)),
        (0.2, "year_to", chance.randint(1960, 2025)),
        (0.15, "bbox", _some_box(chance)),
        (0.15, "has_api", chance.choice(["true", "false"])),
        (0.15, "quality_min", chance.randint(0, 100)),
        (1, "sort", chance.choice(["relevance", "relevance", "modified", "title"])),
        *((0.12, name, list(values)) for name, values in _some_values(record, other).items()),
    ]
    ask = {name: value for odds, name, value in asks if chance.random() < odds}
    return to_search_query({**ask, "limit": 100}, facets=tuple(chance.sample(FACETS, 3)), facet_size=100)


def _some_words(record, chance):
    words = f"{record.title} {record.description or ''}".replace('"', "").split()
    start = chance.randrange(len(words))
    text = " ".join(words[start : start + chance.randint(1, 3)])
    return f'"{text}"' if chance.random() < 0.3 else text


def _some_box(chance):
    west, south = chance.uniform(-10, 60), chance.uniform(-30, 50)
    return f"{west},{south},{west + 10},{south + 10}"


def _some_values(record, other):
    """Values of two records by filter, so that a filter usually lets something through."""
    found = {
        "kind": (record.kind, other.kind),
        "topic": record.topics,
        "theme": record.themes,
        "licence": (record.licence, other.licence),
        "access": (record.access,),
        "publisher": tuple(item.publisher.name for item in (record, other) if item.publisher),
        "source": tuple(item.source for item in record.provenance),
        "granularity": record.granularities,
        "frequency": (record.frequency,),
        "milieu": record.milieux,
    }
    assert set(found) <= set(VALUE_FILTERS)
    return {name: tuple(filter(None, values)) for name, values in found.items() if any(values)}
