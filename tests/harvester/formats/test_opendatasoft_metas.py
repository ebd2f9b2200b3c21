from harvester.formats.opendatasoft_metas import Metas


def test_the_first_filled_field_is_given():
    metas = Metas({"default": {"a": "", "b": [], "c": "x", "d": "y"}})
    assert metas.value("default", "a", "b", "c", "d") == "x"
    assert metas.value("dcat", "a") is None


def test_texts_are_squeezed_and_placeholders_dropped():
    metas = Metas({"default": {"a": [" un ", "un", "Non renseigné", None, True, 3], "b": "n/a"}})
    assert metas.texts("default", "a") == ("un", "3")
    assert (metas.text("default", "a"), metas.text("default", "b")) == ("un ; 3", None)


def test_long_texts_keep_their_lines():
    assert Metas({"default": {"a": "<p>x</p>\n\ny"}}).raw("default", "a") == "<p>x</p>\n\ny"
    assert Metas({"default": {"a": ["x", "y"]}}).raw("default", "a") == "x\ny"


def test_what_nobody_asked_for_is_handed_back():
    metas = Metas({"default": {"a": "1", "b": "2", "timezone": "UTC", "c": None}, "own": {"z": 0, "y": ""}})
    metas.text("default", "a", "absent")
    assert metas.unused() == {"default": {"b": "2"}, "own": {"z": 0}}
