"""Disks that are full or read-only: the run says so, the site serves what it served, nothing is damaged."""

import json
from contextlib import contextmanager

import pytest

from tests.durability.disks import DiskMissing, FullPostgreSQL, Quota, SmallDisk, small_disk
from tests.durability.installation import Installation
from tests.harvester.runs.portal import portal_of, titles

BEFORE = titles(*range(40))
AFTER = {**titles(*range(1, 60)), "serie-007": "Série 7, corrigée"}
ADDRESSES = ("/donnees", "/donnees?q=corrig%C3%A9e", "/catalog.ttl", "/api/1/datasets", "/api/1/changes")
LONG = " mesure" * 3_000
"""Twenty kilobytes in each record, so that a harvest needs megabytes."""


@pytest.fixture
def portal():
    with portal_of("dcat", BEFORE) as opened:
        yield opened


@pytest.fixture
def a_small_disk(tmp_path):
    (tmp_path / "disk").mkdir()
    try:
        with small_disk(tmp_path / "disk") as disk:
            yield disk
    except DiskMissing as missing:
        pytest.skip(f"nobody may mount a disk here, a quota stands in for it: {missing}")


@pytest.fixture
def disk(request, tmp_path):
    """A disk that can be filled: a small one, a quota, or a PostgreSQL that refuses rows of a table."""
    kind, _, table = request.param.partition(" ")
    if kind == "small":
        return request.getfixturevalue("a_small_disk")
    if kind == "quota":
        return Quota(tmp_path)
    return FullPostgreSQL(tmp_path, request.getfixturevalue("postgresql_url"), table)


def on(*names):
    """Return the parameters of these disks."""
    return [
        pytest.param(name, id=name, marks=[pytest.mark.postgresql] if name.startswith("postgresql") else [])
        for name in names
    ]


@contextmanager
def served(disk, portal, log):
    """Give an installation that holds forty records, and a reader of its site."""
    installation = Installation.on_disk(disk, portal.declaration)
    installation.harvest_and_check()
    with installation.serving(log) as reader:
        reader.addresses = ADDRESSES
        yield installation, reader


def assert_told(installation, reason, words):
    """A harvest brings nothing, and says why in both of its ways."""
    code, answer, said = installation.attempt("harvest", "--json")
    (report,) = json.loads(answer)["runs"]
    assert (code, report["status"], report["added"]) == (2, "failed", 0)
    assert [error["kind"] for error in report["errors"]] == [reason]
    assert words in said


def titles_of(installation):
    return sorted(json.loads(line)["title"] for line in installation.glane("export").splitlines())


def runs_of(installation):
    return json.loads(installation.glane("runs", "list", "--json"))["runs"]


def assert_whole(installation, portal):
    """Once there is room again, the next harvest is like any other."""
    installation.harvest_and_check()
    latest, *before = (run["status"] for run in runs_of(installation))
    assert latest == "complete"
    assert set(before) <= {"complete", "interrupted"}
    assert titles_of(installation) == sorted({**BEFORE, **portal.records}.values())


@pytest.mark.slow
@pytest.mark.parametrize("disk", on("small", "quota", "postgresql change_log"), indirect=True)
def test_f47_on_a_full_disk_a_harvest_ends_with_that_word_and_the_site_goes_on(disk, portal, tmp_path):
    with served(disk, portal, tmp_path / "serve.log") as (installation, reader):
        before, ready = reader.read_all(), reader.status_of("/readyz")
        portal.records, portal.note = AFTER, LONG
        with disk.full():
            assert_told(installation, "store-full", "Disque plein")
            assert reader.read_all() == before
            assert reader.status_of("/readyz") == (503 if isinstance(disk, SmallDisk) else ready)
            assert installation.attempt("doctor")[0] == 0
            assert titles_of(installation) == sorted(BEFORE.values())
        assert_whole(installation, portal)
        assert reader.read_all() != before
        assert ready == 200


@pytest.mark.slow
@pytest.mark.parametrize("disk", on("small"), indirect=True)
def test_f47_on_a_read_only_disk_too(disk, portal, tmp_path):
    with served(disk, portal, tmp_path / "serve.log") as (installation, reader):
        before = reader.read_all()
        portal.records = AFTER
        with disk.read_only():
            assert_told(installation, "store-read-only", "lecture seule")
            assert reader.read_all() == before
        assert_whole(installation, portal)


@pytest.mark.slow
@pytest.mark.parametrize("disk", on("postgresql staged_item"), indirect=True)
def test_f47_the_run_that_met_a_full_disk_says_so_afterwards(disk, portal):
    installation = Installation.on_disk(disk, portal.declaration)
    portal.note = LONG
    with disk.full():
        assert_told(installation, "store-full", "Disque plein")
    (run,) = runs_of(installation)
    shown = json.loads(installation.glane("runs", "show", run["run"], "--json"))
    assert (shown["status"], [error["kind"] for error in shown["errors"]]) == ("interrupted", ["store-full"])
    assert "disque plein" in shown["errors"][0]["message"]
