from typing import get_args

import pytest

from catalogue.store.runs import ItemError, RunReport, RunStatus
from cli.harvesting import Outcome
from cli.reports import columns, exit_code, print_reports, row, status_words


def an_outcome(*reports, published=True, indexed=True):
    return Outcome(reports=tuple(reports), published=published, indexed=indexed)


def a_report(status="complete", **fields):
    return RunReport(**{"run": 1, "source": "air", "status": status, **fields})


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (an_outcome(a_report()), 0),
        (an_outcome(a_report(rejected=1)), 1),
        (an_outcome(a_report("partial")), 1),
        (an_outcome(a_report("held")), 1),
        (an_outcome(a_report(), a_report("failed")), 1),
        (an_outcome(a_report(), indexed=False), 1),
        (an_outcome(a_report("failed"), published=False), 2),
        (an_outcome(a_report("held"), a_report("failed"), published=False), 2),
    ],
)
def test_exit_code_sums_runs_up(outcome, code):
    assert exit_code(outcome) == code


@pytest.mark.parametrize("status", get_args(RunStatus))
def test_every_state_has_words(status):
    assert status_words(status)
    assert len(row(a_report(status))) == len(columns())


def test_first_errors_are_told_and_the_rest_counted(capsys):
    errors = tuple(
        ItemError(kind="x", message=f"message {number}", remote_id=str(number)) for number in range(9)
    )
    print_reports(an_outcome(a_report(errors=errors)), json_output=True)
    written = capsys.readouterr()
    assert written.err.count("message") == 5
    assert "air / 0 : message 0" in written.err
    assert "air : 4 autres remarques" in written.err
    assert "glane runs show 1" in written.err
    assert written.out.count("message 8") == 1


def test_what_concerns_the_whole_source_names_it_once(capsys):
    errors = (ItemError(kind="x", message="Source Air : message"), *[ItemError(kind="x", message="m")] * 5)
    print_reports(an_outcome(a_report(errors=errors)), json_output=True)
    written = capsys.readouterr().err
    assert written.splitlines()[0] == "Source Air : message"
    assert "air : 1 autre remarque ;" in written


def test_what_waits_for_a_person_says_how_to_decide(capsys):
    print_reports(an_outcome(a_report("held", run=12)), json_output=False)
    assert "glane runs approve 12" in capsys.readouterr().err
    print_reports(an_outcome(a_report("held", run=12)), json_output=False, with_remarks=False)
    assert capsys.readouterr().err == ""
