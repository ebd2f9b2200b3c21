import pytest

from harvester.http import Errand
from tests.harvester.http.loopback import a_session, loopback, redirect, say

OK = say(b"ok")


def anywhere(_host: str, _port: int) -> list[str]:
    return ["127.0.0.1"]


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (301, "moved", "L'adresse a changé"),
        (308, "moved", "L'adresse a changé"),
        (302, "answers-elsewhere", "si l'adresse a changé"),
        (307, "answers-elsewhere", "si l'adresse a changé"),
    ],
)
def test_f12_a_source_that_answers_from_another_host_is_read_and_its_move_is_told(status, kind, words):
    with loopback({"/": OK}) as server:
        server.routes["/csw"] = redirect(server.url("/", "new.example"), status)
        home = server.url("/csw?token=abc", "old.example")
        with a_session(resolve=anywhere, errand=Errand(home=home)) as session:
            bodies = [session.fetch_bytes("GET", f"{home}&page={page}").content for page in (1, 2, 3)]

    assert bodies == [b"ok"] * 3
    [remark] = session.remarks
    assert remark.kind == kind
    assert words in remark.message
    assert f"new.example:{server.port}" in remark.message
    assert "old.example" in remark.message
    assert "abc" not in remark.message


def test_f12_one_hop_for_good_among_others_is_a_move():
    with loopback({"/c": OK}) as server:
        server.routes["/a"] = redirect(server.url("/b", "new.example"), 301)
        server.routes["/b"] = redirect(server.url("/c", "newer.example"), 302)
        home = server.url("/a", "old.example")
        with a_session(resolve=anywhere, errand=Errand(home=home)) as session:
            session.get(home)

    assert [remark.kind for remark in session.remarks] == ["moved"]


@pytest.mark.parametrize("home", ["http://old.example", None])
def test_f12_what_is_no_move_of_the_source_is_not_remarked(home: str | None):
    """Another path of the host, a way back home, and a look-up at another host."""
    with loopback({"/d": OK}) as server:
        old = server.url("/", "old.example")
        server.routes |= {
            "/a": redirect("/d", 301),
            "/b": redirect(server.url("/c", "new.example"), 301),
            "/c": redirect(server.url("/d", "old.example"), 301),
            "/e": redirect(server.url("/d", "new.example"), 301),
        }
        with a_session(resolve=anywhere, errand=Errand(home=old if home else None)) as session:
            for path, host in (("/a", "old.example"), ("/b", "old.example"), ("/e", "third.example")):
                assert session.get(server.url(path, host)).content == b"ok"

    assert session.remarks == []
