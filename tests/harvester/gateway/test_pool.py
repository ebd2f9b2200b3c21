import ast
import json
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import harvester.gateway
from harvester.errors import RecordRejected, SourceMisbehaved, SourceUnavailable
from harvester.gateway import GatewayLimits, ParserGateway
from tests.harvester.gateway.conftest import HOSTILE_TASKS
from tests.harvester.gateway.hostile_tasks import read_file
from tests.real_data import REPOSITORY

SECRET = "a line that nobody may read"
PACKAGES = (
    "bouquets",
    "catalogue",
    "cli",
    "config",
    "harvester",
    "legal_kb",
    "search",
    "web",
    "lxml",
    "json",
)


@pytest.fixture(scope="module")
def hostile():
    limits = GatewayLimits(
        cpu_seconds=1, wall_seconds=20, memory_bytes=700_000_000, max_result_bytes=5_000_000
    )
    with ParserGateway(limits, tasks_module=HOSTILE_TASKS) as opened:
        yield opened


@pytest.fixture
def ask(hostile):
    return lambda task, content=b"", **options: hostile.run(task, content, options, where="a page")


def refused(ask, task, content=b"", **options):
    with pytest.raises(SourceMisbehaved) as caught:
        ask(task, content, **options)
    return caught.value


def is_alive(pid):
    """Whether a process runs; one that ended and waits for its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(condition):
    deadline = time.monotonic() + 20
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def test_results_come_back_in_order_with_their_bytes(ask):
    raw = bytes(range(256)) * 10
    assert ask("stream", raw, count=3) == [{"number": n, "raw": raw, "empty": b""} for n in range(3)]
    assert ask("stream", b"", count=0) == []


def test_one_child_serves_many_tasks(hostile, ask):
    pids = {ask("environment")[0]["pid"] for _ in range(5)}
    assert pids == {hostile.child_pid}


def test_a_rejected_record_comes_back_as_itself(ask):
    with pytest.raises(RecordRejected) as caught:
        ask("reject", b"fiche-7")
    assert caught.value.kind == "no-title"
    assert caught.value.facts == {"record": "fiche-7", "where": "a page", "url": "a page"}
    assert "fiche-7" in str(caught.value)


@pytest.mark.parametrize(
    ("task", "told"),
    [("stumble", "stumbled"), ("recurse", "RecursionError"), ("not_a_number", "not JSON compliant")],
)
def test_whatever_a_parser_raises_is_unreadable(ask, task, told):
    error = refused(ask, task)
    assert error.kind == "unreadable"
    assert told in error.facts["detail"]
    assert error.facts["where"] == "a page"


@pytest.mark.parametrize(
    ("task", "options", "limit"),
    [
        ("burn", {}, "cpu"),
        ("eat", {"bytes": 900_000_000}, "memory"),
        ("eat_in_rust", {}, "memory"),
        ("crash", {}, "memory"),
        ("stream", {"count": 1_000_000}, "output"),
    ],
)
def test_f34_a_limit_ends_the_task_and_the_gateway_goes_on(hostile, ask, task, options, limit):
    before = ask("environment")[0]["pid"]
    error = refused(ask, task, b"x" * 1000, **options)
    assert (error.kind, error.facts["limit"], error.facts["where"]) == ("parser-limit", limit, "a page")
    after = ask("environment")[0]["pid"]
    assert after != before
    assert not is_alive(before)


def test_f34_the_wall_clock_ends_what_uses_no_processor():
    with ParserGateway(GatewayLimits(wall_seconds=0.3), tasks_module=HOSTILE_TASKS) as gateway:
        error = refused(lambda task, content: gateway.run(task, content, {}, where="x"), "sleep")
        assert (error.kind, error.facts["limit"]) == ("parser-limit", "time")
        assert gateway.child_pid is None
        assert gateway.run("xml.check", b"<a/>", {}, where="x")[0]["root"] == "a"


def test_processor_time_is_counted_per_task(ask):
    """The limit is one second: three tasks that need 0.7 each go well, in one child."""
    assert len({ask("work", seconds=0.7)[0]["pid"] for _ in range(3)}) == 1


@pytest.mark.parametrize(
    "way",
    ["python", "spawn", "lxml-path", "lxml-xxe", "lxml-dtd", "lxml-xinclude", "lxml-xslt", "oxigraph-path",
     "oxigraph-store"],
)  # fmt: skip
def test_the_child_reads_no_file(ask, tmp_path, way):
    path = tmp_path / "secret.ttl"
    path.write_text(SECRET)
    outcome = ask("read_file", str(path).encode(), way=way)[0]
    assert SECRET not in repr(outcome)
    assert "failed" in outcome


@pytest.mark.parametrize(
    "way", ["python", "lxml-path", "lxml-xxe", "lxml-xinclude", "lxml-xslt", "oxigraph-path"]
)
def test_the_ways_to_a_file_are_real(tmp_path, way):
    """Outside the child each of them does reach the file, else the test above would prove nothing."""
    path = tmp_path / "secret.xml"
    path.write_text("<urn:a> <urn:b> <urn:c> ." if way == "oxigraph-path" else "<a>inside</a>")
    assert "gave" in read_file(str(path).encode(), {"way": way})


def test_the_child_opens_no_socket(ask, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        outcomes = ask("open_socket", host="127.0.0.1", port=server.getsockname()[1])[0]
        with pytest.raises(BlockingIOError):
            server.accept()
    assert all("failed" in outcome for outcome in outcomes.values()), outcomes


def test_the_child_holds_its_limits(ask):
    held = ask("limits")[0]
    assert held["RLIMIT_NOFILE"] == held["RLIMIT_FSIZE"] == held["RLIMIT_CORE"] == [0, 0]
    assert held["RLIMIT_AS"] == [700_000_000, 700_000_000]
    assert held["RLIMIT_CPU"][0] > 0


def test_the_child_knows_no_secret(ask, hostile, monkeypatch):
    monkeypatch.setenv("GLANE_ES_KEY", "secret")
    with ParserGateway(tasks_module=HOSTILE_TASKS) as gateway:
        seen = gateway.run("environment", b"", {}, where="x")[0]
    assert "GLANE_ES_KEY" not in seen["variables"]
    assert seen["folder"] == "/"
    assert seen["parent"] != os.getpid(), "the child is forked by the fork server, not by this process"


def test_it_works_where_folders_are_named_like_our_packages(tmp_path, monkeypatch):
    for name in PACKAGES:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise ImportError('shadowed')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", "."]))
    with ParserGateway() as gateway:
        assert gateway.run("xml.check", b"<a/>", {}, where="x")[0]["root"] == "a"
        assert gateway.run("rdf.triples", b"<urn:a> <urn:b> 1 .", {}, where="x")[0]["count"] == 1


def test_too_large_a_document_is_not_even_sent():
    with ParserGateway(GatewayLimits(max_bytes=10)) as gateway:
        with pytest.raises(SourceMisbehaved) as caught:
            gateway.run("xml.check", b"<a>0123456789</a>", {}, where="x")
        assert (caught.value.kind, caught.value.facts["limit"]) == ("too-large", 10)
        assert gateway.child_pid is None


def test_an_unknown_task_is_a_programming_error(hostile):
    with pytest.raises(LookupError, match="no task 'dcat'"):
        hostile.run("dcat", b"", {}, where="x")


def test_a_child_is_renewed_after_so_many_tasks():
    with ParserGateway(GatewayLimits(max_tasks=2), tasks_module=HOSTILE_TASKS) as gateway:
        pids = [gateway.run("environment", b"", {}, where="x")[0]["pid"] for _ in range(4)]
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_a_child_is_renewed_once_it_has_grown():
    limits = GatewayLimits(max_growth_bytes=100_000_000)
    with ParserGateway(limits, tasks_module=HOSTILE_TASKS) as gateway:
        pid = gateway.run("environment", b"", {}, where="x")[0]["pid"]
        assert gateway.run("eat", b"", {"bytes": 300_000_000}, where="x") == [{"eaten": 300_000_000}]
        assert gateway.run("environment", b"", {}, where="x")[0]["pid"] != pid


def test_a_child_or_server_killed_between_tasks_costs_no_document(ask, hostile):
    first = ask("environment")[0]
    for victim in (first["pid"], first["parent"]):
        os.kill(victim, signal.SIGKILL)
        assert wait_until(lambda victim=victim: not is_alive(victim))
        assert ask("environment")[0]["pid"] != first["pid"]


def test_several_threads_share_a_gateway(hostile):
    def three(number):
        return [hostile.run("stream", bytes([number]), {"count": 2}, where="x")[1]["raw"] for _ in range(3)]

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(three, range(8))) == [[bytes([number])] * 3 for number in range(8)]


def test_closing_leaves_no_process_and_may_be_undone():
    gateway = ParserGateway(tasks_module=HOSTILE_TASKS)
    seen = gateway.run("environment", b"", {}, where="x")[0]
    gateway.close()
    gateway.close()
    assert not is_alive(seen["pid"])
    assert not is_alive(seen["parent"])
    with gateway:
        assert gateway.run("xml.check", b"<a/>", {}, where="x")[0]["root"] == "a"


@pytest.mark.parametrize("task", ["environment", "sleep"])
def test_a_killed_parent_leaves_no_process(tmp_path, task):
    program = textwrap.dedent(f"""
        import json, sys, threading, time
        from harvester.gateway import ParserGateway
        gateway = ParserGateway(tasks_module={HOSTILE_TASKS!r})
        print(json.dumps(gateway.run("environment", b"", {{}}, where="x")[0]), flush=True)
        gateway.run({task!r}, b"", {{}}, where="x")
        time.sleep(60)
    """)
    command = [sys.executable, "-P", "-c", program]
    environment = {"PYTHONPATH": str(REPOSITORY), "PYTHONSAFEPATH": "1"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        seen = json.loads(parent.stdout.readline())
        assert is_alive(seen["pid"])
        parent.kill()
    assert wait_until(lambda: not is_alive(seen["pid"]) and not is_alive(seen["parent"]))


def test_a_server_that_cannot_start_is_said_plainly():
    with pytest.raises(SourceUnavailable) as caught:
        ParserGateway(tasks_module="tests.harvester.gateway.no_such_module").run("x", b"", {}, where="x")
    assert caught.value.kind == "parser-unavailable"


def test_no_module_of_the_gateway_can_pickle():
    folder = Path(harvester.gateway.__file__).parent
    imported = set()
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(str(node.module).split(".")[0])
    assert {"json", "lxml", "pyoxigraph"} <= imported
    assert not imported & {"pickle", "marshal", "shelve", "dill", "multiprocessing", "concurrent"}
