"""Leases, on SQLite and on PostgreSQL."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from catalogue.errors import LeaseLost
from catalogue.store.leases import find_lease, release_lease, renew_lease, this_worker
from catalogue.store.tables import lease
from tests.builders import NOW, a_store, days
from tests.real_data import REPOSITORY

NAME_THE_WORKER = "from catalogue.store.leases import this_worker; print(this_worker(), flush=True)"


@pytest.fixture
def database(database_url):
    opened = a_store(database_url)
    yield opened
    opened.close()


def take(database, now=NOW):
    with database.writing() as connection:
        return find_lease(connection, "source/air", lambda: now)


def give_to(database, owner):
    with database.writing() as connection:
        connection.execute(lease.update().values(owner=owner))


def test_a_lease_is_taken_once(database):
    assert take(database).token == 1
    assert take(database) is None


def test_a_lease_that_was_released_is_free(database):
    held = take(database)
    with database.writing() as connection:
        release_lease(connection, held)
    assert take(database).token == 2


def test_a_lease_ends_without_a_heartbeat(database):
    held = take(database)
    assert take(database, NOW + days(1)).token == 2
    with database.writing() as connection, pytest.raises(LeaseLost):
        renew_lease(connection, held, lambda: NOW)


def test_a_worker_of_this_host_that_died_loses_its_lease_at_once(database):
    take(database)
    child = subprocess.run(
        [sys.executable, "-c", NAME_THE_WORKER],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
    )
    give_to(database, child.stdout.strip())
    assert take(database).owner == this_worker()


def test_a_worker_of_another_host_keeps_its_lease_while_it_lasts(database):
    take(database)
    give_to(database, "another-host/1/2")
    assert take(database) is None


def test_f43_a_killed_worker_that_nobody_waited_for_is_dead(database):
    take(database)
    command = [sys.executable, "-c", NAME_THE_WORKER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) as child:
        assert child.stdout is not None
        give_to(database, child.stdout.readline().strip())
        child.stdout.read()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert take(database).owner == this_worker()


def test_f44_of_workers_that_take_a_new_lease_at_once_one_gets_it(database):
    with ThreadPoolExecutor(8) as workers:
        taken = [job.result() for job in [workers.submit(take, database) for _ in range(8)]]
    assert [held.token for held in taken if held] == [1]
