import pytest

from harvester.formats.udata_values import object_of, objects_of, prose_of, text_of, texts_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" a  b ", "a b"),
        (3, "3"),
        (2.5, "2.5"),
        (True, None),
        (None, None),
        ([], None),
        ("TODO", None),
        ("", None),
    ],
)
def test_a_text_is_one_line_or_nothing(value, text):
    assert text_of({"x": value}, "x") == text


def test_the_first_that_says_something_is_taken():
    assert text_of({"a": " ", "b": "N/A", "c": "oui"}, "a", "b", "c") == "oui"


def test_a_text_that_stands_alone_is_a_list_of_one():
    assert texts_of({"x": "a"}, "x") == ("a",)
    assert texts_of({"x": ["a", None, "a", {"b": 1}, "c"]}, "x") == ("a", "c")


def test_other_types_are_empty():
    assert object_of({"x": [1]}, "x") == {}
    assert objects_of({"x": {"y": 1}}, "x") == []
    assert objects_of({"x": [{"y": 1}, 2]}, "x") == [{"y": 1}]


def test_markdown_keeps_its_lines_and_html_goes():
    assert prose_of({"x": "Un\n\n- deux\n- trois"}, "x") == "Un\n\n- deux\n- trois"
    assert prose_of({"x": "<p>Un</p>\n- <b>deux</b>"}, "x") == "Un\n\n- deux"
    assert prose_of({"x": "<b>Voir</b> <https://a.example/x>."}, "x") == "Voir https://a.example/x."
    assert prose_of({"x": 3}, "x") is None
