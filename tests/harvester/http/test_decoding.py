import gzip
import zlib

import pytest

from harvester.http.decoding import PIECE_BYTES, Decoder, UnknownCoding, decoder_for

TEXT = b"Qualit\xc3\xa9 de l'air " * 20_000


def bare_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


def decode(decoder: Decoder, data: bytes, step: int) -> bytes:
    starts = range(0, len(data), step)
    return b"".join(piece for start in starts for piece in decoder.feed(data[start : start + step]))


ENCODED = [
    ("", TEXT),
    ("identity", TEXT),
    ("utf-8", TEXT),
    ("gzip", gzip.compress(TEXT)),
    ("X-GZIP", gzip.compress(TEXT)),
    ("gzip", gzip.compress(TEXT[:1000]) + gzip.compress(TEXT[1000:])),
    ("gzip", gzip.compress(TEXT) + b"\0\0\0\0"),
    ("identity, gzip", gzip.compress(TEXT)),
    ("deflate", zlib.compress(TEXT)),
    ("deflate", bare_deflate(TEXT)),
]


@pytest.mark.parametrize("step", [1_000, 10**9])
@pytest.mark.parametrize(("encoding", "data"), ENCODED)
def test_every_coding_that_is_accepted_is_undone(encoding: str, data: bytes, step: int):
    decoder = decoder_for(encoding)

    assert decode(decoder, data, step) == TEXT
    assert decoder.is_complete()


@pytest.mark.parametrize(
    ("encoding", "data"),
    [(encoding, data) for encoding, data in ENCODED if data != TEXT and encoding != "utf-8"],
)
def test_f07_a_compressed_body_that_stops_early_is_not_complete(encoding: str, data: bytes):
    decoder = decoder_for(encoding)
    decode(decoder, data[: len(data) // 2], 1_000)

    assert not decoder.is_complete()


@pytest.mark.parametrize("encoding", ["gzip", "deflate", ""])
def test_an_empty_body_is_complete_in_any_coding(encoding: str):
    assert decoder_for(encoding).is_complete()


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip", "gzip, br", "deflate,gzip"])
def test_f14_codings_nobody_asked_for_and_nested_ones_are_refused(encoding: str):
    with pytest.raises(UnknownCoding):
        decoder_for(encoding)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_what_is_not_compressed_is_no_silent_success(encoding: str):
    with pytest.raises(zlib.error):
        decode(decoder_for(encoding), b"<html>not compressed at all</html>", 1_000)


def test_f14_a_bomb_comes_out_in_small_pieces():
    bomb = gzip.compress(bytes(10_000_000))
    sizes = [len(piece) for piece in decoder_for("gzip").feed(bomb)]

    assert max(sizes) <= PIECE_BYTES
    assert sum(sizes) == 10_000_000
