"""ckanapi talks through our session alone, and its errors become ours (fault F08)."""

import pytest
import requests
from ckanapi import RemoteCKAN

from harvester.connectors.ckan_client import CkanClient, root_of
from harvester.errors import SourceMisbehaved, SourceUnavailable
from harvester.http import open_session
from tests.harvester import ckan, replay
from tests.harvester.conftest import POLICY
from tests.harvester.connectors.test_csw_client import connections

__all__ = ["connections"]

PACKAGES = [ckan.a_package(number) for number in range(5)]


@pytest.fixture
def ask():
    """A function that searches a portal."""

    def search(portal, **asked):
        with replay.serve(portal) as running, open_session(POLICY, allow_private=True) as session:
            return CkanClient(f"{running.url}/ckan", session).fetch_found(**{"rows": 10, **asked})

    return search


@pytest.mark.parametrize(
    ("url", "root"),
    [
        ("https://trouver.datasud.fr/", "https://trouver.datasud.fr"),
        ("https://portail.example.org/ckan", "https://portail.example.org/ckan"),
        (
            "https://portail.example.org/ckan/api/3/action/package_search?q=a",
            "https://portail.example.org/ckan",
        ),
        ("https://portail.example.org/dataset?organization=x#a", "https://portail.example.org"),
        ("https://api.example.org/api/", "https://api.example.org"),
    ],
)
def test_the_root_of_a_portal(url, root):
    assert root_of(url) == root


def test_ckanapi_opens_no_socket_of_its_own(connections, listing):
    with replay.serve(ckan.ckan(PACKAGES, ckan.CkanFaults(cap=2))) as running:
        listed = listing("ckan", url=f"{running.url}/ckan")
    assert (len(listed.items), listed.error) == (5, None)
    assert len(connections) >= 1
    assert all(ours for _, ours in connections)


def test_the_watch_would_see_ckanapi_connect(connections):
    with replay.serve(ckan.ckan(PACKAGES)) as running, pytest.raises(AssertionError, match="by itself"):
        RemoteCKAN(f"{running.url}/ckan").call_action("status_show")


def test_our_session_is_asked_and_stays_open(monkeypatch):
    closed = []
    with replay.serve(ckan.ckan(PACKAGES)) as running, open_session(POLICY, allow_private=True) as session:
        with monkeypatch.context() as watch:
            watch.setattr(session, "close", lambda: closed.append("closed"))
            for _ in range(2):
                assert CkanClient(f"{running.url}/ckan", session).find_version() == "2.12.0"
        assert (closed, session.stats.requests) == ([], 2)


def test_private_addresses_are_refused_for_ckanapi_too():
    with replay.serve(ckan.ckan(PACKAGES)) as running, open_session(POLICY) as session:
        with pytest.raises(SourceMisbehaved):
            CkanClient(f"{running.url}/ckan", session).fetch_found(rows=1)
        assert running.asked == []


def test_a_window_and_its_total(ask):
    found = ask(ckan.ckan(PACKAGES), rows=2)
    assert (found.count, [package["name"] for package in found.packages]) == (5, ["jeu-0", "jeu-1"])


def test_old_versions_answer_ids_as_texts(ask):
    found = ask(lambda _: ckan.said({"count": 2, "results": ["a", "b"]}))
    assert found.packages == ({"id": "a"}, {"id": "b"})


JSON = "application/json"
PAGE_404 = replay.Answer(content=replay.HTML, media_type="text/html", status=404)
TEXT_400 = replay.Answer(content=b'"Bad request: Action name not known"', media_type=JSON, status=400)
REFUSALS = {
    "a web page": (replay.Answer(content=replay.HTML, media_type="text/html"), "not-a-catalogue"),
    "a web page under 404": (PAGE_404, "http-status"),
    "a JSON text under 400": (TEXT_400, "api-error"),
    "an error under 200": (ckan.refused(200, "Internal", "La base est en panne"), "api-error"),
    "a search error": (ckan.refused(409, "Search Error", "Search error: bad date"), "api-error"),
    "a search query error": (ckan.refused(400, "Search Query Error", "bad query"), "api-error"),
    "a validation error": (ckan.refused(409, "Validation Error", "rows"), "api-error"),
    "not authorised": (ckan.refused(403, "Authorization Error", "Access denied"), "sign-in-needed"),
    "no result": (replay.Answer(content=b'{"success": true}', media_type=JSON), "unexpected-answer"),
    "another result": (ckan.said(["a", "b"]), "unexpected-answer"),
    "a result without a count": (ckan.said({"results": []}), "unexpected-answer"),
    "packages that are none": (ckan.said({"count": 1, "results": [3]}), "unexpected-answer"),
    "a list": (replay.Answer(content=b"[1, 2]", media_type=JSON), "api-error"),
    "an error that is a text": (replay.Answer(content=b'{"error": "no"}', media_type=JSON), "api-error"),
    "broken JSON": (replay.Answer(content=b'{"success": tru', media_type=JSON), "bad-json"),
    "plain text": (replay.Answer(content=b"it works", media_type="text/plain"), "api-error"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSALS)
def test_f08_what_is_no_answer_is_named(ask, name):
    answer, kind = REFUSALS[name]
    with pytest.raises(SourceMisbehaved) as caught:
        ask(lambda _: answer)
    assert (caught.value.kind, "127.0.0.1" in str(caught.value)) == (kind, True)


def test_f08_what_ckan_says_reaches_the_reader(ask):
    with pytest.raises(SourceMisbehaved, match="409 : SearchError : bad date"):
        ask(lambda _: ckan.refused(409, "Search Error", "Search error: bad date"))


@pytest.mark.parametrize(
    "answer",
    [
        ckan.refused(500, "Search Connection Error", "Solr is down"),
        replay.Answer(content=replay.HTML, media_type="text/html", status=500),
        replay.Answer(content=b"slow down", media_type="text/plain", status=429),
    ],
)
def test_a_portal_that_is_down_is_asked_another_day(ask, answer):
    with pytest.raises(SourceUnavailable) as caught:
        ask(lambda _: answer)
    assert caught.value.kind == "http-status"


@pytest.mark.parametrize(("status", "kind"), [(404, "Not Found Error"), (403, "Authorization Error")])
def test_a_package_that_is_not_shown_is_none(status, kind):
    portal = replay.serve(lambda _: ckan.refused(status, kind, "Indisponible"))
    with portal as running, open_session(POLICY, allow_private=True) as session:
        assert CkanClient(running.url, session).find_package("x") is None


def test_sessions_of_requests_are_not_what_ckanapi_gets():
    with replay.serve(ckan.ckan(PACKAGES)) as running, open_session(POLICY, allow_private=True) as session:
        client = CkanClient(f"{running.url}/ckan", session)
        assert not isinstance(client._ckan.session, requests.Session)
        client.fetch_found(rows=1)
        assert running.asked[0].method == "GET"
