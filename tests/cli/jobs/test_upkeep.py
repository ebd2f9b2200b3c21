from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from catalogue.store.answers import StoredAnswers
from catalogue.store.jobs import JobResult, find_request, finish_request, request_job
from catalogue.store.leases import find_lease, stamp
from catalogue.store.runs import start_run
from catalogue.store.sources import register_sources
from catalogue.store.tables import http_answer
from cli.jobs import get_job, list_jobs
from cli.jobs.upkeep import clean_runs, sync_index
from search.errors import IndexBusy
from tests.builders import a_record, a_source, days, publish_items
from tests.cli.jobs.fakes import an_installation

AIR = a_source("air")


@pytest.fixture
def installation(tmp_path):
    with an_installation(tmp_path / "data") as opened:
        with opened.database.writing() as connection:
            register_sources(connection, [AIR], "store")
        yield opened


def test_the_registry_knows_them(installation):
    assert [job.name for job in list_jobs(installation)] == ["harvest/air", "index/sync", "runs/clean"]
    index = get_job(installation, "index/sync")
    assert (index.schedule_text, index.local) == ("* * * * *", True)
    assert get_job(installation, "runs/clean").local is False


def test_an_index_in_a_cluster_is_no_local_matter(tmp_path):
    text = '[search]\nengine = "elasticsearch"\n[search.elasticsearch]\nurls = ["http://127.0.0.1:9"]'
    with an_installation(tmp_path / "data", text=text) as installation:
        assert get_job(installation, "index/sync").local is False


def test_the_index_follows_the_store(installation):
    sync_index(installation)
    assert sync_index(installation) == JobResult(outcome="done", message="Index à jour.")
    shipped = installation.engine.status().documents
    publish_items(installation.database, AIR, {"1": (a_record(), ["air:1"])})
    told = sync_index(installation)
    assert told == JobResult(outcome="done", message="1 fiche indexée, 0 retirée.")
    assert installation.engine.status().documents == shipped + 1


def test_an_index_that_somebody_writes_is_left(installation, monkeypatch):
    def busy(*_arguments):
        raise IndexBusy("tantivy", "busy")

    monkeypatch.setattr("cli.indexing.catch_up", busy)
    assert sync_index(installation).outcome == "already-running"


def test_what_dead_runs_left_is_swept_away(installation):
    with installation.database.writing() as connection:
        dead = start_run(connection, "air", stamp(datetime.now(UTC)))
    result = clean_runs(installation)
    assert (result.outcome, result.message) == ("done", "1 source nettoyée, 0 en cours de moisson.")
    with installation.database.reading() as reading:
        run = reading.find_run(dead)
    assert run is not None
    assert run.status == "interrupted"


def test_a_source_that_is_being_harvested_is_left(installation):
    with installation.database.writing() as connection:
        assert find_lease(connection, "source/air", lambda: datetime.now(UTC))
        living = start_run(connection, "air", stamp(datetime.now(UTC)))
    assert clean_runs(installation).message == "0 source nettoyée, 1 en cours de moisson."
    with installation.database.reading() as reading:
        run = reading.find_run(living)
    assert run is not None
    assert run.status == "running"


@pytest.mark.parametrize(("declared", "kept"), [([AIR], ["air"]), ([], [])])
def test_answers_of_a_source_that_is_gone_are_forgotten(installation, declared, kept):
    StoredAnswers(installation.database, "air").keep(
        "k", "http://x", etag='"1"', last_modified=None, content_type="text/plain", content=b"a"
    )
    with installation.database.writing() as connection:
        register_sources(connection, declared, "store")
    clean_runs(installation)
    with installation.database.snapshot() as connection:
        assert connection.scalars(select(http_answer.c.source_id)).all() == kept


def test_old_requests_are_forgotten(installation):
    long_ago = datetime.now(UTC) - days(91)
    with installation.database.writing() as connection:
        number = request_job(connection, "runs/clean", "Camille", long_ago)
        finish_request(connection, number, long_ago, JobResult(outcome="done"))
    clean_runs(installation)
    with installation.database.snapshot() as connection:
        assert find_request(connection, number) is None
