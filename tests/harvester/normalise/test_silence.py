from catalogue.record import Record
from catalogue.record_parts import Agent
from catalogue.source import SourceDefaults
from catalogue.territories import load_gazetteer
from harvester.normalise import NormaliseContext
from harvester.normalise.silence import fill_silence


def context(**fields):
    return NormaliseContext(gazetteer=load_gazetteer(), **fields)


def test_the_declared_publisher_comes_before_the_title_of_the_source():
    declared = context(source_title="Géo", defaults=SourceDefaults(publisher="Région"))
    assert fill_silence(Record(title="x"), declared).record.publisher == Agent(name="Région")
    assert fill_silence(Record(title="x"), context(source_title="Géo")).record.publisher == Agent(name="Géo")


def test_what_the_record_says_stays():
    record = Record(title="x", publisher=Agent(name="DREAL"), keywords=("air",))
    result = fill_silence(record, context(source_title="Géo", defaults=SourceDefaults(keywords=("eau",))))
    assert result.record == record
    assert result.evidence == ()


def test_a_stand_in_is_noted():
    (evidence,) = fill_silence(Record(title="x"), context(source_title="Géo")).evidence
    assert (evidence.field, evidence.made, evidence.confidence) == ("publisher", "Géo", 0.5)
