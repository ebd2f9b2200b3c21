"""The count of fault rows counts what was provoked, and nothing else."""

from types import SimpleNamespace

import pytest

from tests.faults import ASKED, OUTCOMES, list_provoked, rows_of


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("test_f05_a_source_that_asks_for_patience", ["F05"]),
        ("test_f14_h41_a_bomb[gzip]", ["F14", "H41"]),
        ("test_format_of_a_date", []),
        ("test_a_f05_in_the_middle", []),
    ],
)
def test_a_test_carries_its_rows_in_its_name(name, rows):
    assert rows_of(name) == rows


def test_a_row_with_a_failed_test_is_not_provoked():
    config = SimpleNamespace(stash={OUTCOMES: {"F01": [True, True], "F02": [True, False]}})
    assert list_provoked(config) == {"F01"}


def test_the_rows_asked_are_those_of_the_list():
    assert {"F01", "F34", "F42", "F47", "F52", "H16", "H42"} <= ASKED
    assert not {"F21", "F27", "F31", "F35", "F48", "F53", "H21"} & ASKED
    assert len(ASKED) == 48
