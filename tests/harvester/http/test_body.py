import gzip
import io
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from harvester.errors import HarvestError, SourceMisbehaved, SourceUnavailable
from tests.harvester.http.loopback import a_session, in_turn, loopback, raw, say

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
TEXT = b"<record>Qualit\xc3\xa9 de l'air</record>" * 500
ZIPPED = gzip.compress(TEXT)


def a_bomb(size: int) -> bytes:
    """Return gzip that grows to so many bytes, made without holding them."""
    stream = zlib.compressobj(9, wbits=31)
    pieces = [stream.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)]
    return b"".join([*pieces, stream.flush()])


@contextmanager
def peak_memory() -> Iterator[Callable[[], int]]:
    """Give the bytes by which memory grew at most since the start."""
    peaks: list[int] = []
    was_tracing = tracemalloc.is_tracing()
    if not was_tracing:
        tracemalloc.start()
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    try:
        yield lambda: peaks[0]
    finally:
        peaks.append(tracemalloc.get_traced_memory()[1] - before)
        if not was_tracing:
            tracemalloc.stop()


TRUNCATED = {
    "length promised, not kept": say(TEXT, length=len(TEXT) + 1),
    "length promised, nothing sent": say(b"", length=10),
    "chunk cut": raw(CHUNKED + b"10\r\nabc"),
    "chunks without an end": raw(CHUNKED + b"3\r\nabc\r\n"),
    "chunk size that is none": raw(CHUNKED + b"zz\r\nabc\r\n0\r\n\r\n"),
    "gzip cut, no length": say(ZIPPED[:-20], headers={"Content-Encoding": "gzip"}, length=-1),
    "gzip trailer cut, length kept": say(ZIPPED[:-3], headers={"Content-Encoding": "gzip"}),
    "gzip cut, length not kept": say(ZIPPED[:50], headers={"Content-Encoding": "gzip"}, length=len(ZIPPED)),
}


@pytest.mark.parametrize("fault", TRUNCATED)
def test_f07_a_truncated_body_is_never_a_shorter_one(fault: str):
    with loopback({"/": TRUNCATED[fault]}) as server, a_session() as session:
        with pytest.raises(SourceUnavailable) as caught:
            session.get(server.url())

        assert caught.value.kind == "truncated"
        assert session.stats.requests == len(server.asked) == 3


@pytest.mark.parametrize("fault", TRUNCATED)
def test_f07_streaming_a_truncated_body_raises_and_goes_on_raising(fault: str):
    with loopback({"/": TRUNCATED[fault]}) as server, a_session() as session:
        response = session.get(server.url(), stream=True)
        for _ in range(2):
            with pytest.raises(SourceUnavailable, match="interrompue"):
                response.raw.read()
        with pytest.raises(SourceUnavailable, match="interrompue"):
            _ = response.content


def test_f07_a_body_that_was_cut_once_is_fetched_again():
    answers = in_turn(TRUNCATED["chunk cut"], say(TEXT, length=-1))
    with loopback({"/": answers}) as server, a_session() as session:
        assert session.get(server.url()).content == TEXT
        assert session.stats.requests == 2


@pytest.mark.parametrize(
    "answer",
    [
        say(TEXT),
        say(TEXT, length=-1),
        say(ZIPPED, headers={"Content-Encoding": "gzip"}),
        say(zlib.compress(TEXT), headers={"Content-Encoding": "deflate"}, length=-1),
        raw(CHUNKED + b"%x\r\n%s\r\n0\r\n\r\n" % (len(TEXT), TEXT)),
    ],
)
def test_a_whole_body_comes_through_however_it_is_read(answer):
    with loopback({"/": answer}) as server, a_session() as session:
        assert session.get(server.url()).content == TEXT
        assert b"".join(session.get(server.url(), stream=True).iter_content(100)) == TEXT
        response = session.get(server.url(), stream=True)
        assert response.raw.read(7) == TEXT[:7]
        assert next(response.iter_content()).startswith(TEXT[7:20])
        assert TEXT.endswith(response.raw.read())
        lines = list(session.get(server.url(), stream=True).iter_lines(delimiter=b"</record>"))
        assert lines == TEXT.split(b"</record>")


def test_f15_an_endless_body_is_cut_at_the_cap():
    with loopback() as server, a_session(max_bytes=1_000_000) as session:

        def endless(connection, _asked):
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"[:17] + b"\r\n")
            while not server.stopping.is_set():
                connection.sendall(bytes(100_000))

        server.routes["/"] = endless
        with pytest.raises(SourceMisbehaved) as caught:
            session.get(server.url())

        assert caught.value.kind == "too-large"
        assert session.stats.requests == 1
        assert session.stats.bytes < 2_000_000


def test_f15_the_announced_length_is_only_a_hint():
    with (
        loopback({"/": say(TEXT, length=10**12)}) as server,
        a_session() as session,
        pytest.raises(SourceUnavailable, match="interrompue"),
    ):
        session.get(server.url())


def test_f15_the_cap_itself_is_allowed():
    with loopback({"/": say(TEXT)}) as server, a_session(max_bytes=len(TEXT)) as session:
        assert len(session.get(server.url()).content) == len(TEXT)
    with (
        loopback({"/": say(TEXT)}) as server,
        a_session(max_bytes=len(TEXT) - 1) as session,
        pytest.raises(SourceMisbehaved, match="taille permise"),
    ):
        session.get(server.url())


def test_f14_h41_a_gzip_bomb_is_cut_with_little_memory():
    bomb = a_bomb(200_000_000)
    answer = say(bomb, headers={"Content-Encoding": "gzip"})
    with (
        loopback({"/": answer}) as server,
        a_session() as session,
        peak_memory() as grown,
        pytest.raises(SourceMisbehaved) as caught,
    ):
        session.get(server.url())

    assert caught.value.kind == "compression-bomb"
    assert grown() < 30_000_000


def test_f14_what_is_small_may_be_compressed_as_well_as_it_likes():
    body = b"<record/>" * 400_000
    zipped = gzip.compress(body)
    assert len(body) > 100 * len(zipped)
    with loopback({"/": say(zipped, headers={"Content-Encoding": "gzip"})}) as server, a_session() as session:
        assert session.get(server.url()).content == body
        assert session.stats.bytes < len(body) // 10


def test_f14_the_cap_counts_what_was_decoded():
    body = gzip.compress(TEXT)
    answer = say(body, headers={"Content-Encoding": "gzip"})
    with (
        loopback({"/": answer}) as server,
        a_session(max_bytes=len(TEXT) - 1) as session,
        pytest.raises(SourceMisbehaved, match="taille permise"),
    ):
        session.get(server.url())
    assert len(body) < len(TEXT) // 10


def test_f14_the_cap_counts_what_was_received_too():
    """Empty gzip members for ever decode to nothing at all."""
    answer = say(gzip.compress(b"") * 10_000, headers={"Content-Encoding": "gzip"})
    with (
        loopback({"/": answer}) as server,
        a_session(max_bytes=100_000) as session,
        pytest.raises(SourceMisbehaved, match="taille permise"),
    ):
        session.get(server.url())


@pytest.mark.parametrize(
    ("encoding", "body"),
    [("br", TEXT), ("gzip, gzip", gzip.compress(ZIPPED)), ("gzip", TEXT), ("deflate", b"\x0f" + TEXT)],
)
def test_f14_h41_a_compression_that_cannot_be_read_is_told(encoding: str, body: bytes):
    with loopback({"/": say(body, headers={"Content-Encoding": encoding})}) as server, a_session() as session:
        with pytest.raises(SourceMisbehaved) as caught:
            session.get(server.url())

        assert caught.value.kind == "bad-compression"
        assert encoding in str(caught.value)


def test_h41_what_is_packed_inside_the_body_stays_packed():
    """A gzip in a gzip, a zip in a folder of records: one layer is undone, that of the protocol."""
    inner = a_bomb(20_000_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("records.xml", bytes(20_000_000))
    for body, headers in (
        (gzip.compress(inner), {"Content-Encoding": "gzip", "Content-Type": "application/gzip"}),
        (packed.getvalue(), {"Content-Type": "application/zip"}),
    ):
        with (
            loopback({"/": say(body, headers=headers)}) as server,
            a_session() as session,
            peak_memory() as grown,
        ):
            content = session.get(server.url()).content

        assert content in (inner, packed.getvalue())
        assert grown() < 5_000_000


def test_a_head_request_has_no_body_to_miss():
    head = say(headers={"Content-Encoding": "gzip"}, length=5000)
    with loopback({"/": head}) as server, a_session() as session:
        response = session.head(server.url())

        assert (response.status_code, response.content) == (200, b"")


def test_a_failure_is_one_of_ours():
    with loopback({"/": TRUNCATED["chunk cut"]}) as server, a_session(attempts=1) as session:
        with pytest.raises(HarvestError) as caught:
            session.get(server.url("/?apikey=abc"))

        assert "abc" not in str(caught.value)
        assert caught.value.facts["url"] == server.url("/?apikey=***")
