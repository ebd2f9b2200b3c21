"""The front end's JSON, with and without `obs`, and what comes instead of it."""

import json

import pytest

from harvester.connectors.geoclip_portal import GeoclipPortal
from harvester.errors import SourceMisbehaved, SourceParked, SourceUnavailable
from tests.harvester import replay
from tests.harvester.replay_geoclip import INIT, LIST, Habits, indicator, observatory

INDICS = [indicator("a"), indicator("b")]


@pytest.fixture
def portal_of(tools, declare):
    def build(running, **options):
        return GeoclipPortal(declare("geoclip", url=running.url, options=options), tools.session)

    return build


@pytest.mark.parametrize("borne", [("main",), ("",), ("", "main")])
@pytest.mark.parametrize("status", [200, 403, 500])
def test_the_list_is_found_with_and_without_obs(portal_of, borne, status):
    with replay.serve(observatory(INDICS, Habits(list_obs=borne, status_when_off=status))) as running:
        assert portal_of(running).fetch_indicators() == INDICS


def test_the_configuration_may_want_the_contrary_of_the_list(portal_of):
    how = Habits(list_obs=("main",), init_obs=("",), init={"version": "5"})
    with replay.serve(observatory(INDICS, how)) as running:
        portal = portal_of(running)
        portal.fetch_indicators()
        assert portal.find_surroundings().version == "5"
    assert [(asked.path, asked.query.get("obs")) for asked in running.asked] == [(LIST, "main"), (INIT, None)]


@pytest.mark.parametrize(("declared", "asked"), [("auto", ["main", None]), ("main", ["main"]), ("", [None])])
def test_what_is_declared_is_asked_alone(portal_of, declared, asked):
    with replay.serve(observatory(INDICS, Habits(list_obs=()))) as running:
        with pytest.raises(SourceMisbehaved) as caught:
            portal_of(running, obs=declared).fetch_indicators()
        assert caught.value.kind == "service-off"
    assert [one.query.get("obs") for one in running.asked] == asked


def test_language_and_trees_are_asked_for(portal_of):
    with replay.serve(observatory(INDICS)) as running:
        assert portal_of(running, lang="en", trees=["A01", "A02"]).fetch_indicators() == INDICS * 2
    assert [(one.query["lang"], one.query["tree"]) for one in running.asked] == [("en", "A01"), ("en", "A02")]


def test_a_list_with_holes_is_an_object(portal_of):
    with replay.serve(observatory({"0": INDICS[0], "7": INDICS[1]})) as running:
        assert portal_of(running).fetch_indicators() == INDICS


ANSWERS = {
    "a web page": (b"<!DOCTYPE html><html></html>", "not-a-catalogue"),
    "an xml page": (b"<?xml version='1.0'?><exception/>", "not-a-catalogue"),
    "cut json": (b'{"content": {"indics": [', "bad-json"),
    "nothing": (b"", "bad-json"),
    "json without content": (b'{"indics": []}', "unexpected-answer"),
    "a list": (b"[1]", "unexpected-answer"),
    "content without indicators": (b'{"content": {}}', "unexpected-answer"),
    "content that is a text": (b'{"content": "x"}', "unexpected-answer"),
    "too deep": (b'{"content":' + b"[" * 200 + b"]" * 200 + b"}", "bad-json"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_f08_what_is_no_list_is_named(portal_of, name):
    content, kind = ANSWERS[name]
    with replay.serve(replay.always(content, "application/json")) as running:
        with pytest.raises(SourceMisbehaved) as caught:
            portal_of(running).fetch_indicators()
        assert caught.value.kind == kind
        assert running.url in str(caught.value)


def test_the_configuration_may_fail_without_harm(portal_of):
    for portal in (
        replay.always(b"no", status=500),
        replay.always(b"no", status=404),
        replay.always(b"<html>"),
    ):
        with replay.serve(portal) as running:
            assert portal_of(running).find_surroundings() is None


def test_f05_a_portal_that_asks_for_patience_is_left_in_peace(portal_of):
    later = replay.Answer(content=b"", status=429, headers={"Retry-After": "9999"})
    with replay.serve(lambda asked: later) as running:
        with pytest.raises(SourceParked):
            portal_of(running).find_surroundings()
        assert len(running.asked) == 1


def test_a_server_that_fails_at_everything_is_unavailable(portal_of):
    failing = replay.always(json.dumps({"content": {}}).encode(), status=503)
    with replay.serve(failing) as running, pytest.raises(SourceUnavailable):
        portal_of(running).fetch_indicators()
