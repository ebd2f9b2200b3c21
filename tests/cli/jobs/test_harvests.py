from datetime import UTC, datetime, timedelta

import pytest

from catalogue.store.attempts import Attempts
from catalogue.store.jobs import JobState
from catalogue.store.leases import find_lease, stamp
from catalogue.store.runs import RunReport, finish_run, is_stopping, start_run
from cli.jobs import list_jobs
from cli.jobs.harvests import next_harvest
from cli.jobs.window import parse_window
from tests.cli.jobs.fakes import an_installation

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
USUAL = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
NIGHT = parse_window("22:00-06:00")
OPENING = NOON + 10 * HOUR
TABLE = """\
[[sources]]
id = "{id}"
kind = "table"
{more}
[sources.options.columns]
id = "code"
title = "titre"
publisher = "producteur"
"""
DOWN = "http://127.0.0.1:9/inventaire.csv"


def a_table(name="air", **keys):
    keys = keys if "url" in keys else {"path": f"{name}.csv", **keys}
    lines = [
        f'{key} = "{value}"' if isinstance(value, str) else f"{key} = true" for key, value in keys.items()
    ]
    return TABLE.format(id=name, more="\n".join(lines))


@pytest.fixture
def open_with(tmp_path):
    """A function that opens an installation with these sources."""
    opened = []

    def build(*sources, text=""):
        manager = an_installation(tmp_path / "data", text=text, sources="\n".join(sources))
        opened.append(manager)
        return manager.__enter__()

    yield build
    for manager in opened:
        manager.__exit__(None, None, None)


def rows(tmp_path, *lines, name="air"):
    text = "\n".join(["code,titre,producteur", *lines]) + "\n"
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / f"data/{name}.csv").write_text(text, "utf-8")


def harvests_of(installation):
    return {job.name: job for job in list_jobs(installation) if job.lane == "sources"}


def after(attempts=None, window=None, *, now=NOON, broken_off=False):
    return next_harvest(USUAL, attempts or Attempts(), window, now, broken_off=broken_off)


@pytest.mark.parametrize(("in_vain", "hours"), [(1, 1), (2, 6), (3, 24), (9, 24)])
def test_what_was_harvested_in_vain_is_tried_again_ever_later(in_vain, hours):
    usual = NOON + 48 * HOUR
    attempts = Attempts(in_vain=in_vain, ended_at=NOON)
    assert next_harvest(usual, attempts, None, NOON, broken_off=False) == NOON + hours * HOUR


def test_what_went_well_is_harvested_as_scheduled():
    assert after() == USUAL
    assert after(Attempts(in_vain=0, ended_at=NOON)) == USUAL


def test_the_schedule_may_come_before_the_next_try():
    assert after(Attempts(in_vain=3, ended_at=NOON)) == USUAL


@pytest.mark.parametrize("patience", [HOUR, 72 * HOUR])
def test_a_source_that_asked_for_patience_is_not_asked_before(patience):
    attempts = Attempts(in_vain=1, ended_at=NOON, resume_at=NOON + patience)
    assert after(attempts) == NOON + patience
    assert after(attempts, broken_off=True) == NOON + patience
    assert after(attempts, now=NOON + 73 * HOUR) == NOON + HOUR


def test_what_a_person_stopped_waits_for_the_schedule():
    assert after(Attempts(in_vain=1, ended_at=NOON, stopped=True)) == USUAL


def test_what_the_end_of_the_night_stopped_goes_on_when_it_begins():
    assert after(Attempts(in_vain=1, ended_at=NOON, stopped=True), NIGHT) == OPENING


def test_what_the_end_of_a_scheduler_broke_off_goes_on_at_once():
    broken = Attempts(in_vain=1, ended_at=NOON - HOUR, stopped=True)
    assert after(broken, broken_off=True) == NOON
    assert after(broken, NIGHT, broken_off=True) == OPENING


def test_what_breaks_its_scheduler_again_and_again_does_not_do_so_at_once():
    assert after(Attempts(in_vain=2, ended_at=NOON), broken_off=True) == NOON + 6 * HOUR


def test_a_try_outside_the_window_waits_for_it():
    assert after(Attempts(in_vain=1, ended_at=NOON), NIGHT) == OPENING
    day = parse_window("12:00-14:00")
    assert after(None, day) == NOON + 24 * HOUR


def test_each_enabled_source_has_a_job(open_with):
    installation = open_with(
        a_table("air", schedule="0 5 * * 1", title="Air", url=DOWN, allow_private=True, window="22:00-06:00"),
        a_table("eau"),
        a_table("sol").replace("[sources.options", "enabled = false\n[sources.options"),
        a_table("bruit", schedule="never"),
    )
    jobs = harvests_of(installation)
    assert {name: job.schedule_text for name, job in jobs.items()} == {
        "harvest/air": "0 5 * * 1",
        "harvest/bruit": "never",
        "harvest/eau": "30 3 * * *",
    }
    air, eau = jobs["harvest/air"], jobs["harvest/eau"]
    assert (air.title, air.host, air.window) == ("Moisson de Air", "127.0.0.1:9", NIGHT)
    assert (eau.host, eau.window) == (None, None)
    assert air.schedule is not None
    assert air.schedule.spread == timedelta(minutes=30)


def test_settings_give_the_common_schedule(open_with):
    text = '[harvest]\nschedule = "0 4 * * *"\n[scheduler]\nspread = 5'
    job = harvests_of(open_with(a_table(), text=text))["harvest/air"]
    assert job.schedule is not None
    assert (job.schedule_text, job.schedule.spread) == ("0 4 * * *", timedelta(minutes=5))


def test_a_schedule_that_is_none_is_told(open_with):
    job = harvests_of(open_with(a_table(schedule="0 3 31 2 *", title="Air")))["harvest/air"]
    assert job.schedule is None
    assert "Air : l'horaire « 0 3 31 2 * » est illisible" in job.fault


def test_f01_a_source_that_is_down_is_tried_again_in_an_hour(open_with):
    installation = open_with(a_table(title="Air", url=DOWN, allow_private=True))
    job = harvests_of(installation)["harvest/air"]
    state = JobState(name=job.name, schedule=job.schedule_text, state="idle")
    now, usual = datetime.now(UTC), datetime.now(UTC) + 48 * HOUR
    assert job.plan(installation, state, usual, now) == usual
    result = job.work(installation)
    assert (result.outcome, "Air" in result.message) == ("failed", True)
    again = job.plan(installation, state, usual, now)
    assert now + HOUR - timedelta(seconds=1) <= again <= datetime.now(UTC) + HOUR


def fail(installation, times=1):
    for _ in range(times):
        with installation.database.writing() as connection:
            run_id = start_run(connection, "air", stamp(NOON))
            report = RunReport(run=run_id, source="air", status="failed")
            finish_run(connection, report, stamp(NOON), published=False)


def test_a_harvest_tells_what_it_did(open_with, tmp_path):
    rows(tmp_path, "1,Air,Atmo", "2,Bruit,Atmo")
    installation = open_with(a_table())
    result = harvests_of(installation)["harvest/air"].work(installation)
    assert (result.outcome, result.message) == (
        "done",
        "2 fiches lues, 2 ajoutées, 0 modifiée, 0 refusée.",
    )


def test_a_harvest_with_rejected_records_has_remarks(open_with, tmp_path):
    rows(tmp_path, *(f"{number},Air {number},Atmo" for number in range(9)), "x,,Atmo")
    installation = open_with(a_table())
    result = harvests_of(installation)["harvest/air"].work(installation)
    assert result.outcome == "remarks"
    assert "1 refusée." in result.message
    assert "titre" in result.message


def test_f02_after_three_failures_administrators_are_told_what_to_do(open_with):
    installation = open_with(a_table(title="Air", url=DOWN, allow_private=True))
    job = harvests_of(installation)["harvest/air"]
    fail(installation, times=1)
    second, third = job.work(installation), job.work(installation)
    assert (second.outcome, third.outcome) == ("failed", "failed")
    assert "échecs de suite" not in second.message
    assert third.message.startswith("3 échecs de suite : vérifiez l'adresse")
    assert second.message in third.message


def test_a_source_that_somebody_harvests_is_already_read(open_with):
    installation = open_with(a_table())
    with installation.database.writing() as connection:
        assert find_lease(connection, "source/air", lambda: datetime.now(UTC))
    result = harvests_of(installation)["harvest/air"].work(installation)
    assert result.outcome == "already-running"


def test_stopping_asks_the_run_of_the_source(open_with):
    installation = open_with(a_table())
    with installation.database.writing() as connection:
        run_id = start_run(connection, "air", stamp(NOON))
    harvests_of(installation)["harvest/air"].stop(installation)
    with installation.database.snapshot() as connection:
        assert is_stopping(connection, run_id)
