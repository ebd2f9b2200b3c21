import pytest

from catalogue.selection import Selection
from cli.commands.demo import DATA_DIR
from cli.indexing import PROVIDERS, catch_up_index, rebuild_index
from cli.installation import open_installation
from search.query import SearchQuery
from web.legal_documents import LegalDocuments

LAW = SearchQuery(selection=Selection(values={"kind": ("fiche",)}), limit=100)
REFUSED = SearchQuery(selection=Selection(text="refus CADA", values={"kind": ("fiche",)}))


@pytest.fixture
def installation(tmp_path):
    opened = open_installation(data_dir=tmp_path / DATA_DIR)
    opened.prepare()
    yield opened
    opened.close()


def ids_found(installation, query=LAW):
    return {hit.id for hit in installation.engine.search(query).hits}


def position_of(installation):
    with installation.database.reading() as reading:
        return reading.position()


def test_a_new_index_holds_the_law(installation):
    assert catch_up_index(installation).rebuilt
    assert ids_found(installation) == set(PROVIDERS[0].digests())
    assert "fiche:refus-acces-cada" in ids_found(installation, REFUSED)


def test_the_same_texts_change_nothing(installation):
    catch_up_index(installation)
    before = position_of(installation)
    report = catch_up_index(installation)
    assert (report.documents, report.deleted, report.rebuilt) == (0, 0, False)
    assert position_of(installation) == before == len(PROVIDERS[0].digests())


def test_an_index_follows_when_the_texts_of_a_version_differ(installation, monkeypatch):
    catch_up_index(installation)
    before = position_of(installation)
    documents = list(LegalDocuments().iterate_documents())
    newer = tuple(document for document in documents if document.id != "fiche:licences")
    monkeypatch.setattr("web.legal_documents._documents", lambda: newer)
    report = catch_up_index(installation)
    assert (report.documents, report.deleted, report.rebuilt) == (0, 1, False)
    assert ids_found(installation) == {document.id for document in newer}
    assert position_of(installation) == before + 1
    monkeypatch.undo()
    assert catch_up_index(installation).documents == 1
    assert "fiche:licences" in ids_found(installation)


def test_an_index_built_anew_holds_the_law_too(installation):
    report = rebuild_index(installation)
    assert report.documents == len(ids_found(installation)) == len(PROVIDERS[0].digests())
    assert catch_up_index(installation).documents == 0


def test_an_older_index_takes_the_law_in(installation, monkeypatch):
    monkeypatch.setattr("web.legal_documents._documents", tuple)
    catch_up_index(installation)
    monkeypatch.undo()
    catch_up_index(installation)
    assert ids_found(installation) == set(PROVIDERS[0].digests())
