"""Credentials of sources, through the whole of Glane: sent to the source, shown nowhere."""

import base64
import logging

import pytest

from cli.installation import open_installation
from tests.harvester.http.loopback import loopback, say
from web.app import create_app

SECRET = "s3cr3t-d0-n0t-t3ll"
WRONG = "wr0ng-s3cr3t"
CATALOGUE = b"""
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
<https://clos.example.org/catalogue> a dcat:Catalog ; dcat:dataset <https://clos.example.org/air> .
<https://clos.example.org/air> a dcat:Dataset ; dct:title "Qualit\xc3\xa9 de l'air int\xc3\xa9rieur"@fr .
"""
SOURCE = """
[[sources]]
id = "{name}"
kind = "dcat"
url = "{url}"
allow_private = true
auth = {{kind = "{kind}", secret = "env:SECRET_OF_{variable}"}}
"""


def guarded(connection, asked):
    """Who has the secret gets the catalogue, and 304 the next time."""
    headers = {"Content-Type": "text/turtle", "ETag": '"1"'}
    if asked.headers.get("Authorization") not in (f"Bearer {SECRET}", f"Basic {encoded(f'moi:{SECRET}')}"):
        say(b"no", status=401)(connection, asked)
    elif asked.headers.get("If-None-Match") == '"1"':
        say(status=304, headers=headers, length=-1)(connection, asked)
    else:
        say(CATALOGUE, headers=headers)(connection, asked)


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.fixture
def server():
    with loopback({"/open": guarded, "/basic": guarded, "/wrong": guarded, "/unset": guarded}) as running:
        yield running


@pytest.fixture
def closed(glane, server, monkeypatch):
    """A catalogue of four sources that want an account: two get a good secret, one a wrong one, one none."""
    monkeypatch.setenv("SECRET_OF_OPEN", SECRET)
    monkeypatch.setenv("SECRET_OF_BASIC", f"moi:{SECRET}")
    monkeypatch.setenv("SECRET_OF_WRONG", WRONG)
    kinds = {"open": "bearer", "basic": "basic", "wrong": "bearer", "unset": "bearer"}
    glane.configure(
        "[harvest]\npace = 0\n"
        + "".join(
            SOURCE.format(name=name, url=server.url(f"/{name}"), kind=kind, variable=name.upper())
            for name, kind in kinds.items()
        )
    )
    assert glane("init").code == 0
    return glane


def test_f13_a_secret_reaches_its_source_and_is_shown_nowhere(closed, server, caplog):
    caplog.set_level(logging.DEBUG)
    harvests = [closed("harvest", "--json") for _ in range(2)]
    first, second = ({run["source"]: run for run in harvest.json["runs"]} for harvest in harvests)
    answers = [
        *harvests,
        *(closed("runs", "show", run["run"], "--json") for run in first.values()),
        closed("runs", "list", "--json"),
        closed("source", "list", "--json"),
        closed("source", "check", "open", "--json"),
        closed("source", "check", "wrong", "--json"),
        closed("export", "--format", "jsonl"),
    ]
    shown = [text for answer in answers for text in (answer.out, answer.err)] + pages_of(closed.folder)

    assert [first[name]["added"] for name in ("open", "basic")] == [1, 1]
    assert [second[name]["unchanged"] for name in ("open", "basic")] == [1, 1]
    assert len([asked for asked in server.asked if "If-None-Match" in asked.headers]) >= 2
    logged = [record.getMessage() + repr(record.__dict__) for record in caplog.records]
    kept = [path.read_bytes().decode("latin-1") for path in closed.folder.rglob("*") if path.is_file()]
    secrets = [SECRET, WRONG, encoded(f"moi:{SECRET}")]
    assert len(logged) > 4
    assert len(kept) >= 2
    assert [text for text in (*shown, *logged, *kept) if any(secret in text for secret in secrets)] == []


def pages_of(folder):
    """The public pages that tell of sources, as a reader gets them."""
    installation = open_installation(data_dir=folder)
    try:
        client = create_app(installation.services).test_client()
        pages = [client.get(path) for path in ("/sources", "/api/1/sources")]
        assert [page.status_code for page in pages] == [200, 200]
        return [page.get_data(as_text=True) for page in pages]
    finally:
        installation.close()


def test_a_secret_that_lacks_or_is_wrong_ends_its_run_alone_and_names_the_variable(closed, server):
    runs = {run["source"]: run for run in closed("harvest", "--json").json["runs"]}

    assert {name: run["status"] for name, run in runs.items()} == {
        "open": "complete",
        "basic": "complete",
        "wrong": "failed",
        "unset": "failed",
    }
    told = {
        name: [(error["kind"], error["message"]) for error in run["errors"]] for name, run in runs.items()
    }
    [(kind, message)] = told["unset"]
    assert (kind, "SECRET_OF_UNSET" in message) == ("secret-missing", True)
    [(kind, message)] = told["wrong"]
    assert (kind, "SECRET_OF_WRONG" in message) == ("sign-in-refused", True)
    assert "/unset" not in [asked.path for asked in server.asked]
