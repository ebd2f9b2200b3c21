import gzip
from dataclasses import dataclass, field

import ckanapi
import pytest
from requests import Request, Response

from catalogue.source import SourceAuth
from harvester.errors import SourceMisbehaved, SourceUnavailable
from harvester.http import Errand, sign_in_of
from harvester.http.answers import find_key, may_be_kept
from tests.harvester.http.loopback import a_session, in_turn, loopback, redirect, say

BODY = b"<rdf/>" * 1_000
DATE = "Sun, 01 Mar 2026 03:30:00 GMT"
ETAG = {"ETag": 'W/"1"'}


@dataclass(frozen=True)
class Kept:
    etag: str | None
    last_modified: str | None
    content_type: str
    content: bytes


@dataclass
class Memory:
    """Answers in memory; `written` has the address of each that was kept."""

    answers: dict[str, Kept] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)

    def find(self, key: str) -> Kept | None:
        return self.answers.get(key)

    def keep(self, key: str, url: str, **answer) -> None:
        self.answers[key] = Kept(**answer)
        self.written.append(url)

    def forget_unused(self) -> None:
        self.answers.clear()


@pytest.fixture
def memory() -> Memory:
    return Memory()


def conditional(body: bytes = BODY, **headers: str):
    """An answer that says 304 to who knows its validators."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    whole, nothing = say(body, headers=headers), say(status=304, headers=headers, length=-1)
    known = {headers.get("ETag"), headers.get("Last-Modified")} - {None}

    def answer(connection, asked):
        said = {asked.headers.get("If-None-Match"), asked.headers.get("If-Modified-Since")}
        (nothing if known & said else whole)(connection, asked)

    return answer


# -- what is asked, and what stands -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "asked"), [(ETAG, "If-None-Match"), ({"Last-Modified": DATE}, "If-Modified-Since")]
)
def test_an_answer_that_has_not_changed_stands_as_if_it_were_sent_again(memory, header, asked):
    answer = conditional(Content_Type="Text/Turtle; charset=utf-8", **header)
    with loopback({"/": answer}) as server, a_session(errand=Errand(answers=memory)) as session:
        first, second = (session.fetch_bytes("GET", server.url(), accept="text/turtle") for _ in range(2))

    assert [asked in request.headers for request in server.asked] == [False, True]
    assert (first.unchanged, second.unchanged) == (False, True)
    assert (second.status, second.content, second.content_type) == (200, BODY, "text/turtle")
    assert second.url == first.url
    assert session.stats.bytes < 1.2 * len(BODY)
    assert memory.written == [server.url()]


def test_an_answer_that_has_changed_takes_the_place_of_the_former(memory):
    answers = in_turn(conditional(b"old", ETag='"1"'), conditional(b"new", ETag='"2"'))
    with loopback({"/": answers}) as server, a_session(errand=Errand(answers=memory)) as session:
        fetched = [session.fetch_bytes("GET", server.url()) for _ in range(3)]

    assert [(one.content, one.unchanged) for one in fetched] == [
        (b"old", False),
        (b"new", False),
        (b"new", True),
    ]
    assert [request.headers.get("If-None-Match") for request in server.asked] == [None, '"1"', '"2"']


def test_a_server_that_sends_all_again_costs_no_writing(memory):
    with (
        loopback({"/": say(BODY, headers=ETAG)}) as server,
        a_session(errand=Errand(answers=memory)) as session,
    ):
        assert [session.fetch_bytes("GET", server.url()).unchanged for _ in range(3)] == [False] * 3

    assert memory.written == [server.url()]


def test_libraries_get_the_kept_answer_too(memory):
    body = b'{"success": true, "result": [1]}'
    answer = conditional(body, ETag='"1"', Content_Type="application/json")
    with (
        loopback({"/api/action/package_list": answer}) as server,
        a_session(errand=Errand(answers=memory)) as session,
    ):
        portal = ckanapi.RemoteCKAN(server.url(""), session=session, get_only=True)
        results = [portal.call_action("package_list", {}) for _ in range(2)]
        response = session.get(server.url("/api/action/package_list"))

    assert results == [[1], [1]]
    assert (response.status_code, response.ok, response.json()["result"]) == (200, True, [1])
    assert [("If-None-Match" in asked.headers) for asked in server.asked] == [False, True, True]


def test_each_hop_of_a_redirection_is_asked_by_its_own_validators(memory):
    """The condition of one address must not be put to the next."""
    with (
        loopback({"/b": conditional(ETag='"b"')}) as server,
        a_session(errand=Errand(answers=memory)) as session,
    ):
        server.routes["/a"] = in_turn(conditional(b"a", ETag='"a"'), redirect("/b"))
        bodies = [session.fetch_bytes("GET", server.url("/a")).content for _ in range(3)]

    assert bodies == [b"a", BODY, BODY]
    asked = [(request.path, request.headers.get("If-None-Match")) for request in server.asked]
    assert asked == [("/a", None), ("/a", '"a"'), ("/b", None), ("/a", '"a"'), ("/b", '"b"')]


def test_what_chooses_the_answer_tells_answers_apart(memory):
    def echo(connection, asked):
        said = f"{asked.headers['Accept']} {asked.headers.get('X-Fields')}".encode()
        conditional(said, ETag='"same"')(connection, asked)

    with loopback({"/": echo}) as server, a_session(errand=Errand(answers=memory)) as session:
        for _ in range(2):
            for accept, mask in (("a/a", "x"), ("a/b", "x"), ("a/a", "y")):
                fetched = session.fetch_bytes("GET", server.url(), accept=accept, headers={"X-Fields": mask})
                assert fetched.content == f"{accept} {mask}".encode()

    assert len(memory.answers) == 3


# -- what is never kept -----------------------------------------------------------------------------------


def key_of(method="GET", url="https://exemple.org/", own_header=None, **headers: str) -> str | None:
    return find_key(Request(method, url, headers=headers).prepare(), own_header)


def test_a_key_is_the_address_and_what_chooses_the_answer():
    same = {key_of(), key_of(**{"User-Agent": "a", "Cookie": "b"}), key_of("GET", X="secret", own_header="X")}
    others = {key_of(url="https://exemple.org/b"), key_of(Accept="a"), key_of(**{"Accept-Language": "fr"})}

    assert len(same) == 1
    assert len(same | others) == 4
    assert not {None} & (same | others)


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("POST", {}),
        ("HEAD", {}),
        ("GET", {"Authorization": "Bearer a"}),
        ("GET", {"X-CKAN-API-Key": "a"}),
        ("GET", {"Range": "bytes=0-9"}),
        ("GET", {"If-None-Match": '"mine"'}),
    ],
)
def test_other_requests_have_no_key(method: str, headers: dict[str, str]):
    assert key_of(method, **headers) is None


@pytest.mark.parametrize(
    ("headers", "kept"),
    [
        (ETAG, True),
        ({"Last-Modified": DATE}, True),
        ({}, False),
        (ETAG | {"Cache-Control": "private, max-age=0, no-cache"}, True),
        (ETAG | {"Cache-Control": "private, No-Store"}, False),
        (ETAG | {"Vary": "Accept, accept-encoding"}, True),
        (ETAG | {"Vary": "Origin"}, True),
        (ETAG | {"Vary": "Accept, Cookie"}, False),
        (ETAG | {"Vary": "Authorization"}, False),
        (ETAG | {"Vary": "*"}, False),
        ({"ETag": '"é"'}, False),
        ({"ETag": '"a"\r\n "b"'}, False),
        ({"ETag": '"' + 2_000 * "a" + '"'}, False),
    ],
)
def test_an_answer_is_kept_where_its_headers_let_it(headers: dict[str, str], kept: bool):
    response = Response()
    response.status_code = 200
    response.headers.update(headers)

    assert may_be_kept(response) == kept


@pytest.mark.parametrize("status", [203, 206, 404, 410, 500])
def test_only_a_whole_success_is_kept(memory, status):
    with (
        loopback({"/": say(b"a", status=status, headers=ETAG)}) as server,
        a_session(errand=Errand(answers=memory), attempts=1) as session,
    ):
        assert session.get(server.url()).status_code == status

    assert memory.answers == {}


def test_an_answer_read_piece_by_piece_is_neither_kept_nor_conditional(memory):
    with (
        loopback({"/": conditional(ETag='"1"')}) as server,
        a_session(errand=Errand(answers=memory)) as session,
    ):
        session.get(server.url())
        assert session.get(server.url(), stream=True).raw.read() == BODY

    assert "If-None-Match" not in server.asked[1].headers
    assert len(memory.written) == 1


def test_f07_a_cut_answer_never_takes_the_place_of_a_whole_one(memory):
    cut = say(b"new", headers={"ETag": '"2"'}, length=100)
    with (
        loopback({"/": in_turn(conditional(ETag='"1"'), cut, conditional(ETag='"1"'))}) as server,
        a_session(errand=Errand(answers=memory), attempts=1) as session,
    ):
        session.fetch_bytes("GET", server.url())
        with pytest.raises(SourceUnavailable, match="interrompue"):
            session.fetch_bytes("GET", server.url())
        again = session.fetch_bytes("GET", server.url())

    assert (again.content, again.unchanged) == (BODY, True)


def test_f14_a_bomb_is_not_kept_and_the_cap_holds_for_what_was_kept(memory):
    bomb = say(gzip.compress(bytes(1_000_000)), headers=ETAG | {"Content-Encoding": "gzip"})
    with loopback({"/": bomb, "/a": conditional(ETag='"1"')}) as server:
        with a_session(errand=Errand(answers=memory)) as session:
            session.get(server.url("/a"))
        with a_session(errand=Errand(answers=memory), max_bytes=1_000) as session:
            for path in ("/", "/a"):
                with pytest.raises(SourceMisbehaved, match="taille permise"):
                    session.get(server.url(path))

    assert "If-None-Match" not in server.asked[-1].headers
    assert memory.written == [server.url("/a")]


def test_a_304_that_nobody_asked_for_is_no_answer(memory):
    with (
        loopback({"/": say(status=304, headers=ETAG)}) as server,
        a_session(errand=Errand(answers=memory)) as session,
        pytest.raises(SourceMisbehaved, match="304"),
    ):
        session.fetch_bytes("GET", server.url())


def test_f13_neither_credentials_nor_cookies_are_part_of_what_is_kept(memory):
    answer = conditional(ETag='"1"', Set_Cookie="session=c00kie")
    with loopback({"/": answer}) as server:
        sign_in = sign_in_of(SourceAuth(kind="bearer", secret="env:A"), server.url(), {"A": "s3cr3t"})
        errand = Errand(home=server.url(), sign_in=sign_in, answers=memory)
        with a_session(errand=errand) as session:
            first, second = (session.fetch_bytes("GET", server.url("/?token=t0k3n")) for _ in range(2))

    assert (first.content, second.unchanged) == (BODY, True)
    assert server.asked[1].headers["Cookie"] == "session=c00kie"
    assert memory.written == [server.url("/?token=***")]
    assert not [secret for secret in ("s3cr3t", "c00kie", "t0k3n") if secret in repr(memory)]
