import json

import pytest

from harvester.formats.udata_content import DATASET_FIELDS, PAGE_FIELDS, SWEEP_FIELDS, to_content


def test_the_bytes_do_not_depend_on_the_order_of_the_fields():
    assert to_content({"title": "Été", "id": "1"}) == to_content({"id": "1", "title": "Été"})
    assert to_content({"id": "1", "title": "Été"}) == '{"id":"1","title":"Été"}'.encode()


@pytest.mark.parametrize("name", ["metrics", "quality", "internal", "permissions", "community_resources"])
def test_what_moves_by_itself_is_left_out(name):
    assert json.loads(to_content({"id": "1", name: {"views": 3}})) == {"id": "1"}


def test_values_of_another_type_stay_as_they_are():
    odd = {"id": "1", "resources": ["x", None, {"id": "r"}], "harvest": "x", "extras": None}
    assert json.loads(to_content(odd)) == odd


def test_the_masks_are_balanced_and_one_line():
    for mask in (DATASET_FIELDS, PAGE_FIELDS, SWEEP_FIELDS):
        assert mask.count("{") == mask.count("}")
        assert not set(mask) & set(" \n")
