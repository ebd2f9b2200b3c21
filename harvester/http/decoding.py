"""Content codings undone piece by piece: gzip and deflate, never more memory than one piece.

Ours instead of urllib3's, since a body that ends before its gzip trailer must count as truncated, and the
caps need both sizes, received and decoded.
"""

import zlib
from collections.abc import Iterator
from typing import Protocol

ACCEPTED_CODINGS = "gzip, deflate"
PIECE_BYTES = 65_536
UNREADABLE = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz"})


class UnknownCoding(ValueError):
    """The body comes in a coding that nobody asked for, or in several."""


class Decoder(Protocol):
    """Undoes a content coding."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what `data` decodes to, in pieces; `zlib.error` for what is not in this coding."""
        ...

    def is_complete(self) -> bool:
        """Say whether the body may end here."""
        ...


class IdentityDecoder:
    """No coding at all."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield the data."""
        yield data

    def is_complete(self) -> bool:
        """Return True: HTTP's own framing tells."""
        return True


class GzipDecoder:
    """Gzip (RFC 1952), several members included; what follows the last one and is no member is ignored."""

    def __init__(self) -> None:
        self._stream = _gzip_stream()
        self._is_past_first = False
        self._has_begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what the data decodes to."""
        while data:
            if self._stream.eof and not self._open_next(data):
                return
            self._has_begun = True
            yield from inflate(self._stream, data)
            data = self._stream.unused_data

    def is_complete(self) -> bool:
        """Say whether the current member has had its trailer (an empty body has none)."""
        return self._stream.eof or not self._has_begun

    def _open_next(self, data: bytes) -> bool:
        if data[:1] != b"\x1f":
            return False
        self._stream = _gzip_stream()
        return True


class DeflateDecoder:
    """Deflate: the zlib format of RFC 9110 §8.4.1.2, or the bare one that some servers send."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj()
        self._has_begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what the data decodes to."""
        if not self._has_begun and data:
            self._has_begun = True
            if data[0] & 0x0F != zlib.DEFLATED:
                self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
        yield from inflate(self._stream, data)

    def is_complete(self) -> bool:
        """Say whether the stream has ended (an empty body never began)."""
        return self._stream.eof or not self._has_begun


def decoder_for(content_encoding: str) -> Decoder:
    """Return the decoder that a `Content-Encoding` header asks for.

    Names that are no compression at all (`utf-8`, seen in the field) count as none; `UnknownCoding` for
    compressions that we did not accept, and for more than one layer.
    """
    names = [name.strip().lower() for name in content_encoding.split(",")]
    layers = [name for name in names if name in {"gzip", "x-gzip", "deflate"} | UNREADABLE]
    if len(layers) > 1 or UNREADABLE & set(layers):
        raise UnknownCoding(content_encoding)
    if not layers:
        return IdentityDecoder()
    return DeflateDecoder() if layers[0] == "deflate" else GzipDecoder()


def inflate(stream: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    """Yield what `data` inflates to, at most `PIECE_BYTES` at a time."""
    while True:
        piece = stream.decompress(data, PIECE_BYTES)
        if piece:
            yield piece
        data = stream.unconsumed_tail
        if stream.eof or (not data and len(piece) < PIECE_BYTES):
            return


def _gzip_stream() -> "zlib._Decompress":
    return zlib.decompressobj(16 + zlib.MAX_WBITS)
