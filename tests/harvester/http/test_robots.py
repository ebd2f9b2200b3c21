import pytest

from harvester.errors import RunStopped
from harvester.http.robots import LONGEST_DELAY, MAX_BYTES, RobotsMemory, limits_of, parse_robots, robots_url
from tests.harvester.http.loopback import (
    USER_AGENT,
    FakeClock,
    a_policy,
    a_session,
    drip,
    loopback,
    redirect,
    say,
)

OK = say(b"ok")
CKAN = b"User-agent: *\nDisallow: /dataset/rate/\nDisallow: /api/\nCrawl-Delay: 10\n"


def robots(text: bytes | str, **more):
    return say(text if isinstance(text, bytes) else text.encode(), **more)


def paths(server) -> list[str]:
    return [asked.path for asked in server.asked]


# -- what it says -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "delay"),
    [
        (CKAN, 10.0),
        (b"\xef\xbb\xbf" + CKAN, 10.0),
        (CKAN.replace(b"\n", b"\r\n"), 10.0),
        (b"User-agent: glane\nCrawl-delay: 5\n\nUser-agent: *\nCrawl-delay: 20\n", 5.0),
        (b"User-agent: Googlebot\nCrawl-delay: 20\n", 0.0),
        (b"User-agent: glane\nDisallow:\n\nUser-agent: *\nCrawl-delay: 20\n", 0.0),
        (b"User-agent: *\nCrawl-delay: 86400\n", LONGEST_DELAY),
        (b"User-agent: *\nCrawl-delay: -5\n", 0.0),
        (b"User-agent: *\nCrawl-delay: soon\n", 0.0),
        ("User-agent: *\nCrawl-delay: ²\n".encode(), 0.0),
        (b"User-agent: *\nCrawl-delay: " + 10_000 * b"9" + b"\n", 0.0),
        (b"Crawl-delay: 7\n", 0.0),
        (b"<html><title>404</title></html>", 0.0),
        (b"\xff\xfe\x00\x00" * 100, 0.0),
        (b"", 0.0),
    ],
)
def test_the_delay_is_ours_or_that_of_all_and_never_long(content: bytes, delay: float):
    assert parse_robots(content, USER_AGENT.replace("-test", "/0.1")).delay == delay


def test_what_is_closed_is_told():
    rules = parse_robots(CKAN, "Glane/0.1 (+contact@example.org)")

    assert not rules.allows("https://exemple.org/api/3/action/package_search?rows=1")
    assert rules.allows("https://exemple.org/dataset/air")
    assert parse_robots(b"", "Glane/0.1").allows("https://exemple.org/api/3")


def test_it_lies_at_the_root_of_the_host():
    assert robots_url("https://exemple.org:8443/a/b?c=/d#e") == "https://exemple.org:8443/robots.txt"


def test_the_look_up_never_goes_further_than_a_session():
    limits = limits_of(a_policy(read_timeout=2.0))

    assert (limits.read_timeout, limits.max_bytes) == (2.0, MAX_BYTES)
    assert limits.total_timeout < a_policy().total_timeout


def test_one_alone_looks_the_rules_up_and_a_day_later_again():
    clock = FakeClock()
    memory = RobotsMemory(clock)
    rules = parse_robots(CKAN, USER_AGENT)

    first, meanwhile = memory.find_or_claim("a"), memory.find_or_claim("a")
    assert first is None
    assert meanwhile is not None
    assert meanwhile.delay == 0.0
    memory.keep("a", rules)
    assert memory.find_or_claim("a") is rules
    clock.sleep(86_400)
    assert memory.find_or_claim("a") is None
    memory.forget("a")
    assert memory.find_or_claim("a") is None


# -- how it is kept ---------------------------------------------------------------------------------------


def test_the_crawl_delay_of_a_host_holds_for_all_sessions_and_is_looked_up_once():
    clock = FakeClock()
    with loopback({"/robots.txt": robots(CKAN), "/": OK}) as server:
        for _ in range(2):
            with a_session(clock, crawl_delay=True) as session:
                session.get(server.url())
                session.get(server.url())
                assert session.disallows(server.url("/api/3"))
                assert not session.disallows(server.url("/"))

        assert paths(server) == ["/robots.txt", "/", "/", "/", "/"]
        assert clock.sleeps == [10.0, 10.0, 10.0, 10.0]
        assert server.asked[0].headers["User-Agent"] == USER_AGENT


def test_the_larger_of_pace_and_crawl_delay_holds():
    clock = FakeClock()
    with (
        loopback({"/robots.txt": robots(CKAN), "/": OK}) as server,
        a_session(clock, crawl_delay=True, pace=60.0) as session,
    ):
        session.get(server.url())
        session.get(server.url())

    assert clock.sleeps == [60.0, 60.0]


def test_a_day_later_the_rules_are_looked_up_again():
    clock = FakeClock()
    with (
        loopback({"/robots.txt": robots(CKAN), "/": OK}) as server,
        a_session(clock, crawl_delay=True) as session,
    ):
        session.get(server.url())
        clock.sleep(90_000)
        session.get(server.url())

    assert paths(server).count("/robots.txt") == 2


def test_unless_it_is_wanted_nothing_is_looked_up():
    with loopback({"/robots.txt": robots(CKAN), "/": OK}) as server, a_session() as session:
        session.get(server.url())
        assert not session.disallows(server.url("/api/3"))

    assert paths(server) == ["/"]


@pytest.mark.parametrize(
    "answer",
    [
        robots("not here", status=404),
        robots("no", status=403),
        robots("later", status=503, headers={"Retry-After": "86400"}),
        robots("later", status=429, headers={"Retry-After": "7"}),
        robots(CKAN, length=10_000),
        robots(CKAN + b"#" * MAX_BYTES),
        redirect("/robots.txt"),
        redirect("file:///etc/hostname"),
        lambda _connection, _asked: None,
    ],
)
def test_a_look_up_that_fails_harms_nothing_and_is_not_tried_again(answer):
    clock = FakeClock()
    with loopback({"/robots.txt": answer, "/": OK}) as server, a_session(clock, crawl_delay=True) as session:
        assert session.get(server.url()).content == b"ok"
        looked_up = paths(server).count("/robots.txt")
        assert session.get(server.url()).content == b"ok"

    assert clock.sleeps == []
    assert 1 <= looked_up == paths(server).count("/robots.txt") <= 6
    assert session.remarks == []


def test_f03_a_look_up_that_drips_ends():
    with loopback({"/": OK}) as server, a_session(FakeClock(tick=0.5), crawl_delay=True) as session:
        server.routes["/robots.txt"] = drip(b"HTTP/1.1 200 OK\r\n\r\n", b"#", server.stopping)
        assert session.get(server.url()).content == b"ok"


def test_rules_behind_a_redirection_are_found():
    clock = FakeClock()
    with (
        loopback({"/robots.txt": redirect("/r"), "/r": robots(CKAN), "/": OK}) as server,
        a_session(clock, crawl_delay=True) as session,
    ):
        session.get(server.url())

    assert clock.sleeps == [10.0]


def test_a_look_up_that_is_stopped_is_left_to_the_next_session():
    clock = FakeClock()
    with loopback({"/robots.txt": robots(CKAN), "/": OK}) as server:
        with a_session(clock, crawl_delay=True) as session:

            def stop_now(connection, _asked):
                session.cancel.set()
                connection.recv(1)

            server.routes["/robots.txt"] = stop_now
            with pytest.raises(RunStopped):
                session.get(server.url())
        server.routes["/robots.txt"] = robots(CKAN)
        with a_session(clock, crawl_delay=True) as session:
            session.get(server.url())

    assert clock.sleeps == [10.0]
