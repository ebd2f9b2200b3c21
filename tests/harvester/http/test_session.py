import base64
import json
import socket

import ckanapi
import pytest
import requests

from harvester.errors import SourceMisbehaved, SourceParked, SourceUnavailable
from harvester.http import GuardedSession
from tests.harvester.http.certificates import EXPIRED, HOST, VALID, tls_server
from tests.harvester.http.loopback import (
    START,
    USER_AGENT,
    FakeClock,
    a_policy,
    a_session,
    drip,
    in_turn,
    loopback,
    redirect,
    say,
)

OK = say(b"ok")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def busy(retry_after: str | None = None, status: int = 503):
    return say(b"busy", status=status, headers={"Retry-After": retry_after} if retry_after else None)


# -- it is a requests.Session -----------------------------------------------------------------------------


def test_it_behaves_as_a_session_of_requests():
    body = json.dumps({"title": "Qualité de l'air"}).encode()
    with loopback({"/": say(body, headers={"Content-Type": "application/json"})}) as server:
        with a_session() as session:
            response = session.post(server.url("/"), params={"q": "é"}, data={"a": "1"}, timeout=5)

        assert isinstance(session, requests.Session)
        assert (response.status_code, response.ok, response.json()) == (
            200,
            True,
            {"title": "Qualité de l'air"},
        )
        assert response.content == body
        [asked] = server.asked
        assert (asked.method, asked.path, asked.body) == ("POST", "/?q=%C3%A9", b"a=1")


@pytest.mark.parametrize("status", [204, 304, 400, 401, 403, 404, 410, 501])
def test_a_status_raises_nothing_unless_asked(status: int):
    with loopback({"/": say(status=status)}) as server, a_session() as session:
        response = session.get(server.url())

        assert response.status_code == status
        assert session.stats.requests == 1
        if status >= 400:
            with pytest.raises(requests.HTTPError):
                response.raise_for_status()


def test_we_say_who_we_are_whatever_a_library_would_say():
    with loopback({"/": OK}) as server, a_session() as session:
        session.get(server.url(), headers={"User-Agent": "ckanapi/4"})

        assert server.asked[0].headers["User-Agent"] == USER_AGENT
        assert server.asked[0].headers["Accept-Encoding"] == "gzip, deflate"


def test_f52_headers_of_one_request_never_reach_the_next():
    with loopback({"/": OK}) as server, a_session() as session:
        headers = {"Authorization": "Bearer a", **FORM}
        session.fetch_bytes("POST", server.url(), data=b"a", headers=headers, accept="text/turtle")
        session.fetch_bytes("GET", server.url())
        with a_session() as other:
            other.get(server.url())

        assert headers == {"Authorization": "Bearer a", **FORM}
        for asked in server.asked[1:]:
            assert not {"Authorization", "Content-Type"} & set(asked.headers.keys())
            assert asked.headers["Accept"] == "*/*"
        assert server.asked[0].headers["Accept"] == "text/turtle"


def test_the_stats_count_every_try_and_every_byte():
    with loopback({"/": in_turn(busy(), redirect("/a")), "/a": say(bytes(5_000))}) as server:
        with a_session() as session:
            session.get(server.url())

        assert session.stats.requests == len(server.asked) == 3
        assert 5_000 < session.stats.bytes < 6_000


def test_ckanapi_gets_checked_json():
    body = b'{"success": true, "result": {"count": NaN, "title": "a\\ud800", "results": [1e999]}}'
    with loopback({"/api/action/package_search": say(body)}) as server, a_session() as session:
        portal = ckanapi.RemoteCKAN(server.url(""), session=session)
        result = portal.call_action("package_search", {"rows": 2})

        assert result == {"count": None, "title": "a\ufffd", "results": [None]}
        assert server.asked[0].headers["User-Agent"] == USER_AGENT
        server.routes["/api/action/package_search"] = say(b"[" * 100_000)
        with pytest.raises(SourceMisbehaved, match="imbrication"):
            portal.call_action("package_search", {})


# -- fetch_bytes ------------------------------------------------------------------------------------------


def test_fetch_bytes_gives_the_whole_answer():
    answer = say(b"<a/>", headers={"Content-Type": "Text/XML; charset=utf-8", "ETag": '"1"'})
    with loopback({"/old": redirect("/new"), "/new": answer}) as server, a_session() as session:
        fetched = session.fetch_bytes("GET", server.url("/old"), params={"a": "b"})

        assert (fetched.status, fetched.content, fetched.content_type) == (200, b"<a/>", "text/xml")
        assert fetched.headers["etag"] == '"1"'
        assert fetched.url == server.url("/new")
        assert fetched.redirects == (server.url("/old?a=b"),)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (429, SourceUnavailable),
        (500, SourceUnavailable),
        (503, SourceUnavailable),
        (501, SourceUnavailable),
        (400, SourceMisbehaved),
        (404, SourceMisbehaved),
        (304, SourceMisbehaved),
        (300, SourceMisbehaved),
    ],
)
def test_fetch_bytes_says_what_a_status_means(status: int, error: type[Exception]):
    with loopback({"/": say(b"no", status=status)}) as server, a_session() as session:
        with pytest.raises(error) as caught:
            session.fetch_bytes("GET", server.url())

        assert type(caught.value) is error
        assert caught.value.kind == "http-status"  # type: ignore[attr-defined]
        assert str(status) in str(caught.value)


# -- tries, pauses and Retry-After ------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_f06_a_passing_failure_is_tried_three_times_with_a_growing_pause(status: int):
    clock = FakeClock()
    with loopback({"/": busy(status=status)}) as server, a_session(clock, backoff=2.0) as session:
        assert session.get(server.url()).status_code == status
        assert len(server.asked) == 3
        assert clock.sleeps == [2.0, 4.0]


def test_f06_what_heals_in_time_is_no_failure():
    with loopback({"/": in_turn(busy(), busy(status=500), OK)}) as server, a_session() as session:
        assert session.fetch_bytes("GET", server.url()).content == b"ok"


def test_a_post_that_reads_is_repeated_with_its_body_and_any_other_is_not():
    with loopback({"/": in_turn(busy(), OK)}) as server, a_session() as session:
        assert session.post(server.url(), data=b"<GetRecords/>").content == b"ok"
        assert [asked.body for asked in server.asked] == [b"<GetRecords/>"] * 2
    with loopback({"/": in_turn(busy(), OK)}) as server, a_session(retry_posts=False) as session:
        assert session.post(server.url(), data=b"<Transaction/>").status_code == 503
        assert len(server.asked) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
@pytest.mark.parametrize("retry_after", ["7", "Sun, 01 Mar 2026 03:30:07 GMT"])
def test_f05_retry_after_is_waited_for_inside_the_run(retry_after: str, status: int):
    clock = FakeClock()
    with loopback({"/": in_turn(busy(retry_after, status), OK)}) as server, a_session(clock) as session:
        assert session.get(server.url()).content == b"ok"
        assert clock.sleeps == [7.0]


@pytest.mark.parametrize("retry_after", ["-1", "0", "demain", "1e3", "Sun, 01 Mar 2020 03:30:07 GMT", ""])
def test_f05_retry_after_that_is_absurd_leaves_our_own_pause(retry_after: str):
    clock = FakeClock()
    with loopback({"/": in_turn(busy(retry_after), OK)}) as server, a_session(clock) as session:
        assert session.get(server.url()).content == b"ok"
        assert clock.sleeps == [1.0]


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [("301", 301), ("3600", 3600), ("Sun, 01 Mar 2026 05:30:00 GMT", 7200), ("9999999", 86_400)],
)
def test_f05_retry_after_beyond_five_minutes_parks_the_source(retry_after: str, seconds: int):
    clock = FakeClock()
    with loopback({"/": busy(retry_after)}) as server, a_session(clock) as session:
        with pytest.raises(SourceParked) as caught:
            session.get(server.url())

        assert (caught.value.resume_at - START).total_seconds() == seconds
        assert len(server.asked) == 1
        assert clock.sleeps == []


def test_f05_a_parked_host_is_not_asked_again_by_any_session():
    clock = FakeClock()
    with (
        loopback({"/": in_turn(busy("3600"), OK)}) as server,
        a_session(clock) as first,
        a_session(clock) as second,
    ):
        for session in (first, second, first):
            with pytest.raises(SourceParked) as caught:
                session.get(server.url("/"))
            assert (caught.value.resume_at - START).total_seconds() == 3600
        assert len(server.asked) == 1

        clock.sleep(3_600)
        assert second.get(server.url()).content == b"ok"


def test_f05_a_source_that_is_still_busy_after_its_time_ends_the_tries():
    clock = FakeClock()
    with loopback({"/": busy("7", 429)}) as server, a_session(clock) as session:
        with pytest.raises(SourceUnavailable, match="429"):
            session.fetch_bytes("GET", server.url())

        assert clock.sleeps == [7.0, 7.0]


def test_the_pace_of_a_host_is_shared_by_all_sessions():
    clock = FakeClock()
    with loopback({"/": OK}) as server, loopback({"/": OK}) as other:
        with a_session(clock, pace=2.0) as first, a_session(clock, pace=2.0) as second:
            first.get(server.url())
            second.get(server.url())
            first.get(other.url())
            first.get(server.url())

        assert clock.sleeps == [2.0, 2.0]


# -- redirections -----------------------------------------------------------------------------------------


def test_f12_a_redirection_is_followed_and_told():
    with loopback({"/a": redirect("/b", 301), "/b": redirect("/c", 307), "/c": OK}) as server:
        with a_session() as session:
            response = session.get(server.url("/a"))

        assert response.content == b"ok"
        assert [earlier.status_code for earlier in response.history] == [301, 307]
        assert response.url == server.url("/c")


def test_f12_five_redirections_are_followed_and_no_sixth():
    routes = {f"/{step}": redirect(f"/{step + 1}") for step in range(1, 7)} | {"/6": OK}
    with loopback(routes) as server, a_session() as session:
        assert session.get(server.url("/1")).content == b"ok"
        server.asked.clear()
        server.routes["/0"] = redirect("/1")
        with pytest.raises(SourceMisbehaved) as caught:
            session.get(server.url("/0"))

        assert caught.value.kind == "redirects"
        assert len(server.asked) == 6


def test_f12_a_loop_ends():
    with loopback({"/a": redirect("/b"), "/b": redirect("/a")}) as server, a_session() as session:
        with pytest.raises(SourceMisbehaved, match="plus de 5 redirections"):
            session.get(server.url("/a"))

        assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("file:///etc/hostname", "forbidden-scheme"),
        ("ftp://exemple.org/", "forbidden-scheme"),
        ("javascript:alert(1)", "forbidden-scheme"),
        ("http://moi:mot@exemple.org/", "credentials-in-url"),
        ("http://[::1", "bad-url"),
        ("http://exemple.org:99999/", "bad-url"),
    ],
)
def test_f12_a_redirection_to_what_is_no_web_address_is_refused(location: str, kind: str):
    with loopback({"/": redirect(location)}) as server, a_session() as session:
        with pytest.raises(SourceMisbehaved) as caught:
            session.get(server.url())

        assert caught.value.kind == kind
        assert len(server.asked) == 1


def test_f12_who_follows_no_redirection_gets_it():
    with loopback({"/": redirect("/a")}) as server, a_session() as session:
        response = session.get(server.url(), allow_redirects=False)

        assert (response.status_code, response.headers["Location"], response.history) == (302, "/a", [])
        assert len(server.asked) == 1


def test_f13_credentials_do_not_follow_to_another_port():
    secrets = {"Authorization": "Bearer a", "X-CKAN-API-Key": "b", "Cookie": "c=d", "Accept": "text/turtle"}
    with loopback({"/": OK}) as other, loopback({"/": redirect(other.url())}) as server:
        with a_session() as session:
            session.cookies.set("e", "f")
            session.get(server.url(), headers=secrets, cookies={"g": "h"})

        sent, leaked = server.asked[0].headers, other.asked[0].headers
        assert (sent["Authorization"], sent["X-CKAN-API-Key"]) == ("Bearer a", "b")
        assert not {"Authorization", "X-CKAN-API-Key", "Cookie"} & set(leaked.keys())
        assert (leaked["Accept"], leaked["User-Agent"]) == ("text/turtle", USER_AGENT)


def test_f13_credentials_do_not_follow_to_another_host_nor_come_back():
    with loopback() as server:
        server.routes |= {
            "/": redirect(server.url("/away", "other.example"), 307, {"Set-Cookie": "s=1"}),
            "/away": redirect(server.url("/back"), 307, {"Set-Cookie": "t=2"}),
            "/back": OK,
        }
        with a_session(resolve=lambda _host, _port: ["127.0.0.1"]) as session:
            session.post(server.url(), data=b"body", auth=("moi", "mot"))

        first, *others = server.asked
        assert first.headers["Authorization"].startswith("Basic ")
        assert [asked.path for asked in others] == ["/away", "/back"]
        for asked in others:
            assert not {"Authorization", "Cookie"} & set(asked.headers.keys())
            assert asked.body == b"body"


def test_f13_credentials_stay_on_a_redirection_within_the_origin():
    with loopback({"/": redirect("/a", headers={"Set-Cookie": "s=1"}), "/a": OK}) as server:
        with a_session() as session:
            session.get(server.url(), auth=("moi", "mot"))

        expected = "Basic " + base64.b64encode(b"moi:mot").decode()
        assert [asked.headers["Authorization"] for asked in server.asked] == [expected] * 2
        assert server.asked[1].headers["Cookie"] == "s=1"


def test_f13_credentials_do_not_follow_to_another_scheme(tmp_path):
    trusted, wrap = tls_server(tmp_path, VALID)
    with (
        loopback({"/": OK}) as clear,
        loopback({"/": redirect(clear.url(host=HOST))}, wrap, "https") as server,
    ):
        with a_session(resolve=lambda _host, _port: ["127.0.0.1"]) as session:
            session.get(server.url(host=HOST), auth=("moi", "mot"), verify=trusted)

        assert "Authorization" in server.asked[0].headers
        assert "Authorization" not in clear.asked[0].headers


def test_f13_passwords_of_the_machine_are_not_looked_up(tmp_path, monkeypatch):
    """By default requests sends what `.netrc` holds for a host."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login moi password mot\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with loopback({"/": redirect("/a"), "/a": OK}) as server, a_session() as session:
        session.get(server.url())
        plain = requests.get(server.url(), timeout=5)

    assert ["Authorization" in asked.headers for asked in server.asked] == [False, False, True, True]
    assert plain.content == b"ok"


# -- addresses that never go out --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url", ["/etc/hostname", "file:///etc/hostname", "ftp://exemple.org/", "exemple.org"]
)
def test_f18_a_file_is_no_address(url: str):
    with a_session() as session, pytest.raises(SourceMisbehaved) as caught:
        session.get(url)

    assert caught.value.kind == "forbidden-scheme"
    assert session.stats.requests == 0


def test_a_password_in_the_address_is_refused_and_not_repeated():
    with loopback({"/": OK}) as server, a_session() as session:
        with pytest.raises(SourceMisbehaved) as caught:
            session.get(server.url().replace("//", "//moi:motdepasse@"))

        assert "motdepasse" not in str(caught.value) + repr(caught.value.to_json())
        assert server.accepts == 0


# -- TLS --------------------------------------------------------------------------------------------------


def test_under_tls_the_name_is_verified_though_the_address_was_resolved_before(tmp_path):
    trusted, wrap = tls_server(tmp_path, VALID)
    with (
        loopback({"/": OK}, wrap, "https") as server,
        a_session(resolve=lambda _host, _port: ["127.0.0.1"]) as session,
    ):
        assert session.get(server.url(host=HOST), verify=trusted).content == b"ok"
        with pytest.raises(SourceUnavailable) as caught:
            session.get(server.url(host="other.example"), verify=trusted)

        assert caught.value.kind == "tls"


def test_f01_an_expired_certificate_is_told_and_not_tried_again(tmp_path):
    trusted, wrap = tls_server(tmp_path, EXPIRED)
    with (
        loopback({"/": OK}, wrap, "https") as server,
        a_session(resolve=lambda _host, _port: ["127.0.0.1"]) as session,
    ):
        with pytest.raises(SourceUnavailable, match="certificat expiré") as caught:
            session.get(server.url(host=HOST), verify=trusted)

        assert caught.value.kind == "tls"
        assert server.accepts == 1
        assert server.asked == []


def test_f03_a_slow_drip_under_tls_ends_at_the_total_deadline_too(tmp_path):
    trusted, wrap = tls_server(tmp_path, VALID)
    with loopback({}, wrap, "https") as server:
        server.routes["/"] = drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x", server.stopping)
        with (
            a_session(
                FakeClock(0.5), min_rate=0, attempts=1, resolve=lambda _h, _p: ["127.0.0.1"]
            ) as session,
            pytest.raises(SourceUnavailable, match="délai de 120"),
        ):
            session.get(server.url(host=HOST), verify=trusted)


def test_a_server_that_speaks_no_http_at_all():
    def speak(connection: socket.socket, _asked: object) -> None:
        connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")

    with loopback({"/": speak}) as server, a_session() as session:
        with pytest.raises(SourceUnavailable) as caught:
            session.get(server.url())

        assert caught.value.kind == "unreachable"


def test_two_lengths_that_differ_are_no_http():
    answer = say(b"abc", headers={"Content-Length": "5"})
    with loopback({"/": answer}) as server, a_session() as session:
        with pytest.raises(SourceMisbehaved) as caught:
            session.get(server.url())

        assert caught.value.kind == "bad-answer"


def test_a_connection_is_kept_for_the_next_request():
    """Over one connection, the second request has a deadline of its own."""

    def serve_twice(connection: socket.socket, _asked: object) -> None:
        answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
        connection.sendall(answer)
        if connection.recv(10_000):
            connection.sendall(answer)

    clock = FakeClock()
    with loopback({"/": serve_twice}) as server:
        with GuardedSession(a_policy(total_timeout=10.0), clock=clock) as session:
            assert session.get(server.url()).content == b"ok"
            clock.sleep(100)
            assert session.get(server.url()).content == b"ok"

        assert server.accepts == 1
