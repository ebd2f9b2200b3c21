"""Writing to an index: everything in one commit, the position with it."""

from collections.abc import Iterable
from pathlib import Path

from tantivy import Index, IndexWriter

from search.document import SearchDocument
from search.engine import IndexBatch
from search.tantivy_engine.reading import open_index
from search.tantivy_engine.schema import META, POSITION, schema, to_position, to_tantivy

SMALL_HEAP, BIG_HEAP = 50_000_000, 200_000_000
"""Bytes that a writer may hold before it writes a segment, which nobody sees before the commit."""


def write_batch(folder: Path, batch: IndexBatch) -> None:
    """Apply a batch to an index. A fresh `Index` each time: one that is kept leaves orphan files behind."""
    writer = open_index(folder).writer(SMALL_HEAP, 1)
    try:
        for changed in batch.changed_ids:
            writer.delete_documents_by_term("id", changed)
        _add_all(writer, batch.documents)
        writer.delete_documents_by_term(META, POSITION)
        writer.add_document(to_position(batch.position))
        writer.commit()
    finally:
        writer.wait_merging_threads()


def write_index(folder: Path, documents: Iterable[SearchDocument], position: int) -> None:
    """Build an index in an empty folder."""
    writer = Index(schema(), path=str(folder)).writer(BIG_HEAP, 2)
    try:
        _add_all(writer, documents)
        writer.add_document(to_position(position))
        writer.commit()
    finally:
        writer.wait_merging_threads()


def _add_all(writer: IndexWriter, documents: Iterable[SearchDocument]) -> None:
    for document in documents:
        writer.add_document(to_tantivy(document))
