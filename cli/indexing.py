"""The index of an installation: records and all else that is found, brought up to date in one way."""

from datetime import UTC, datetime

from catalogue.store.content import list_content, note_content
from catalogue.store.leases import stamp
from cli.installation import Installation
from search.sync import SyncReport, catch_up, rebuild
from web.legal_documents import LEGAL, LegalDocuments

PROVIDERS = (LegalDocuments(),)
"""Whoever has something to be found beside records."""


def catch_up_index(installation: Installation) -> SyncReport:
    """Bring the index up to the store; raises `IndexUnavailable`."""
    _note_texts(installation)
    with installation.database.reading() as reading:
        return catch_up(reading, installation.engine, installation.gazetteer, PROVIDERS)


def rebuild_index(installation: Installation) -> SyncReport:
    """Build the index anew while the old one serves; raises `IndexUnavailable`."""
    _note_texts(installation)
    with installation.database.reading() as reading:
        return rebuild(reading, installation.engine, installation.gazetteer, PROVIDERS)


def _note_texts(installation: Installation) -> None:
    """A version with other texts writes the change log; the others lock nothing."""
    digests = PROVIDERS[0].digests()
    with installation.database.snapshot() as connection:
        kept = list_content(connection, LEGAL)
    if kept != digests:
        with installation.database.writing() as connection:
            note_content(connection, LEGAL, digests, stamp(datetime.now(UTC)))
