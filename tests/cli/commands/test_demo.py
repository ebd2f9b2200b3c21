import hashlib
import os
import pty
import socket
import subprocess
import sys

import pytest
from sqlalchemy import create_engine, select

from catalogue.selection import FILTERS
from catalogue.store.tables import metadata
from cli.main import run
from cli.portals import PORTALS
from tests.cli.conftest import Glane
from tests.search.corpus import conformance

HISTORY = {"run", "lease", "run_error", "known_page", "http_answer"}
"""What a second harvest adds to: that it took place, and the answers that it heard."""
DEMO_QUERIES = ["", "air", "qualité de l'air", "eaux de baignade", "PFAS", "pesticides", "Île-de-France"]


def read_tables(url):
    """Every row of every table but the history of runs, in an order of its own."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = {
            table.name: sorted(map(repr, connection.execute(select(table))))
            for table in metadata.sorted_tables
            if table.name not in HISTORY
        }
    engine.dispose()
    return rows


def read_index(folder):
    """The digest of every file of the index: its commit mark is among them."""
    files = sorted(
        path for path in (folder / "index").rglob("*") if path.is_file() and path.suffix != ".lock"
    )
    return {path.relative_to(folder): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def demo_of(glane, *more):
    return glane("demo", "--no-serve", "--json", *more)


def test_demo_rejects_nothing_and_reports_every_portal(glane):
    answer = demo_of(glane, "--portals-port", 0)
    assert answer.code == 0
    runs = answer.json["runs"]
    assert [report["source"] for report in runs] == [portal.id for portal in PORTALS]
    assert {report["status"] for report in runs} == {"complete"}
    assert sum(report["added"] for report in runs) >= 150
    assert all(report["added"] == report["listed"] == report["announced"] for report in runs)
    assert all(report["requests"] and report["bytes"] for report in runs)


def test_the_same_demo_again_changes_nothing(glane, portals_port):
    first = demo_of(glane, "--portals-port", portals_port)
    url = f"sqlite:///{glane.folder / 'glane.db'}"
    tables, index = read_tables(url), read_index(glane.folder)
    configuration = (glane.folder / "glane.toml").read_bytes()
    assert any(path.name == "meta.json" for path in index)
    assert len(tables["change_log"]) >= 150
    second = demo_of(glane, "--portals-port", portals_port)
    assert (first.code, second.code) == (0, 0)
    for report in second.json["runs"]:
        assert report["unchanged"] == report["listed"] > 0
        assert {report[name] for name in ("added", "changed", "absent", "archived", "rejected")} == {0}
    assert read_tables(url) == tables
    assert read_index(glane.folder) == index
    assert (glane.folder / "glane.toml").read_bytes() == configuration


@pytest.mark.postgresql
def test_fresh_installations_mint_the_same_ids_on_both_databases(
    capsys, tmp_path, postgresql_url, monkeypatch
):
    found = {}
    for name in ("one", "two", "postgresql"):
        if name == "postgresql":
            monkeypatch.setenv("GLANE_DATABASE__URL", postgresql_url)
        glane = Glane(capsys, tmp_path / name)
        assert demo_of(glane, "--portals-port", 0).code == 0
        found[name] = [line["id"] for line in glane("export").lines]
    assert (tmp_path / "two/glane.db").exists()
    assert not (tmp_path / "postgresql/glane.db").exists()
    assert len(found["one"]) == len(set(found["one"])) >= 150
    assert found["one"] == found["two"] == found["postgresql"]


def test_faulty_portal_is_named_and_the_others_are_published(glane):
    answer = demo_of(glane, "--portals-port", 0, "--faulty")
    assert answer.code == 1
    failed = [report for report in answer.json["runs"] if report["status"] == "failed"]
    assert len(failed) == 1
    assert "Portail en panne" in failed[0]["errors"][0]["message"]
    assert failed[0]["source"] in answer.err
    assert answer.err.count("Portail en panne") == 1
    assert len(glane("export").lines) >= 150


def test_taken_port_of_a_portal_stops_before_anything_is_written(glane, portals_port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", portals_port))
        taken.listen()
        answer = demo_of(glane, "--portals-port", portals_port)
    assert (answer.code, answer.out) == (2, "")
    assert f"Le port {portals_port} est déjà pris" in answer.err
    assert not glane.folder.exists()


def test_taken_port_of_the_site_stops_before_the_harvest(glane):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = glane("demo", "--portals-port", 0, "--port", port)
    assert answer.code == 2
    assert f"port {port} (déjà pris par un autre programme)" in answer.err
    assert not glane.folder.exists()


def test_configuration_of_a_person_is_not_written_over(glane):
    glane("init")
    written = (glane.folder / "glane.toml").read_bytes()
    answer = demo_of(glane, "--portals-port", 0)
    assert answer.code == 2
    assert "n'a pas été écrit par la démonstration" in answer.err
    assert (glane.folder / "glane.toml").read_bytes() == written


def test_folder_of_the_environment_is_used(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GLANE_DATA_DIR", str(tmp_path / "elsewhere"))
    assert run(["demo", "--no-serve", "--json", "--portals-port", "0"]) == 0
    assert (tmp_path / "elsewhere/glane.db").exists()
    assert not (tmp_path / "here/glane-demo").exists()


def test_without_a_folder_the_demo_has_one_of_its_own(tmp_path, capsys):
    assert run(["demo", "--no-serve", "--json", "--portals-port", "0"]) == 0
    assert [path.name for path in (tmp_path / "here").iterdir()] == ["glane-demo"]


def test_terminal_shows_a_bar_for_each_portal(tmp_path):
    main, terminal = pty.openpty()
    code = "import sys; from cli.main import run; sys.exit(run(sys.argv[1:]))"
    arguments = ["--data-dir", tmp_path / "data", "demo", "--no-serve", "--portals-port", "0"]
    demo = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env={"PYTHONPATH": ":".join(sys.path), "TERM": "xterm", "COLUMNS": "120", "LANG": "C.UTF-8"},
    )
    os.close(terminal)
    shown = b""
    try:
        while part := os.read(main, 65536):
            shown += part
    except OSError:
        pass  # the terminal closes with the program
    os.close(main)
    assert demo.wait() == 0
    text = shown.decode()
    assert all(portal.id in text for portal in PORTALS)
    assert "━" in text
    assert "fiches/s" in text
    assert "complète" in text


@pytest.mark.slow
@pytest.mark.elasticsearch
def test_elasticsearch_gives_the_same_hits(demo, capsys, tmp_path, elasticsearch_url):
    cluster = Glane(capsys, tmp_path / "data")
    assert (
        demo_of(cluster, "--portals-port", 0, "--engine", "elasticsearch", "--url", elasticsearch_url).code
        == 0
    )
    assert cluster("index", "status", "--json").json["name"] == "elasticsearch"
    asked = [["search", text] for text in DEMO_QUERIES] + [
        _to_arguments(q["ask"]) for q in conformance()["queries"]
    ]
    compared = hits = 0
    for arguments in filter(None, asked):
        embedded, remote = (glane(*arguments, "--json", "--limit", 100) for glane in (demo, cluster))
        assert embedded.code == remote.code
        if embedded.code == 0:
            assert _gist(embedded.json) == _gist(remote.json), arguments
            compared, hits = compared + 1, hits + embedded.json["total"]
    print(f"Queries compared: {compared}, with {hits} hits")
    assert compared >= 20
    assert hits >= 200


def _to_arguments(ask):
    """The command of a conformance query, None where it asks for what the command line does not."""
    if set(ask) - {"q", *FILTERS, "limit"}:
        return None
    filters = [(name, value) for name, value in ask.items() if name in FILTERS]
    listed = [
        (name, item) for name, value in filters for item in (value if isinstance(value, list) else [value])
    ]
    return [
        "search",
        ask.get("q", ""),
        *(part for name, item in listed for part in ("--filter", f"{name}={item}")),
    ]


def _gist(answer):
    facets = {
        name: [(item["value"], item["count"]) for item in counts] for name, counts in answer["facets"].items()
    }
    return [hit["id"] for hit in answer["hits"]], answer["total"], facets
