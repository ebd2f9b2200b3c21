from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from catalogue.copying import with_changes
from catalogue.record import Record
from catalogue.record_parts import Agent


@dataclass(frozen=True)
class WithoutSlots:
    one: int = 1
    two: int = 2


@dataclass(frozen=True, slots=True)
class Checked:
    one: int = 1
    two: int = 2

    def __post_init__(self):
        """Be there."""


def test_a_changed_copy_is_what_replace_gives():
    record = Record(title="Air", keywords=("air",), publisher=Agent(name="Atmo"), extras={"a": 1})
    changed = with_changes(record, title="Eau", keywords=())
    assert changed == replace(record, title="Eau", keywords=())
    assert (record.title, record.keywords) == ("Air", ("air",))
    with pytest.raises(FrozenInstanceError):
        changed.title = "Sol"


def test_a_field_that_is_not_there_is_refused():
    with pytest.raises(TypeError, match="Record has no field titel"):
        with_changes(Record(title="Air"), titel="Eau")


@pytest.mark.parametrize("value", [WithoutSlots(), Checked()])
def test_a_class_that_would_need_its_init_is_refused(value):
    with pytest.raises(TypeError, match="no __post_init__"):
        with_changes(value, one=2)
