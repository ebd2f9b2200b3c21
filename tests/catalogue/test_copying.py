from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from catalogue.copying import with_changes
from catalogue.record import Record
from catalogue.record_parts import Agent


@dataclass(frozen=True, slots=True)
class Slotted:
    one: int = 1
    two: int = 2


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


def test_a_class_with_slots_is_refused():
    with pytest.raises(TypeError):
        with_changes(Slotted(), one=2)
