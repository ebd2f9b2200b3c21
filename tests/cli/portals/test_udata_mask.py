import pytest

from cli.portals.udata_mask import MaskInvalid, apply_mask, parse_mask


def test_a_mask_is_a_tree():
    assert parse_mask("data{id,harvest{uri}}, total") == {
        "data": {"id": None, "harvest": {"uri": None}},
        "total": None,
    }


@pytest.mark.parametrize("text", ["data{id", "data}", "{id}", "a{b}}"])
def test_a_mask_that_is_not_balanced_is_refused(text):
    with pytest.raises(MaskInvalid):
        parse_mask(text)


def test_fields_are_kept_by_name_at_every_depth():
    value = {"data": [{"id": 1, "x": 2}, None], "total": 3, "other": 4}
    assert apply_mask(value, parse_mask("data{id},total")) == {"data": [{"id": 1}, None], "total": 3}


def test_a_field_that_is_not_there_is_null():
    assert apply_mask({"id": 1}, parse_mask("id,title")) == {"id": 1, "title": None}


def test_a_star_stands_for_every_field():
    assert apply_mask({"a": 1, "b": {"c": 1, "d": 2}}, parse_mask("*,b{c}")) == {"a": 1, "b": {"c": 1}}
