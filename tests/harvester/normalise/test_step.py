from catalogue.record import Record
from harvester.normalise.step import UNMAPPED, Notebook, was_missed


def test_what_stays_as_it_is_needs_no_word():
    notes = Notebook("test")
    notes.made("licence", "lov2", "lov2", 1.0)
    result = notes.close(Record(title="x"), licence=None)
    assert result.evidence == ()
    assert result.record == Record(title="x")


def test_what_is_missed_is_kept_once_beside_what_was_there():
    record = Record(title="x", extras={UNMAPPED: [["themes", "A"]], "rights": "b"})
    notes = Notebook("test")
    for value in ("A", "B", "B"):
        notes.missed("themes", value)
    made = notes.close(record).record
    assert made.extras == {UNMAPPED: [["themes", "A"], ["themes", "B"]], "rights": "b"}
    assert was_missed(made, "themes")
    assert not was_missed(made, "licence")
    assert record.extras[UNMAPPED] == [["themes", "A"]]


def test_long_values_are_cut_in_evidence_only():
    notes = Notebook("test")
    notes.missed("licence", "x" * 1000)
    result = notes.close(Record(title="x"))
    assert len(result.evidence[0].seen) == 300
    assert result.record.extras[UNMAPPED] == [["licence", "x" * 1000]]
