"""The bytes that sources sent, kept compressed under their SHA-256: any of them can be mapped again."""

from collections.abc import Mapping
from hashlib import sha256

import zstandard
from sqlalchemy import Connection, select

from catalogue.store.inserting import insert_missing
from catalogue.store.tables import original

LEVEL = 9


def digest(content: bytes) -> str:
    """Return the name under which an original is kept: its SHA-256 in hexadecimal."""
    return sha256(content).hexdigest()


def put_originals(connection: Connection, contents: Mapping[str, bytes]) -> None:
    """Keep the originals, given by digest; those already there are left alone."""
    known = select(original.c.sha256).where(original.c.sha256.in_(contents))
    missing = contents.keys() - set(connection.scalars(known))
    if missing:
        compressor = zstandard.ZstdCompressor(level=LEVEL)
        rows = [
            {"sha256": name, "size": len(contents[name]), "content": compressor.compress(contents[name])}
            for name in sorted(missing)
        ]
        insert_missing(connection, original, rows)


def get_original(connection: Connection, name: str) -> bytes:
    """Return the original of this digest; raises `LookupError` where none is kept."""
    row = connection.execute(select(original.c.content).where(original.c.sha256 == name)).one_or_none()
    if row is None:
        raise LookupError(f"no original {name}")
    return zstandard.ZstdDecompressor().decompress(row.content)
