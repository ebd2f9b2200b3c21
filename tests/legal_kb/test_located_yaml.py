import pytest

from legal_kb.located_yaml import line_of, read_yaml_text

TEXT = """\
name: un
dates:
  - 2026-01-02
  - oui
  - 1.10
inner: {a: yes, b: null}
"""


def test_lines_are_known():
    content, faults = read_yaml_text(TEXT, "x.yaml")
    assert faults == []
    assert [line_of(content, key) for key in ("name", "dates", "inner")] == [1, 2, 6]
    assert [line_of(content["dates"], place) for place in range(3)] == [3, 4, 5]
    assert line_of(content["inner"], "b") == 6
    assert line_of(content, "absent") == 1
    assert line_of(content["dates"], 9) == 3
    assert line_of("text", default=7) == 7


def test_lines_count_from_where_the_text_begins():
    content, _faults = read_yaml_text(TEXT, "x.md", first_line=12)
    assert line_of(content, "dates") == 13
    assert line_of(content["dates"], 0) == 14


def test_dates_numbers_and_words_stay_as_they_are_written():
    content, _faults = read_yaml_text(TEXT, "x.yaml")
    assert content["dates"] == ["2026-01-02", "oui", "1.10"]
    assert content["inner"] == {"a": "yes", "b": None}


def test_a_key_written_twice_is_a_fault_at_every_depth():
    _content, faults = read_yaml_text("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n", "x.yaml")
    assert [(one.line, one.message) for one in faults] == [
        (4, "la clé « c » est écrite deux fois"),
        (5, "la clé « a » est écrite deux fois"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 3),
        ("a: 1\n b: 2\n", 2),
        ("a: !!python/name:os.system x\n", 1),
        ("a: *b\n", 1),
    ],
)
def test_a_text_that_is_no_yaml_is_a_fault_with_its_line(text, line):
    content, (fault,) = read_yaml_text(text, "x.yaml")
    assert content is None
    assert (fault.file, fault.line, fault.level) == ("x.yaml", line, "erreur")
    assert fault.message.startswith("le texte YAML est mal formé")


def test_nothing_is_nothing():
    assert read_yaml_text("", "x.yaml") == (None, [])
