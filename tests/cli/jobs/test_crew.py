import pytest

from catalogue.store.jobs import JobResult
from cli.jobs.crew import Crew
from tests.cli.jobs.fakes import Work, a_job, an_installation, until


@pytest.fixture
def crew(tmp_path):
    with an_installation(tmp_path / "data") as installation:
        opened = Crew(installation, 2)
        yield opened
        opened.close()


def a_harvest(name, work, host=None):
    return a_job(f"harvest/{name}", work, lane="sources", host=host)


def test_a_job_ends_with_its_result_and_is_forgotten(crew):
    work = Work(result=JobResult(outcome="remarks", message="x"))
    crew.take(a_job(work=work))
    (told,) = until(lambda: list(crew.iterate_ended()))
    assert told[1] == work.result
    assert not crew.is_doing("a/job")


def test_an_end_that_was_not_noted_is_told_again(crew):
    crew.take(a_job())
    for _job, _result in until(lambda: crew.wait(0) and crew.iterate_ended()):
        break  # what should have been done with it failed
    assert crew.is_doing("a/job")
    assert [job.name for job, _result in crew.iterate_ended()] == ["a/job"]


def test_there_is_room_for_so_many_harvests_and_one_per_host(crew):
    works = [Work(lasts=True), Work(lasts=True)]
    crew.take(a_harvest("a", works[0], "a.example"))
    assert not crew.can_take(a_harvest("a", works[0], "a.example"))
    assert not crew.can_take(a_harvest("b", works[1], "a.example"))
    assert crew.can_take(a_harvest("c", works[1], "c.example"))
    crew.take(a_harvest("c", works[1], "c.example"))
    assert not crew.can_take(a_harvest("d", Work()))
    assert crew.can_take(a_job())
    for work in works:
        work.may_end.set()


def test_what_goes_on_is_asked_to_stop(crew):
    work, ended = Work(lasts=True), Work()
    crew.take(a_job(work=work))
    crew.take(a_job("b/job", ended))
    until(lambda: [job.name for job in crew.list_going_on()] == ["a/job"])
    assert crew.wait(0) is False
    crew.ask_to_stop()
    until(crew.wait, 0.1)
    assert (work.asked.is_set(), ended.asked.is_set()) == (True, False)
