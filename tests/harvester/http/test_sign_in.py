import base64
import json
import logging

import pytest
from requests import Request

from catalogue.source import SourceAuth
from harvester.errors import SourceMisbehaved
from harvester.http import Errand, SignIn, sign_in_of
from harvester.http.sign_in import drop_identity, refusal_of
from tests.harvester.http.certificates import HOST, VALID, tls_server
from tests.harvester.http.loopback import a_session, loopback, redirect, say

SECRET = "s3cr3t-d0-n0t-t3ll"
HOME = "https://portal.example/csw"
BEARER = SourceAuth(kind="bearer", secret="env:PORTAL")
OK = say(b"ok")


def a_sign_in(home: str = HOME, auth: SourceAuth = BEARER, secret: str = SECRET) -> SignIn:
    sign_in = sign_in_of(auth, home, {"PORTAL": secret})
    assert sign_in is not None
    return sign_in


def signed(sign_in: SignIn, url: str = HOME):
    return sign_in(Request("GET", url).prepare())


def anywhere(_host: str, _port: int) -> list[str]:
    return ["127.0.0.1"]


@pytest.mark.parametrize(
    ("auth", "secret", "header", "value"),
    [
        (BEARER, SECRET, "Authorization", f"Bearer {SECRET}"),
        (SourceAuth(kind="header", secret="env:PORTAL", name="X-API-Key"), SECRET, "X-API-Key", SECRET),
        (SourceAuth(kind="header", secret="env:PORTAL"), SECRET, "Authorization", SECRET),
        (SourceAuth(kind="basic", secret="env:PORTAL"), "moi:mot:é", "Authorization", "moi:mot:é"),
        (SourceAuth(kind="basic", secret="env:PORTAL", user="moi"), "mot:é", "Authorization", "moi:mot:é"),
    ],
)
def test_each_kind_has_its_header(auth: SourceAuth, secret: str, header: str, value: str):
    if auth.kind == "basic":
        value = "Basic " + base64.b64encode(value.encode()).decode()

    assert signed(a_sign_in(auth=auth, secret=secret)).headers[header] == value


@pytest.mark.parametrize(
    ("auth", "secret"),
    [
        (BEARER, f"{SECRET}\r\nX-Other: 1"),
        (BEARER, f"{SECRET}\n"),
        (BEARER, f" {SECRET}"),
        (BEARER, "clé→"),
        (SourceAuth(kind="header", secret="env:PORTAL", name="X-Key"), f"{SECRET}\rX-Other: 1"),
        (SourceAuth(kind="basic", secret="env:PORTAL"), f"moi:{SECRET}\n"),
        (SourceAuth(kind="basic", secret="env:PORTAL"), SECRET),
        (SourceAuth(kind="basic", secret="env:PORTAL"), f"moi:{SECRET}\udcff"),
        (SourceAuth(kind="basic", secret="env:PORTAL", user="m:oi"), SECRET),
    ],
)
def test_a_secret_that_would_write_headers_or_cannot_be_sent_is_refused_and_not_repeated(auth, secret):
    with pytest.raises(SourceMisbehaved) as caught:
        signed(a_sign_in(auth=auth, secret=secret))

    assert caught.value.kind == "secret-unusable"
    assert "PORTAL" in str(caught.value)
    assert SECRET not in str(caught.value) + json.dumps(caught.value.to_json())


@pytest.mark.parametrize("environ", [{}, {"PORTAL": ""}])
def test_a_variable_that_lacks_is_named_by_the_first_request(environ: dict[str, str]):
    with loopback({"/": OK}) as server:
        errand = Errand(home=server.url(), sign_in=sign_in_of(BEARER, server.url(), environ))
        with (
            a_session(errand=errand) as session,
            pytest.raises(SourceMisbehaved, match=r"variable d'environnement PORTAL.* n'est pas définie"),
        ):
            session.get(server.url())

        assert server.accepts == 0


@pytest.mark.parametrize("name", ["X Key", "X-Key\r\nX-Other", "Host", "user-agent", "Content-Length", "Clé"])
def test_a_header_that_cannot_carry_it_is_refused(name: str):
    with pytest.raises(SourceMisbehaved) as caught:
        signed(a_sign_in(auth=SourceAuth(kind="header", secret="env:PORTAL", name=name)))

    assert caught.value.kind == "bad-auth-header"


def test_a_source_without_auth_or_without_address_signs_nothing():
    assert sign_in_of(None, HOME, {}) is None
    assert sign_in_of(BEARER, None, {"PORTAL": SECRET}) is None


@pytest.mark.parametrize(
    ("url", "is_signed"),
    [
        ("https://portal.example/other?page=2", True),
        ("https://portal.example:443/", True),
        ("https://PORTAL.example./", True),
        ("http://portal.example/csw", False),
        ("https://portal.example:8443/csw", False),
        ("https://www.portal.example/csw", False),
        ("https://portal.example.evil.example/csw", False),
    ],
)
def test_f13_only_the_origin_of_the_source_gets_it(url: str, is_signed: bool):
    assert ("Authorization" in signed(a_sign_in(), url).headers) == is_signed


def test_f13_a_fault_of_the_secret_concerns_no_other_server():
    assert "Authorization" not in signed(a_sign_in(secret=""), "https://other.example/").headers


def test_f13_neither_another_port_nor_its_cookies_get_anything():
    with loopback({"/": OK}) as other, loopback({"/": say(b"ok", headers={"Set-Cookie": "s=1"})}) as server:
        errand = Errand(home=server.url(), sign_in=a_sign_in(server.url()))
        with a_session(errand=errand) as session:
            for url in (server.url(), other.url(), server.url()):
                session.fetch_bytes("GET", url)

        first, last = server.asked
        assert first.headers["Authorization"] == last.headers["Authorization"] == f"Bearer {SECRET}"
        assert last.headers["Cookie"] == "s=1"
        [elsewhere] = other.asked
        assert not {"Authorization", "Cookie"} & set(elsewhere.headers.keys())


@pytest.mark.parametrize("auth", [BEARER, SourceAuth(kind="header", secret="env:PORTAL", name="X-API-Key")])
def test_f13_it_does_not_follow_a_redirection_away_nor_come_back_with_it(auth: SourceAuth):
    with loopback() as server:
        server.routes |= {
            "/": redirect("/here"),
            "/here": redirect(server.url("/away", "other.example")),
            "/away": redirect(server.url("/back", "portal.example")),
            "/back": OK,
        }
        home = server.url(host="portal.example")
        errand = Errand(home=home, sign_in=a_sign_in(home, auth))
        with a_session(resolve=anywhere, errand=errand) as session:
            assert session.get(home).content == b"ok"

        header = auth.name or "Authorization"
        assert [header in asked.headers for asked in server.asked] == [True, True, False, False]


def test_f13_it_does_not_go_from_https_to_http(tmp_path):
    trusted, wrap = tls_server(tmp_path, VALID)
    with (
        loopback({"/": OK}) as clear,
        loopback({"/": redirect(clear.url(host=HOST)), "/a": OK}, wrap, "https") as server,
    ):
        home = server.url(host=HOST)
        errand = Errand(home=home, sign_in=a_sign_in(home))
        with a_session(resolve=anywhere, errand=errand) as session:
            session.get(home, verify=trusted)
            session.get(clear.url(host=HOST))

        assert [asked.headers["Authorization"] for asked in server.asked] == [f"Bearer {SECRET}"]
        assert ["Authorization" in asked.headers for asked in clear.asked] == [False, False]


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_secret_names_its_variable_and_not_its_value(status: int):
    with loopback({"/": say(b"no", status=status)}) as server:
        errand = Errand(home=server.url(), sign_in=a_sign_in(server.url()))
        with a_session(errand=errand) as session, pytest.raises(SourceMisbehaved) as caught:
            session.fetch_bytes("GET", server.url())

    assert caught.value.kind == "sign-in-refused"
    assert "PORTAL" in str(caught.value)
    assert str(status) in str(caught.value)
    assert SECRET not in str(caught.value) + json.dumps(caught.value.to_json())


@pytest.mark.parametrize("status", [401, 403])
def test_a_source_that_wants_an_account_is_told_how_to_declare_it(status: int):
    with (
        loopback({"/": say(b"no", status=status)}) as server,
        a_session() as session,
        pytest.raises(SourceMisbehaved, match="auth") as caught,
    ):
        session.fetch_bytes("GET", server.url())

    assert caught.value.kind == "sign-in-needed"
    assert caught.value.facts["status"] == status


def test_a_refusal_at_another_address_says_that_the_secret_was_not_sent():
    with loopback({"/": say(b"no", status=401)}) as other, loopback({"/": redirect(other.url())}) as server:
        errand = Errand(home=server.url(), sign_in=a_sign_in(server.url()))
        with a_session(errand=errand) as session, pytest.raises(SourceMisbehaved) as caught:
            session.fetch_bytes("GET", server.url())

    assert caught.value.kind == "sign-in-elsewhere"
    assert other.url() in str(caught.value)


def test_no_log_no_repr_and_no_count_shows_it(caplog):
    caplog.set_level(logging.DEBUG)
    with loopback({"/": redirect("/a"), "/a": say(b"no", status=503)}) as server:
        errand = Errand(home=server.url(), sign_in=a_sign_in(server.url()))
        with a_session(errand=errand) as session:
            response = session.get(server.url())
            shown = [
                repr(it) for it in (session, session.auth, session.stats, session.policy, errand, response)
            ]
            shown += [repr(refusal_of(a_sign_in(), response.request, 401).to_json())]

    logged = [record.getMessage() + repr(record.__dict__) for record in caplog.records]
    assert len(server.asked) == 4
    assert all(asked.headers["Authorization"].endswith(SECRET) for asked in server.asked)
    assert len(logged) >= 4
    assert [text for text in (*shown, *logged) if SECRET in text] == []


def test_what_could_identify_us_is_dropped_and_nothing_else():
    request = Request(
        "GET", HOME, headers={"Accept": "a", "X-Fields": "b", "Cookie": "c", "X-Key": "d"}
    ).prepare()
    drop_identity(request)

    assert dict(request.headers) == {"Accept": "a"}
