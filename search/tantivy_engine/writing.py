"""Writing to an index: everything in one commit, the position with it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tantivy import Index, IndexWriter

from search.document import SearchDocument
from search.engine import IndexBatch
from search.errors import IndexUnavailable
from search.tantivy_engine.generations import ENGINE
from search.tantivy_engine.reading import open_index
from search.tantivy_engine.schema import META, POSITION, schema, to_position, to_tantivy

SMALL_HEAP, BIG_HEAP = 50_000_000, 60_000_000
"""Bytes that a writer may hold before it writes a segment, which nobody sees before the commit."""


def write_batch(folder: Path, batch: IndexBatch) -> None:
    """Apply a batch to an index. A fresh `Index` each time: one that is kept leaves orphan files behind."""
    with _writer(open_index(folder), SMALL_HEAP, 1) as writer:
        for changed in batch.changed_ids:
            writer.delete_documents_by_term("id", changed)
        _add_all(writer, batch.documents)
        writer.delete_documents_by_term(META, POSITION)
        writer.add_document(to_position(batch.position))


def write_index(folder: Path, documents: Iterable[SearchDocument], position: int) -> None:
    """Build an index in an empty folder."""
    with _writer(Index(schema(), path=str(folder)), BIG_HEAP, 2) as writer:
        _add_all(writer, documents)
        writer.add_document(to_position(position))


@contextmanager
def _writer(index: Index, heap: int, threads: int) -> Iterator[IndexWriter]:
    """Give a writer and commit what it was given, or nothing of it where that failed.

    What a killed writer left is swept first: a commit would give its file of deletions the same name again.
    """
    with _reported():
        writer = index.writer(heap, threads)
        writer.garbage_collect_files()
    try:
        yield writer
        with _reported():
            writer.commit()
    finally:
        with _reported():
            writer.wait_merging_threads()


def _add_all(writer: IndexWriter, documents: Iterable[SearchDocument]) -> None:
    for document in documents:
        made = to_tantivy(document)
        with _reported():
            writer.add_document(made)


@contextmanager
def _reported() -> Iterator[None]:
    """Turn the errors of tantivy (a full disk is a `ValueError`) into `IndexUnavailable`; no others."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise IndexUnavailable(ENGINE, str(error)) from error
