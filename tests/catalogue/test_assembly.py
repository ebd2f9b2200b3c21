"""One dataset from several source records."""

import pytest

from catalogue.assembly import Member, assemble
from catalogue.record import Record
from catalogue.record_parts import Agent
from tests.builders import a_record


def a_member(source_id, rank, record, *, active=True):
    return Member(
        source_id=source_id,
        rank=rank,
        remote_id="1",
        record=record,
        in_feeds=True,
        active=active,
        remote_url=None,
        media_type="text/csv",
        harvested_at="2026-11-24T12:00:00Z",
    )


def test_each_field_comes_from_the_first_source_that_says_something():
    first = a_record(title="Titre régional", description=None, licence="notspecified", keywords=("air",))
    second = a_record(
        title="Titre national", description="Un texte.", licence="lov2", keywords=("air", "ozone")
    )
    record = assemble("x", "active", [a_member("national", 20, second), a_member("region", 10, first)])
    assert (record.title, record.description, record.licence) == ("Titre régional", "Un texte.", "lov2")
    assert record.keywords == ("air",)
    assert record.field_sources["title"] == "region"
    assert record.field_sources["licence"] == "national"
    assert [item.source for item in record.provenance] == ["region", "national"]


def test_what_belongs_together_comes_from_one_source():
    first = Record(title="a", licence="lov2")
    second = Record(title="b", licence="odc-odbl", licence_text="ODbL 1.0", acronym="B")
    record = assemble("x", "active", [a_member("one", 1, first), a_member("two", 2, second)])
    assert (record.licence, record.licence_text) == ("lov2", None)
    assert (record.title, record.acronym) == ("a", None)


def test_a_source_that_left_speaks_only_where_no_other_is():
    gone = a_member("gone", 1, Record(title="parti", publisher=Agent(name="A")), active=False)
    here = a_member("here", 9, Record(title="présent"))
    assert assemble("x", "active", [gone, here]).title == "présent"
    assert assemble("x", "archived", [gone]).title == "parti"


def test_what_had_no_home_is_kept_from_every_source():
    one = a_member("one", 1, Record(title="a", extras={"k": 1, "only": True}))
    two = a_member("two", 2, Record(title="b", extras={"k": 2, "more": "x"}))
    assert assemble("x", "active", [two, one]).extras == {"k": 1, "only": True, "more": "x"}


def test_a_single_source_needs_no_field_sources():
    record = assemble("x", "active", [a_member("one", 1, a_record())])
    assert record.field_sources == {}
    assert record.id == "x"


@pytest.mark.parametrize(
    ("modified", "shown"),
    [
        ("2026-11-24", "2026-11-24"),
        ("2026-11-25", "2026-11-25"),
        ("1969-05-01", "1969-05-01"),
        ("vers 2015", "vers 2015"),
        (None, None),
        ("2026-11-26", None),
        ("2999-01-01", None),
        ("1970-01-01", None),
    ],
)
def test_f30_a_date_of_change_that_cannot_be_true_is_not_shown(modified, shown):
    record = assemble("x", "active", [a_member("one", 1, a_record(modified=modified))])
    assert record.modified == shown
    assert record.extras == ({} if shown == modified else {"implausible": {"modified": modified}})


def test_f30_the_date_of_a_source_that_lies_gives_way_to_the_next():
    liar = a_member("liar", 1, a_record(title="menteur", modified="2999-01-01"))
    other = a_member("other", 2, a_record(modified="2026-01-01"))
    assert assemble("x", "active", [liar, other]).modified == "2026-01-01"
