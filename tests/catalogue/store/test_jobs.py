"""What the store keeps of recurring work, on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from catalogue.store.jobs import (
    JobResult,
    break_off_jobs,
    find_request,
    finish_job,
    finish_request,
    forget_requests,
    list_jobs,
    list_open_requests,
    plan_job,
    register_jobs,
    request_job,
    start_job,
    take_request,
)
from tests.builders import NOW, a_store, days

SCHEDULES = {"harvest/air": "30 3 * * *", "index/sync": "* * * * *"}
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def database(database_url):
    opened = a_store(database_url)
    with opened.writing() as connection:
        register_jobs(connection, SCHEDULES)
    yield opened
    opened.close()


def states_of(database):
    with database.snapshot() as connection:
        return {state.name: state for state in list_jobs(connection)}


def ask(database, name="harvest/air"):
    with database.writing() as connection:
        return request_job(connection, name, "Camille", NOW)


def test_jobs_are_registered_once(database):
    with database.writing() as connection:
        plan_job(connection, "harvest/air", LATER)
        register_jobs(connection, SCHEDULES)
    states = states_of(database)
    assert {name: state.schedule for name, state in states.items()} == SCHEDULES
    assert (states["harvest/air"].state, states["harvest/air"].next_at) == ("idle", LATER)


def test_a_job_that_is_no_more_is_forgotten_unless_it_runs(database):
    with database.writing() as connection:
        start_job(connection, "harvest/air", NOW)
        register_jobs(connection, {})
    assert list(states_of(database)) == ["harvest/air"]


def test_a_new_schedule_forgets_the_time_of_the_old_one(database):
    with database.writing() as connection:
        plan_job(connection, "harvest/air", LATER)
        register_jobs(connection, SCHEDULES | {"harvest/air": "0 5 * * 1"})
    state = states_of(database)["harvest/air"]
    assert (state.schedule, state.next_at) == ("0 5 * * 1", None)


def test_a_job_runs_and_ends(database):
    with database.writing() as connection:
        start_job(connection, "harvest/air", NOW)
    state = states_of(database)["harvest/air"]
    assert (state.state, state.started_at, state.finished_at) == ("running", NOW, None)
    with database.writing() as connection:
        finish_job(connection, "harvest/air", LATER, JobResult(outcome="failed", message="port fermé\0"))
    state = states_of(database)["harvest/air"]
    assert (state.state, state.started_at, state.finished_at) == ("idle", NOW, LATER)
    assert (state.outcome, state.message) == ("failed", "port fermé\ufffd")
    assert states_of(database)["index/sync"].started_at is None


def test_a_request_is_asked_taken_and_answered(database):
    first, second = ask(database), ask(database, "index/sync")
    with database.writing() as connection:
        assert [request.id for request in list_open_requests(connection)] == [first, second]
        take_request(connection, first, NOW)
        assert [request.id for request in list_open_requests(connection)] == [second]
        finish_request(connection, first, LATER, JobResult(outcome="done"))
    with database.snapshot() as connection:
        request = find_request(connection, first)
        assert find_request(connection, 99) is None
    assert request is not None
    assert (request.job, request.requested_by, request.requested_at) == ("harvest/air", "Camille", NOW)
    assert (request.taken_at, request.finished_at) == (NOW, LATER)
    assert (request.outcome, request.message) == ("done", None)


def test_requests_of_many_processes_all_arrive(database):
    with ThreadPoolExecutor(8) as people:
        ids = [job.result() for job in [people.submit(ask, database) for _ in range(20)]]
    with database.snapshot() as connection:
        assert [request.id for request in list_open_requests(connection)] == sorted(ids)


def test_what_a_dead_leader_left_was_interrupted(database):
    taken, waiting = ask(database), ask(database)
    with database.writing() as connection:
        start_job(connection, "harvest/air", NOW)
        take_request(connection, taken, NOW)
        break_off_jobs(connection, LATER, "arrêt")
    state, idle = states_of(database).values()
    assert (state.state, state.finished_at) == ("idle", LATER)
    assert (state.outcome, state.message) == ("interrupted", "arrêt")
    assert idle.outcome is None
    with database.snapshot() as connection:
        answered, open_one = (find_request(connection, number) for number in (taken, waiting))
    assert answered is not None
    assert open_one is not None
    assert (answered.outcome, open_one.outcome) == ("interrupted", None)


def test_answered_requests_are_forgotten_in_time(database):
    old, fresh, unanswered = ask(database), ask(database), ask(database)
    with database.writing() as connection:
        finish_request(connection, old, NOW - days(91), JobResult(outcome="done"))
        finish_request(connection, fresh, NOW, JobResult(outcome="done"))
        forget_requests(connection, NOW - days(90))
        assert find_request(connection, old) is None
        assert find_request(connection, fresh) is not None
        assert find_request(connection, unanswered) is not None
