"""Several schedulers on one catalogue, requests, downtime, and clocks that jump.

On both databases where locks matter.
"""

import threading
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from catalogue.errors import StoreUnavailable
from catalogue.store.jobs import JobResult, finish_job, list_open_requests, plan_job, register_jobs, start_job
from catalogue.store.tables import lease
from cli.installation import Installation
from cli.jobs.schedule import Schedule
from cli.jobs.window import parse_window
from cli.scheduling import run_now
from tests.cli.jobs.fakes import (
    Work,
    a_job,
    an_installation,
    answer_to,
    ask,
    scheduled,
    state_of,
    until,
)

LEADS, STANDS_BY = "en marche", "prêt à prendre la suite"
NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
NIGHTLY = "30 3 * * *"
AIR = """\
[[sources]]
id = "air"
kind = "dcat"
url = "https://portail.example/catalogue.ttl"
"""


@pytest.fixture
def installation(tmp_path):
    with an_installation(tmp_path / "data", text="[scheduler]\nspread = 0") as opened:
        yield opened


@pytest.fixture
def shared(tmp_path, database_url):
    """An installation on either database."""
    with an_installation(tmp_path / "data", database_url) as opened:
        yield opened


def leaders(told):
    return [number for number, lines in enumerate(told) if any(LEADS in line for line in lines)]


def test_f46_of_four_schedulers_one_leads_and_another_takes_over(shared):
    work = Work()
    told: list[list[str]] = [[], [], [], []]
    with ExitStack() as schedulers:
        stops = [schedulers.enter_context(scheduled(shared, a_job(work=work), told=one)) for one in told]
        until(lambda: all(told))
        (first,) = leaders(told)
        assert until(answer_to, shared, ask(shared)) == "done"
        stops[first].set()
        until(lambda: len(leaders(told)) == 2)
        assert until(answer_to, shared, ask(shared)) == "done"
    assert work.times == 2
    assert sum(STANDS_BY in line for lines in told for line in lines) >= 3


def test_f44_of_twenty_requests_at_once_one_is_done(shared):
    work = Work(lasts=True)
    with scheduled(shared, a_job(work=work)):
        until(state_of, shared)
        threads = [threading.Thread(target=ask, args=[shared]) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        until(lambda: sum(answer_to(shared, number) is not None for number in range(1, 21)) == 19)
        state = state_of(shared)
        work.may_end.set()
        until(lambda: all(answer_to(shared, number) for number in range(1, 21)))
    assert state is not None
    assert state.state == "running"
    assert work.times == 1
    answers = [answer_to(shared, number) for number in range(1, 21)]
    assert sorted(answers) == ["already-running"] * 19 + ["done"]


def test_a_leader_that_was_taken_for_dead_writes_nothing_more(shared):
    work = Work(lasts=True)
    told: list[str] = []
    with scheduled(shared, a_job(work=work), told=told):
        asked = ask(shared)
        assert work.begun.wait(30)
        with shared.database.writing() as connection:
            taken = {"owner": "another-host/1/2", "token": 99, "expires_at": "2999-01-01T00:00:00Z"}
            connection.execute(lease.update().where(lease.c.name == "scheduler").values(**taken))
        work.may_end.set()
        until(lambda: any("a pris la suite" in line for line in told))
        until(lambda: any(STANDS_BY in line for line in told))
    state = state_of(shared)
    assert state is not None
    assert (state.state, state.outcome, answer_to(shared, asked)) == ("running", None, None)


def test_the_end_of_a_scheduler_interrupts_what_goes_on(installation):
    work = Work(lasts=True)
    with scheduled(installation, a_job(work=work)):
        asked = ask(installation)
        assert work.begun.wait(30)
    assert work.asked.is_set()
    state = state_of(installation)
    assert state is not None
    assert (state.state, state.outcome) == ("idle", "interrupted")
    assert answer_to(installation, asked) == "interrupted"


def test_states_tell_how_a_job_went_and_when_it_runs_next(installation):
    work = Work(lasts=True, result=JobResult(outcome="remarks", message="3 fiches refusées"))
    with scheduled(installation, a_job(work=work, schedule=Schedule(NIGHTLY))):
        before = until(lambda: (state := state_of(installation)) and state.next_at)
        ask(installation)
        running = until(lambda: (state := state_of(installation)) and state.state == "running" and state)
        work.may_end.set()
        ended = until(lambda: (state := state_of(installation)) and state.outcome and state)
    assert running.started_at is not None
    assert (ended.outcome, ended.message, ended.schedule) == ("remarks", "3 fiches refusées", NIGHTLY)
    assert ended.finished_at >= ended.started_at
    assert ended.next_at == before == Schedule(NIGHTLY).next_after(ended.started_at)


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (StoreUnavailable("disque plein"), "La base de données ne répond pas (disque plein)"),
        (RuntimeError("oups"), "Faute du logiciel (RuntimeError)"),
    ],
)
def test_a_job_that_raises_failed_and_the_next_one_runs(installation, fault, message):
    broken, other = a_job(work=Work(fault=fault)), a_job("b/job")
    told: list[str] = []
    with scheduled(installation, broken, other, told=told):
        assert until(answer_to, installation, ask(installation)) == "failed"
        assert until(answer_to, installation, ask(installation, "b/job")) == "done"
    state = state_of(installation)
    assert state is not None
    assert message in (state.message or "")
    assert any(message in line for line in told)


def test_what_nobody_can_do_is_answered(installation):
    with scheduled(installation, a_job(work=Work())):
        unknown = ask(installation, "harvest/nulle-part")
        expired = ask(installation, at=datetime.now(UTC) - timedelta(hours=25))
        assert until(answer_to, installation, unknown) == "unknown"
        assert until(answer_to, installation, expired) == "expired"
    state = state_of(installation)
    assert state is not None
    assert state.started_at is None


def test_a_scheduler_outlives_a_database_that_is_away(installation, monkeypatch):
    away = threading.Event()
    told: list[str] = []

    def list_or_not(connection):
        if away.is_set():
            raise StoreUnavailable("le serveur redémarre")
        return list_open_requests(connection)

    monkeypatch.setattr("cli.jobs.leader.list_open_requests", list_or_not)
    away.set()
    with scheduled(installation, a_job(), told=told):
        asked = ask(installation)
        until(lambda: any("le serveur redémarre" in line for line in told))
        assert answer_to(installation, asked) is None
        away.clear()
        assert until(answer_to, installation, asked) == "done"
    assert sum("le serveur redémarre" in line for line in told) == 1


def test_two_sources_of_one_host_are_never_read_at_once(installation):
    first, second, elsewhere = Work(lasts=True), Work(lasts=True), Work(lasts=True)
    jobs = [
        a_job("harvest/a", first, host="a.example", lane="sources"),
        a_job("harvest/b", second, host="a.example", lane="sources"),
        a_job("harvest/c", elsewhere, host="c.example", lane="sources"),
    ]
    with scheduled(installation, *jobs):
        for job in jobs:
            ask(installation, job.name)
        assert first.begun.wait(30)
        assert elsewhere.begun.wait(30)
        assert not second.begun.is_set()
        first.may_end.set()
        assert second.begun.wait(30)
        second.may_end.set()
        elsewhere.may_end.set()
        until(lambda: all(answer_to(installation, number) for number in (1, 2, 3)))


def test_upkeep_does_not_wait_for_harvests(installation):
    harvests = [Work(lasts=True) for _ in range(3)]
    jobs = [a_job(f"harvest/{number}", work, lane="sources") for number, work in enumerate(harvests)]
    with scheduled(installation, *jobs, a_job("index/sync")):
        for job in jobs:
            ask(installation, job.name)
        until(lambda: sum(work.begun.is_set() for work in harvests) == 2)
        assert until(answer_to, installation, ask(installation, "index/sync")) == "done"
        assert sum(work.begun.is_set() for work in harvests) == 2
        for work in harvests:
            work.may_end.set()
        until(lambda: all(work.begun.is_set() for work in harvests))


def test_local_work_is_done_by_whoever_stands_by_too(installation):
    local, common = Work(), Work()
    told: list[str] = []
    with scheduled(installation, told=told):
        until(lambda: told)
        with scheduled(installation, a_job(work=local, local=True), a_job("b/job", common)):
            assert local.begun.wait(30)
            until(lambda: local.times > 1)
    assert common.times == 0


def test_f46_after_three_days_off_each_job_runs_once(installation):
    nightly, often = Work(), Work()
    jobs = [
        a_job("harvest/a", nightly, schedule=Schedule(NIGHTLY)),
        a_job("harvest/b", often, schedule=Schedule("0 * * * *")),
    ]
    with time_machine.travel(NOON), scheduled(installation, *jobs):
        until(lambda: (state := state_of(installation, "harvest/b")) and state.next_at)
        assert (nightly.times, often.times) == (0, 0)
    later = NOON + timedelta(days=3)
    with time_machine.travel(later), scheduled(installation, *jobs):
        for job in jobs:
            state = until(
                lambda name: (state := state_of(installation, name)) and state.outcome and state, job.name
            )
            assert job.schedule is not None
            assert state.next_at == job.schedule.next_after(later)
    assert (nightly.times, often.times) == (1, 1)


def test_f46_a_job_that_was_missed_is_spread(installation):
    job = a_job(schedule=Schedule(NIGHTLY, timedelta(minutes=30)))
    with installation.database.writing() as connection:
        register_jobs(connection, {job.name: NIGHTLY})
        plan_job(connection, job.name, NOON - timedelta(days=3))
    with time_machine.travel(NOON), scheduled(installation, job):
        at = until(lambda: (state := state_of(installation)) and state.next_at > NOON and state.next_at)
    assert at < NOON + timedelta(minutes=30)


def test_f46_a_clock_that_jumps_ahead_rings_once(installation):
    work = Work()
    with (
        time_machine.travel(NOON) as clock,
        scheduled(installation, a_job(work=work, schedule=Schedule(NIGHTLY))),
    ):
        until(lambda: (state := state_of(installation)) and state.next_at)
        clock.shift(timedelta(days=3))
        state = until(lambda: (state := state_of(installation)) and state.outcome and state)
    assert state.next_at == Schedule(NIGHTLY).next_after(NOON + timedelta(days=3))
    assert work.times == 1


def test_f46_a_clock_that_was_ahead_does_not_put_a_job_off(installation):
    work = Work()
    ahead, job = NOON + timedelta(days=300), a_job(work=work, schedule=Schedule(NIGHTLY))
    with time_machine.travel(ahead) as clock, scheduled(installation, job):
        until(lambda: (state := state_of(installation)) and state.next_at)
        clock.move_to(NOON)
        wanted = Schedule(NIGHTLY).next_after(NOON)
        until(lambda: (state := state_of(installation)) and state.next_at == wanted)
    assert work.times == 0


def test_what_a_dead_scheduler_left_running_was_interrupted(installation):
    with installation.database.writing() as connection:
        register_jobs(connection, {"a/job": "never", "gone/job": "never"})
        start_job(connection, "a/job", NOON)
    with scheduled(installation, a_job()):
        state = until(lambda: (state := state_of(installation)) and state.outcome and state)
        until(lambda: state_of(installation, "gone/job") is None)
    assert (state.state, state.outcome) == ("idle", "interrupted")


def test_the_schedule_reads_a_source_in_its_hours_alone(installation):
    night = parse_window("22:00-06:00")
    assert night is not None
    work = Work(lasts=True)

    def plan(_installation, _state, usual, _now):
        return night.fit(usual)

    job = a_job("harvest/a", work, schedule=Schedule("0 * * * *"), window=night, plan=plan)
    with time_machine.travel(NOON) as clock, scheduled(installation, job):
        opening = NOON + timedelta(hours=10)
        until(lambda: (state := state_of(installation, "harvest/a")) and state.next_at == opening)
        clock.move_to(opening)
        assert work.begun.wait(30)
        assert not work.asked.is_set()
        clock.move_to(opening + timedelta(hours=8))
        assert work.asked.wait(30)
        state = until(lambda: (state := state_of(installation, "harvest/a")) and state.outcome and state)
        until(lambda: (s := state_of(installation, "harvest/a")) and s.next_at == opening + timedelta(days=1))
    assert state.outcome == "stopped"
    assert work.times == 1


def test_whoever_asks_does_not_wait_for_the_night(installation):
    work = Work(lasts=True)
    job = a_job("harvest/a", work, window=parse_window("22:00-06:00"))
    with time_machine.travel(NOON), scheduled(installation, job):
        asked = ask(installation, "harvest/a", NOON)
        assert work.begun.wait(30)
        assert not work.asked.is_set()
        work.may_end.set()
        assert until(answer_to, installation, asked) == "done"


def test_a_fault_of_a_schedule_is_told_in_the_state(installation):
    with scheduled(installation, a_job(fault="l'horaire « x » est illisible")):
        state = until(lambda: (state := state_of(installation)) and state.outcome and state)
    assert (state.outcome, state.message) == ("failed", "l'horaire « x » est illisible")
    assert state.next_at is None


def test_without_a_scheduler_a_job_is_run_here(installation):
    with installation.database.writing() as connection:
        register_jobs(connection, {"runs/clean": "15 5 * * *"})
        plan_job(connection, "runs/clean", NOON)
        finish_job(connection, "runs/clean", NOON, JobResult(outcome="failed"))
    old = ask(installation, "index/sync")
    request = run_now(installation, "runs/clean", "Camille")
    assert (request.outcome, request.requested_by) == ("done", "Camille")
    state = state_of(installation, "runs/clean")
    assert state is not None
    assert (state.outcome, state.next_at) == ("done", NOON)
    assert answer_to(installation, old) is None


def test_with_a_scheduler_a_job_is_run_there_and_the_index_left_to_it(tmp_path, monkeypatch):
    work = Work()
    synced: list[Installation] = []
    monkeypatch.setattr("cli.scheduling.sync", synced.append)
    with (
        an_installation(tmp_path / "data", sources=AIR) as installation,
        scheduled(installation, a_job("harvest/air", work, lane="sources")),
    ):
        until(state_of, installation, "harvest/air")
        assert run_now(installation, "harvest/air", "Camille").message == "fini"
    assert (work.times, synced) == (1, [])
