"""The body of an answer, read under the caps of the policy, whichever way it is read.

It stands where requests expects urllib3's response (`Response.raw`), so that `content`, `iter_content` and
`raw.read` all pass here. A body that ends early raises; it never counts as a shorter one.
"""

import zlib
from collections.abc import Iterator
from typing import Any

from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from harvester.errors import HarvestError, SourceMisbehaved, SourceUnavailable
from harvester.http.decoding import PIECE_BYTES, Decoder, UnknownCoding, decoder_for
from harvester.http.exchange import Exchange


class GuardedBody:
    """A body whose size, compression ratio and completeness are watched; always given decoded."""

    def __init__(self, source: BaseHTTPResponse, exchange: Exchange) -> None:
        self._source = source
        self._exchange = exchange
        self._received = 0
        self._decoded = 0
        self._rest = b""
        self._failure: HarvestError | None = None
        self._pieces = self._decoded_pieces()

    def __getattr__(self, name: str) -> Any:
        """Return what requests asks of urllib3's response besides the body: status, headers, cookies."""
        return getattr(self._source, name)

    def stream(self, amt: int | None = PIECE_BYTES, decode_content: bool | None = None) -> Iterator[bytes]:
        """Yield the rest of the body in pieces of our own size; the arguments are those of urllib3."""
        del amt, decode_content
        if self._rest:
            rest, self._rest = self._rest, b""
            yield rest
        while piece := self._next_piece():
            yield piece

    def read(self, amt: int | None = None, decode_content: bool | None = None) -> bytes:
        """Return the rest of the body, or `amt` bytes of it, fewer only at its end."""
        del decode_content
        if amt is None:
            return b"".join(self.stream())
        taken = bytearray(self._rest)
        while len(taken) < amt and (piece := self._next_piece()):
            taken += piece
        self._rest = bytes(taken[amt:])
        return bytes(taken[:amt])

    def close(self) -> None:
        """Close the connection: what was not read cannot be skipped."""
        self._source.close()

    def release_conn(self) -> None:
        """Give the connection back."""
        self._source.release_conn()

    def _next_piece(self) -> bytes:
        """Return the next piece, empty at the end; after a failure the failure again, never an early end."""
        if self._failure is not None:
            raise self._failure
        try:
            return next(self._pieces, b"")
        except HarvestError as error:
            self._failure = error
            self._source.close()
            raise

    def _decoded_pieces(self) -> Iterator[bytes]:
        decoder = self._decoder()
        for data in self._received_pieces():
            try:
                for piece in decoder.feed(data):
                    self._note_decoded(len(piece))
                    yield piece
            except zlib.error as error:
                raise self._bad_compression() from error
        if not decoder.is_complete():
            raise self._truncated()

    def _received_pieces(self) -> Iterator[bytes]:
        try:
            for data in self._source.stream(PIECE_BYTES, decode_content=False):
                self._received += len(data)
                self._cap(self._received)
                yield data
        except (HTTPError, OSError) as error:
            raise self._truncated() from error

    def _note_decoded(self, count: int) -> None:
        policy = self._exchange.policy
        self._exchange.patience(policy.total_timeout)
        self._decoded += count
        self._cap(self._decoded)
        if self._decoded > policy.ratio_from and self._decoded > policy.max_ratio * self._received:
            raise SourceMisbehaved("compression-bomb", url=self._exchange.url, limit=policy.max_ratio)

    def _cap(self, count: int) -> None:
        limit = self._exchange.policy.max_bytes
        if count > limit:
            raise SourceMisbehaved("too-large", url=self._exchange.url, limit=limit)

    def _decoder(self) -> Decoder:
        try:
            return decoder_for(self._source.headers.get("Content-Encoding", ""))
        except UnknownCoding as error:
            raise self._bad_compression() from error

    def _bad_compression(self) -> SourceMisbehaved:
        encoding = self._source.headers.get("Content-Encoding", "")
        return SourceMisbehaved("bad-compression", url=self._exchange.url, encoding=encoding)

    def _truncated(self) -> SourceUnavailable:
        return SourceUnavailable("truncated", url=self._exchange.url, received=self._received)
