"""The parent's reading of answers, from a child that may have become somebody else."""

import json
import pickle
import socket

import pytest

from harvester.errors import HarvestError, SourceMisbehaved
from harvester.gateway.exchange import AnswerInvalid, ChildGone, Exchange
from harvester.gateway.forking import ForkServer
from harvester.gateway.limits import GatewayLimits
from harvester.gateway.wire import (
    BYTES,
    DONE,
    FAILED,
    HEADER,
    RESULT,
    TASK,
    excerpt,
    frame,
    result_frames,
    to_json_bytes,
)

OVER = frame(DONE, b'{"growth_bytes": 7}')


@pytest.fixture
def answered():
    """A function that exchanges a task with a child that answers these bytes, then leaves."""
    ours, theirs = socket.socketpair()

    def exchange(answer, max_bytes=10_000_000):
        theirs.sendall(answer)
        theirs.shutdown(socket.SHUT_WR)
        return Exchange(link=ours, seconds=5, max_bytes=max_bytes).run("task", b"content", {"a": 1})

    with ours, theirs:
        yield exchange


def test_results_and_their_bytes_are_put_together(answered):
    first = frame(RESULT, to_json_bytes({"value": {"n": 1}, "blobs": ["x", "y"], "places": {}}))
    answer = answered(first + frame(BYTES, b"one") + frame(BYTES, b"") + OVER)
    assert (answer.results, answer.growth_bytes) == ([{"n": 1, "x": b"one", "y": b""}], 7)


def test_an_excerpt_is_cut_from_what_was_sent(answered):
    (frame_of_result,) = result_frames({"n": 1, "x": excerpt(b"content", 1, 4, 2, " é ")})
    answer = answered(frame(*frame_of_result) + OVER)
    assert answer.results == [{"n": 1, "x": "o é nt".encode()}]
    assert b"nt" not in frame_of_result[1].replace(b"content", b"")


def test_excerpts_count_as_what_came_back(answered):
    some = frame(*next(iter(result_frames({"x": excerpt(b"content", 0, 7, 0, "")}))))
    with pytest.raises(AnswerInvalid):
        answered(some * 9 + OVER, max_bytes=9 * len(some))


@pytest.mark.parametrize(
    "answer",
    [
        frame(RESULT, pickle.dumps({"value": {}, "blobs": []})) + OVER,
        frame(RESULT, b"[" * 100_000) + OVER,
        frame(RESULT, b"{}") + OVER,
        frame(RESULT, b'{"value": {}, "blobs": ["x"], "places": {}}') + OVER,
        frame(RESULT, b'{"value": {}, "blobs": [], "places": {"x": [0, 3, "1", ""]}}') + OVER,
        frame(RESULT, b'{"value": {}, "blobs": [], "places": {"x": [0, 3]}}') + OVER,
        frame(RESULT, b'{"value": 3, "blobs": 4}') + OVER,
        frame(FAILED, b'{"error": "OSError", "kind": "x", "facts": {}}'),
        frame(FAILED, b'{"error": "SourceMisbehaved", "kind": "no such kind", "facts": {}}'),
        frame(FAILED, b"\xff"),
        frame(DONE, b"{}"),
        frame(b"?", b""),
        frame(BYTES, b"") + OVER,
        HEADER.pack(RESULT, 4_000_000_000),
    ],
)
def test_what_our_code_never_writes_is_refused(answered, answer):
    with pytest.raises(AnswerInvalid):
        answered(answer)


@pytest.mark.parametrize(
    "answer", [b"", frame(RESULT, b"{}")[:6], frame(RESULT, b'{"value": {}, "blobs": [], "places": {}}')]
)
def test_a_child_that_leaves_is_gone(answered, answer):
    with pytest.raises(ChildGone):
        answered(answer)


def test_the_error_of_a_task_comes_back(answered):
    error = SourceMisbehaved("too-deep", limit=100)
    with pytest.raises(HarvestError) as caught:
        answered(frame(FAILED, to_json_bytes(error.to_json())))
    assert (type(caught.value), caught.value.to_json()) == (SourceMisbehaved, error.to_json())


def test_all_frames_of_an_answer_count_against_its_size(answered):
    one = frame(RESULT, to_json_bytes({"value": {"text": "x" * 100}, "blobs": [], "places": {}}))
    with pytest.raises(AnswerInvalid):
        answered(one * 20 + OVER, max_bytes=1000)


def test_a_child_that_says_nothing_meets_the_deadline():
    ours, theirs = socket.socketpair()
    with ours, theirs, pytest.raises(TimeoutError):
        Exchange(link=ours, seconds=0.05, max_bytes=10).run("task", b"", {})


def test_a_child_that_reads_nothing_meets_the_deadline():
    ours, theirs = socket.socketpair()
    with ours, theirs, pytest.raises(TimeoutError):
        Exchange(link=ours, seconds=0.05, max_bytes=10).run("task", b"x" * 10_000_000, {})


def test_only_json_and_marked_bytes_travel():
    """A real child, its frames read raw."""
    server = ForkServer("harvester.gateway.tasks")
    child = server.fork(GatewayLimits())
    try:
        request = frame(TASK, to_json_bytes({"name": "rdf.triples", "options": {}}))
        child.link.sendall(request + frame(BYTES, b"<urn:a> <urn:b> 1 ."))
        frames = list(read_frames(child.link))
    finally:
        server.end(child)
        server.close()
    assert [letter for letter, _ in frames] == [RESULT, BYTES, DONE]
    assert json.loads(frames[0][1])["blobs"] == ["ntriples"]
    assert frames[1][1].startswith(b"<urn:a> <urn:b> ")
    assert json.loads(frames[2][1])["growth_bytes"] >= 0


def read_frames(link):
    letter = None
    with link.makefile("rb") as stream:
        while letter != DONE:
            letter, length = HEADER.unpack(stream.read(HEADER.size))
            yield letter, stream.read(length)
