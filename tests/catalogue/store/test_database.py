"""The database: consistent reading, writing that loses nothing, and what is said when it is not there."""

import threading

import pytest

from catalogue.errors import StoreUnavailable, StoreUnwritable
from catalogue.store import Database
from catalogue.store.tables import counter
from tests.builders import a_store


@pytest.fixture
def database(database_url):
    opened = a_store(database_url)
    yield opened
    opened.close()


def count(connection, name):
    return connection.scalar(
        counter.select().with_only_columns(counter.c.value).where(counter.c.name == name)
    )


def test_a_snapshot_sees_one_state_to_its_end(database):
    with database.writing() as connection:
        connection.execute(counter.insert().values(name="one", value=1))
    with database.snapshot() as reader:
        assert count(reader, "one") == 1
        with database.writing() as writer:
            writer.execute(counter.update().values(value=2))
        assert count(reader, "one") == 1
    with database.snapshot() as reader:
        assert count(reader, "one") == 2


def test_writers_that_read_before_they_write_lose_no_update(database):
    with database.writing() as connection:
        connection.execute(counter.insert().values(name="sum", value=0))

    def add():
        for _ in range(10):
            with database.writing() as connection:
                query = counter.select().where(counter.c.name == "sum").with_for_update()
                value = connection.execute(query).one().value
                connection.execute(counter.update().where(counter.c.name == "sum").values(value=value + 1))

    workers = [threading.Thread(target=add) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    with database.snapshot() as connection:
        assert count(connection, "sum") == 40


def test_what_was_written_is_undone_when_the_block_fails(database):
    def write_and_fail():
        with database.writing() as connection:
            connection.execute(counter.insert().values(name="never", value=1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    with database.snapshot() as connection:
        assert count(connection, "never") is None


def test_a_folder_that_is_missing_is_a_store_that_does_not_answer(tmp_path):
    gone = Database(f"sqlite:///{tmp_path / 'missing' / 'glane.db'}")
    with pytest.raises(StoreUnavailable, match=r"glane\.db"), gone.snapshot():
        pass


def test_a_server_that_is_down_is_named_without_its_password():
    down = Database("postgresql+psycopg://glane:secret@127.0.0.1:1/glane?connect_timeout=2")
    with pytest.raises(StoreUnavailable) as caught, down.snapshot():
        pass
    assert "127.0.0.1:1" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_f47_a_full_disk_is_a_store_that_cannot_be_written_and_nothing_is_lost(tmp_path):
    database = a_store(f"sqlite:///{tmp_path / 'glane.db'}")

    def write_until_it_is_full():
        with database.writing() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            for number in range(10_000):
                connection.execute(counter.insert().values(name="x" * 1000 + str(number), value=number))

    with pytest.raises(StoreUnwritable, match="full") as caught:
        write_until_it_is_full()
    assert caught.value.reason == "full"
    with database.snapshot() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.execute(counter.select().where(counter.c.name.like("x%"))).all() == []
    database.close()


@pytest.mark.parametrize(("code", "reason"), [("53100", "full"), ("25006", "read-only")])
def test_f47_a_server_that_refuses_to_write_says_why(postgresql_url, code, reason):
    database = a_store(postgresql_url)
    with database.writing() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$BEGIN RAISE EXCEPTION USING ERRCODE = '{code}'; END$$"
        )
        connection.exec_driver_sql("CREATE TRIGGER t BEFORE INSERT ON counter EXECUTE FUNCTION refuse()")

    def write():
        with database.writing() as connection:
            connection.execute(counter.insert().values(name="never", value=1))

    with pytest.raises(StoreUnwritable) as caught:
        write()
    assert caught.value.reason == reason
    with database.snapshot() as connection:
        assert count(connection, "never") is None
    database.close()


def test_f47_a_file_that_may_only_be_read_says_so(tmp_path):
    database = a_store(f"sqlite:///{tmp_path / 'glane.db'}")

    def write_where_nothing_may_be_written():
        with database.writing() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
            connection.execute(counter.insert().values(name="never", value=1))

    with pytest.raises(StoreUnwritable) as caught:
        write_where_nothing_may_be_written()
    assert caught.value.reason == "read-only"
    database.close()
