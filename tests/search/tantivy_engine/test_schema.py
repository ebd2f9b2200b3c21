import pickle

import pytest
from tantivy import Index, Query

from catalogue.record import Record
from catalogue.selection import Selection
from search.document import from_record
from search.engine import IndexBatch
from search.query import SearchQuery
from search.tantivy_engine import TantivyEngine, schema
from search.tantivy_engine.writing import write_index
from tests.search.fakes import FewZones


def documents(*numbers):
    return [from_record(Record(id=f"r{n}", title=f"Titre {n}"), zones=FewZones()) for n in numbers]


def titles(engine):
    query = SearchQuery(selection=Selection(text="titre"), sort="title", facets=())
    return [hit.title for hit in engine.search(query).hits]


def test_keys_that_order_hits_are_not_searched(tmp_path):
    write_index(tmp_path, documents(1), 1)
    searcher = Index.open(str(tmp_path)).searcher()
    found = searcher.search(Query.term_query(schema.schema(), "id", "r1"))
    assert len(found.hits) == 1
    with pytest.raises(ValueError, match="not indexed"):
        searcher.search(Query.term_query(schema.schema(), "by_title", "titre 1\tr1"))


def test_an_index_whose_order_keys_are_searched_takes_batches(tmp_path, monkeypatch):
    engine = TantivyEngine(tmp_path, FewZones())
    monkeypatch.setattr(schema, "_only_ordered", lambda made, names: made)
    schema.schema.cache_clear()
    try:
        engine.rebuild(documents(3, 2), 1)
        earlier = pickle.dumps(schema.schema())
    finally:
        monkeypatch.undo()
        schema.schema.cache_clear()
    assert pickle.dumps(schema.schema()) != earlier
    engine.apply(IndexBatch(changed_ids=("r1", "r3"), documents=documents(1), position=2))
    assert titles(engine) == ["Titre 1", "Titre 2"]
    assert engine.position() == 2
