import json

from catalogue.differences import EXAMPLES, Difference, DifferenceCount, list_differences
from catalogue.record_json import dumps
from tests.builders import a_record


def test_every_field_that_differs_is_told_with_both_values_in_the_order_of_the_record():
    before = a_record("Air", keywords=("air", "ozone"), licence="lov2", issued="2024-05-31")
    after = a_record("L'air", keywords=("air",), licence="lov2", modified="2024-06-01")
    assert list_differences(dumps(before), dumps(after)) == [
        Difference(field="title", before="Air", after="L'air"),
        Difference(field="keywords", before=["air", "ozone"], after=["air"]),
        Difference(field="issued", before="2024-05-31", after=None),
        Difference(field="modified", before=None, after="2024-06-01"),
    ]
    assert list_differences(dumps(before), dumps(before)) == []


def test_of_the_extras_only_what_differs_is_told():
    before = a_record(extras={"columns": {"a": "1", "b": "2"}, "same": {"x": []}, "old": True})
    after = a_record(extras={"columns": {"a": "1", "b": "3"}, "same": {"x": []}})
    (difference,) = list_differences(dumps(before), dumps(after))
    assert difference == Difference(
        field="extras", before={"columns": {"b": "2"}, "old": True}, after={"columns": {"b": "3"}}
    )
    (whole,) = list_differences(dumps(a_record()), dumps(after))
    assert (whole.before, whole.after) == (None, dict(after.extras))


def test_where_a_record_is_kept_is_no_difference():
    assert list_differences(dumps(a_record(id="1")), dumps(a_record(id="2", status="archived"))) == []


def test_a_text_older_than_the_software_is_compared_all_the_same():
    now = dumps(a_record("Air", "Atmo"))
    assert list_differences(json.dumps({**json.loads(now), "colour": "blue"}), now) == [
        Difference(field="colour", before="blue", after=None)
    ]


def test_changes_are_counted_per_field_with_the_first_examples():
    count = DifferenceCount()
    licence = Difference(field="licence", before="lov2", after=None)
    for number in range(5):
        count.add(str(number), [licence])
    count.add("5", [licence, Difference(field="acronym", before=None, after="A")])
    first, second = count.list_changes()
    assert (first.field, first.records, second.field, second.records) == ("licence", 6, "acronym", 1)
    assert [example.remote_id for example in first.examples] == ["0", "1", "2"]
    assert len(first.examples) == EXAMPLES
    assert (second.examples[0].before, second.examples[0].after) == (None, "A")
