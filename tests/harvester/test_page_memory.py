"""A page that comes again is not parsed; one that is not the same in every byte that counts is."""

import pytest

from catalogue.store.originals import digest, put_originals
from catalogue.store.pages import KnownPages
from catalogue.store.tables import known_page, original
from harvester.errors import SourceMisbehaved
from harvester.gateway import ParserGateway
from harvester.page_memory import remembering
from tests.builders import a_source, a_store

PAGE = b'<r><csw:SearchStatus timestamp="2026-11-24T12:00:00Z"/><one/></r>'
RECORDS = (b"<one>\xc3\xa9</one>", b"<two/>")


class Counting(ParserGateway):
    """A gateway that answers the same records to every page, and counts."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def run(self, task, content, _options, *, where):
        self.asked.append((task, content))
        if b"broken" in content:
            raise SourceMisbehaved("unreadable", where=where)
        as_text = task == "dcat.page"
        head = {"matched": 2, "next": 0}
        return [
            head,
            *({"remote_id": str(n), "content": c.decode() if as_text else c} for n, c in enumerate(RECORDS)),
        ]


@pytest.fixture
def memory(database_url):
    """A store that holds the records, a gateway, and a function that reads a page through both."""
    database = a_store(database_url, a_source())
    with database.writing() as connection:
        put_originals(connection, {digest(content): content for content in RECORDS})
    gateway = Counting()

    def read(*pages, task="csw.page", source="air", forget=False, **options):
        known = KnownPages(database, source)
        with remembering(gateway, known) as remembered:
            results = [remembered.run(task, page, options, where="x") for page in pages]
        if forget:
            known.forget_unused()
        return results

    yield database, gateway, read
    database.close()


@pytest.mark.parametrize("task", ["csw.page", "dcat.page"])
def test_a_page_that_comes_again_is_not_parsed(memory, task):
    _, gateway, read = memory
    (first,) = read(PAGE, task=task)
    (second,) = read(PAGE, task=task)
    assert first == second
    assert len(gateway.asked) == 1


def test_only_the_time_of_an_answer_may_differ(memory):
    _, gateway, read = memory
    read(PAGE)
    read(PAGE.replace(b"12:00:00", b"12:00:01"))
    assert len(gateway.asked) == 1
    read(PAGE.replace(b"<one/>", b"<one />"))
    read(PAGE, url="https://other.example/")
    read(PAGE.replace(b"<one/>", b'<one timestamp="1"/>'))
    read(PAGE.replace(b"<one/>", b'<one timestamp="2"/>'))
    assert len(gateway.asked) == 5


def test_a_record_that_is_no_longer_kept_is_parsed_again(memory):
    database, gateway, read = memory
    (first,) = read(PAGE)
    with database.writing() as connection:
        connection.execute(original.delete().where(original.c.sha256 == digest(RECORDS[1])))
    assert read(PAGE) == [first]
    assert len(gateway.asked) == 2


def test_other_tasks_and_other_sources_are_asked_anew(memory):
    _, gateway, read = memory
    read(PAGE, PAGE, task="csw.ids")
    read(PAGE)
    read(PAGE, source="eau")
    assert len(gateway.asked) == 4


def test_what_cannot_be_parsed_is_not_remembered(memory):
    _, gateway, read = memory
    for _ in range(2):
        with pytest.raises(SourceMisbehaved):
            read(b"broken")
    assert len(gateway.asked) == 2


def test_what_was_learned_before_an_error_is_kept(memory):
    _, gateway, read = memory
    with pytest.raises(SourceMisbehaved):
        read(PAGE, b"broken")
    read(PAGE)
    assert len(gateway.asked) == 2


def test_pages_that_did_not_come_again_are_forgotten(memory):
    database, _, read = memory
    read(PAGE, PAGE + b" ")
    read(PAGE, forget=True)
    with database.snapshot() as connection:
        assert len(connection.execute(known_page.select()).all()) == 1


def test_a_source_that_the_store_does_not_know_is_only_looked_at(memory):
    database, _, read = memory
    read(PAGE, source="inconnue")
    with database.snapshot() as connection:
        assert connection.execute(known_page.select()).all() == []
