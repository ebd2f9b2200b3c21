import pytest

from catalogue.errors import SelectionInvalid
from web.timestamps import parse_since


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-24", "2026-11-24T00:00:00Z"),
        ("2026-11-24T10:00:00", "2026-11-24T10:00:00Z"),
        ("2026-11-24T10:00:00Z", "2026-11-24T10:00:00Z"),
        ("2026-11-24T10:00:00 02:00", "2026-11-24T08:00:00Z"),
        ("", None),
        (None, None),
    ],
)
def test_times_are_written_as_in_the_store(text, expected):
    assert parse_since("modified_since", text) == expected


@pytest.mark.parametrize("text", ["hier", "2026-13-01", "2026-11-24T99", "20261124xx"])
def test_anything_else_is_refused(text):
    with pytest.raises(SelectionInvalid, match="modified_since"):
        parse_since("modified_since", text)
