"""What the `Engine` protocol promises, beyond the answers of the conformance corpus."""

from catalogue.record import Record
from catalogue.record_parts import Agent
from catalogue.selection import Selection
from search.document import SearchDocument, from_record
from search.engine import IndexBatch
from search.query import FacetCount, SearchQuery
from tests.search.corpus import corpus_documents
from tests.search.fakes import FewZones

FICHE = SearchDocument(
    id="fiche:rgpd",
    kind="fiche",
    title="Air et RGPD",
    texts={"title": "Air et RGPD"},
    values={"kind": ("fiche",)},
)


def document(name, title="Air", **fields):
    return from_record(Record(id=name, title=title, **fields), zones=FewZones())


def batch(position, *documents, changed=()):
    ids = tuple(item.id for item in documents)
    return IndexBatch(changed_ids=(*ids, *changed), documents=iter(documents), position=position)


def ids_of(engine, text="", **query):
    results = engine.search(SearchQuery(selection=Selection(text=text), **query))
    assert results.total == len(results.hits)
    return [hit.id for hit in results.hits]


def test_an_index_that_was_never_built_is_empty(engine):
    results = engine.search(SearchQuery(selection=Selection(text="air"), facets=("kind",)))
    assert (results.total, results.hits, results.next_cursor) == (0, (), None)
    assert results.facets == {"kind": ()}
    assert list(engine.iterate_ids(Selection())) == []
    assert engine.position() == 0
    status = engine.status()
    assert (status.documents, status.position, status.healthy) == (0, 0, True)


def test_the_first_batch_makes_the_index(engine):
    engine.apply(batch(3, document("a"), document("b")))
    assert engine.position() == 3
    assert ids_of(engine) == ["a", "b"]


def test_a_batch_adds_replaces_and_deletes(engine):
    engine.rebuild([document("a", "Air"), document("b", "Bruit"), document("c", "Chaleur")], 1)
    engine.apply(batch(2, document("b", "Baignade"), document("d", "Déchets"), changed=("c", "never-there")))
    assert engine.position() == 2
    assert ids_of(engine, sort="title") == ["a", "b", "d"]
    assert ids_of(engine, "bruit") == ids_of(engine, "chaleur") == []
    assert ids_of(engine, "baignade") == ["b"]
    assert engine.status().documents == 3


def test_an_empty_batch_moves_the_position(engine):
    engine.rebuild([document("a")], 1)
    engine.apply(batch(5))
    assert engine.position() == 5
    assert ids_of(engine) == ["a"]


def test_a_deleted_document_comes_back(engine):
    engine.rebuild([document("a")], 1)
    engine.apply(batch(2, changed=("a",)))
    assert ids_of(engine) == []
    engine.apply(batch(3, document("a", "Retour")))
    assert ids_of(engine, "retour") == ["a"]


def test_the_same_batch_twice_changes_nothing(engine):
    engine.rebuild([document("a"), document("b")], 1)
    for _ in range(2):
        engine.apply(batch(2, document("b", "Bruit"), changed=("a",)))
    assert ids_of(engine) == ["b"]
    assert engine.position() == 2


def test_a_batch_that_was_overtaken_is_dropped(engine):
    engine.rebuild([document("a")], 1)
    engine.apply(batch(5, document("a", "Nouveau"), changed=("b",)))
    engine.apply(batch(3, document("a", "Ancien"), document("b")))
    assert engine.position() == 5
    assert ids_of(engine, "nouveau") == ids_of(engine) == ["a"]


def test_a_rebuild_forgets_what_was_there(engine):
    engine.rebuild([document("a")], 9)
    engine.rebuild([document("b")], 4)
    assert ids_of(engine) == ["b"]
    assert engine.position() == 4


def test_a_rebuild_serves_the_old_index_until_it_is_done(engine):
    engine.rebuild([document("a")], 1)
    seen = []

    def documents():
        for number in range(20):
            yield document(f"n{number:02}")
            seen.append((ids_of(engine), engine.position()))

    engine.rebuild(documents(), 2)
    assert seen == [(["a"], 1)] * 20
    assert len(ids_of(engine)) == 20
    assert engine.position() == 2


def test_a_batch_shows_when_it_is_whole(engine):
    engine.rebuild([document("a")], 1)
    seen = []

    def documents():
        for number in range(20):
            yield document(f"n{number:02}")
            seen.append((ids_of(engine), engine.position()))

    engine.apply(IndexBatch(changed_ids=("a",), documents=documents(), position=2))
    assert seen == [(["a"], 1)] * 20
    assert len(ids_of(engine)) == 20


def test_documents_that_fail_leave_the_old_state(engine):
    engine.rebuild([document("a")], 1)

    def documents():
        yield document("b")
        raise ZeroDivisionError

    for write in (
        lambda: engine.rebuild(documents(), 2),
        lambda: engine.apply(IndexBatch(changed_ids=("a", "b"), documents=documents(), position=2)),
    ):
        try:
            write()
        except ZeroDivisionError:
            pass
        else:
            raise AssertionError("the failure was swallowed")
        assert ids_of(engine) == ["a"]
        assert engine.position() == 1
    engine.apply(batch(2, document("c"), changed=("b",)))
    assert ids_of(engine) == ["a", "c"]


def test_other_kinds_are_counted_and_found_by_kind_alone(engine):
    engine.rebuild([document("a", kind="tool"), FICHE], 1)
    results = engine.search(SearchQuery(selection=Selection(text="air"), facets=("kind",)))
    assert [hit.id for hit in results.hits] == ["a"]
    assert results.facets["kind"] == (FacetCount(value="fiche", count=1), FacetCount(value="tool", count=1))
    fiches = engine.search(SearchQuery(selection=Selection(values={"kind": ("fiche",)})))
    assert [hit.id for hit in fiches.hits] == ["fiche:rgpd"]


def test_a_cursor_does_not_shift(engine):
    engine.rebuild([document(f"n{number:02}") for number in range(10)], 1)
    for text in ("air", ""):
        first = engine.search(SearchQuery(selection=Selection(text=text), limit=4))
        engine.apply(batch(2, document("n00b"), changed=("n01", "n02")))
        second = engine.search(SearchQuery(selection=Selection(text=text), limit=4, cursor=first.next_cursor))
        assert [hit.id for hit in first.hits] == ["n00", "n01", "n02", "n03"]
        assert [hit.id for hit in second.hits] == ["n04", "n05", "n06", "n07"]
        engine.rebuild([document(f"n{number:02}") for number in range(10)], 1)


def test_a_cursor_survives_the_loss_of_everything_before_it(engine):
    engine.rebuild([document(f"n{number:02}") for number in range(10)], 1)
    for sort in ("relevance", "title"):
        first = engine.search(SearchQuery(selection=Selection(text="air"), sort=sort, limit=6))
        engine.apply(batch(2, changed=tuple(f"n{number:02}" for number in range(6))))
        second = engine.search(
            SearchQuery(selection=Selection(text="air"), sort=sort, limit=6, cursor=first.next_cursor)
        )
        assert [hit.id for hit in second.hits] == ["n06", "n07", "n08", "n09"]
        engine.rebuild([document(f"n{number:02}") for number in range(10)], 1)


def test_ids_in_order_whatever_their_number(engine):
    engine.rebuild((document(f"{number * 7919 % 6000:04}") for number in range(6000)), 1)
    assert list(engine.iterate_ids(Selection())) == [f"{number:04}" for number in range(6000)]
    assert len(list(engine.iterate_ids(Selection(text="air")))) == 6000


def test_the_deepest_page_and_the_one_after(engine):
    engine.rebuild((document(f"{number:05}", "Eau") for number in range(10_050)), 1)
    last = engine.search(SearchQuery(selection=Selection(text="eau"), offset=9_900, limit=100))
    assert [hit.id for hit in last.hits][::99] == ["09900", "09999"]
    after = engine.search(SearchQuery(selection=Selection(text="eau"), cursor=last.next_cursor, limit=100))
    assert [hit.id for hit in after.hits] == [f"{number:05}" for number in range(10_000, 10_050)]


def test_values_are_compared_as_they_are(engine):
    long_name = 'Agence « régionale » de l\'eau, "Nord" \\ & <Sud> ' * 30
    engine.rebuild(
        [document("a", publisher=Agent(name=long_name)), document("b", publisher=Agent(name="agence"))], 1
    )
    found = engine.search(
        SearchQuery(selection=Selection(values={"publisher": (long_name,)}), facets=("publisher",))
    )
    assert [hit.id for hit in found.hits] == ["a"]
    assert {item.count for item in found.facets["publisher"]} == {1}


def test_texts_of_any_size_and_sign(engine):
    odd = "\x00\u202e<script>" + "é" * 20_000 + " 🙂 ﷺ ½ " + "mot " * 9_000
    engine.rebuild([document("a", title=odd, description=odd, keywords=(odd,), publisher=Agent(name=odd))], 1)
    assert ids_of(engine, "mot") == ["a"]
    assert ids_of(engine, odd[:200]) == ["a"]


def test_status_counts_what_is_searched(engine):
    engine.rebuild(corpus_documents(), 7)
    status = engine.status()
    assert (status.documents, status.position, status.healthy) == (60, 7, True)
    assert status.size_bytes > 0
    assert status.version
