"""Sources asked what they are: side by side, each for a bounded time, and told as they answer."""

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Event

import pytest

from harvester.connector import FetchTools
from harvester.connectors import CONNECTORS
from harvester.errors import RunStopped, SourceMisbehaved, SourceUnavailable
from harvester.http import HttpPolicy, open_session
from harvester.probing import SILENCES, brief, probe_sources
from harvester.sources import parse_source
from tests.harvester.conftest import POLICY
from tests.harvester.http.loopback import loopback, say
from tests.harvester.runs.fakes import DECLARATION, FakeConnector, a_page

PATIENT = 30.0
"""Seconds that no test waits for."""


@pytest.fixture
def open_tools(parser):
    """Open tools, and note for which sources."""
    opened = []

    @contextmanager
    def opening(source, stop):
        opened.append(source.id)
        policy = replace(POLICY, crawl_delay=True)
        with open_session(policy, allow_private=True) as session:
            session.cancel = stop
            yield FetchTools(session=session, gateway=parser)

    opening.opened = opened
    return opening


@pytest.fixture
def connector(monkeypatch):
    """A source of two records, whose ways of answering a test may change."""
    made = FakeConnector(lambda: iter([a_page("a", "b", "c", "d", announced=7)]))
    monkeypatch.setitem(CONNECTORS, "table", made)
    return made


def a_source(name, host="127.0.0.1:9"):
    """Return a source of this host."""
    declaration = {**DECLARATION, "id": name, "title": name, "url": f"http://{host}/{name}.csv"}
    return parse_source(declaration, Path())


def unreachable(source, _tools):
    raise SourceUnavailable("time-out", url=source.url, seconds=5)


def test_a_source_tells_what_it_is_and_its_first_titles(connector, open_tools):
    (found,) = probe_sources([a_source("air")], open_tools)
    assert (found.error, found.probe.software, found.announced, found.listed) == (None, "Essai 1.0", 7, 4)
    assert found.titles == ("a", "b", "c")
    assert found.remarks == ("Rien à dire.",)


def test_a_source_without_a_record_was_reached(connector, open_tools):
    connector.pages = lambda: iter(())
    (found,) = probe_sources([a_source("air")], open_tools)
    assert (found.error, found.listed, found.titles) == (None, 0, ())


def test_an_error_is_told_with_its_source_and_what_was_learned_before_it_stays(connector, open_tools):
    def broken():
        raise SourceMisbehaved("bad-json", url="http://127.0.0.1/", detail="?")
        yield

    connector.pages = broken
    (found,) = probe_sources([a_source("air")], open_tools)
    assert str(found.error).startswith("Source air : ")
    assert (found.error.kind, found.probe.software) == ("bad-json", "Essai 1.0")


def test_hosts_are_asked_side_by_side(connector, open_tools, monkeypatch):
    together = Barrier(3)
    probe = connector.probe

    def meet(source, tools):
        together.wait(PATIENT)
        return probe(source, tools)

    monkeypatch.setattr(connector, "probe", meet)
    sources = [a_source(name, f"{name}.example.org") for name in ("a", "b", "c")]
    assert {found.source.id for found in probe_sources(sources, open_tools) if not found.error} == set("abc")


def test_what_answers_first_is_told_first(connector, open_tools, monkeypatch):
    told = Event()
    probe = connector.probe

    def wait(source, tools):
        if source.id == "slow":
            assert told.wait(PATIENT)
        return probe(source, tools)

    monkeypatch.setattr(connector, "probe", wait)
    order = []
    for found in probe_sources([a_source("slow", "a"), a_source("fast", "b")], open_tools):
        order.append(found.source.id)
        told.set()
    assert order == ["fast", "slow"]


def test_a_host_that_never_answers_is_not_tried_for_every_source(connector, open_tools, monkeypatch):
    monkeypatch.setattr(connector, "probe", unreachable)
    names = [f"source-{number}" for number in range(6)]
    found = list(probe_sources([a_source(name) for name in names], open_tools))
    assert [one.source.id for one in found] == names
    assert open_tools.opened == names[:SILENCES]
    assert {one.error.kind for one in found} == {"time-out"}
    assert "source-5.csv" in str(found[5].error)
    assert str(found[5].error).startswith("Source source-5 : ")


def test_a_host_that_answered_in_between_is_tried_on(connector, open_tools, monkeypatch):
    probe = connector.probe

    def now_and_then(source, tools):
        return unreachable(source, tools) if source.id in ("a", "c", "e") else probe(source, tools)

    monkeypatch.setattr(connector, "probe", now_and_then)
    found = list(probe_sources([a_source(name) for name in "abcde"], open_tools))
    assert [one.error is None for one in found] == [False, True, False, True, False]
    assert open_tools.opened == list("abcde")


def stopped(tools):
    """Wait until the session is told to stop, as its requests do."""
    assert tools.session.cancel.wait(PATIENT)
    raise RunStopped("stopped")


def test_a_source_is_asked_for_so_long_and_no_longer(connector, open_tools, monkeypatch):
    monkeypatch.setattr(connector, "probe", lambda _source, tools: stopped(tools))
    (found,) = probe_sources([a_source("air")], open_tools, longest=0.05)
    assert (type(found.error), found.error.kind) == (SourceUnavailable, "look-too-long")
    assert str(found.error).startswith("Source air : ")


def test_a_source_that_answered_and_is_slow_to_list_was_reached(connector, open_tools, monkeypatch):
    def slow(_source, tools, _wanted):
        yield stopped(tools)

    monkeypatch.setattr(connector, "fetch", slow)
    (found,) = probe_sources([a_source("air")], open_tools, longest=0.05)
    assert (found.error, found.probe.software, found.titles) == (None, "Essai 1.0", ())
    assert "tarde" in found.remarks[-1]


def test_whoever_looks_no_longer_ends_every_wait(connector, open_tools, monkeypatch):
    probe = connector.probe

    def some_wait(source, tools):
        return probe(source, tools) if source.id == "fast" else stopped(tools)

    monkeypatch.setattr(connector, "probe", some_wait)
    looking = probe_sources([a_source("fast", "a"), a_source("slow", "b")], open_tools, longest=PATIENT)
    assert next(looking).source.id == "fast"
    looking.close()  # would last as long as the slow one may take
    with pytest.raises(StopIteration):
        next(looking)


def test_a_fault_of_ours_is_not_hidden(connector, open_tools, monkeypatch):
    def faulty(_source, _tools):
        raise ZeroDivisionError

    monkeypatch.setattr(connector, "probe", faulty)
    with pytest.raises(ZeroDivisionError):
        list(probe_sources([a_source("air")], open_tools))


@pytest.mark.parametrize(("rules", "told"), [("Disallow: /air.csv", True), ("Disallow: /admin", False)])
def test_a_robots_txt_that_closes_the_address_is_told(connector, open_tools, rules, told):
    robots = say(f"User-agent: *\n{rules}\n".encode(), headers={"Content-Type": "text/plain"})
    with loopback({"/robots.txt": robots}) as server:
        host = server.url("/").split("/")[2]
        (found,) = probe_sources([a_source("air", host)], open_tools)
    assert any("robots.txt" in remark for remark in found.remarks) is told


def test_a_look_has_less_patience_than_a_harvest():
    policy = HttpPolicy(user_agent="Glane tests", pace=2.5)
    short = brief(policy)
    assert (short.attempts, short.pace, short.user_agent) == (1, 2.5, "Glane tests")
    assert short.connect_timeout < policy.connect_timeout
    assert short.total_timeout < policy.total_timeout
    assert brief(replace(policy, read_timeout=1.0)).read_timeout == 1.0
