import pytest

from legal_kb.library import load_library
from legal_kb.sources import NATURES, read_sources

TEXT = """\
- key: A
  label: Un code
  nature: officiel
  read: avril 2026
- key: B
  label: Un forum
  nature: forum
  dated: true
"""


def test_sources_are_read():
    sources, faults = read_sources(TEXT, "sources.yaml")
    assert faults == []
    assert [(one.key, one.nature, one.read, one.is_dated) for one in sources.values()] == [
        ("A", "officiel", "avril 2026", False),
        ("B", "forum", "", True),
    ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (TEXT + "- key: A\n  label: Encore\n  nature: forum\n", 9, "la clé « A » est écrite deux fois"),
        (TEXT.replace("nature: forum", "nature: blog"), 7, "« nature » vaut « blog » ; valeurs possibles"),
        (TEXT.replace("label: Un code", "titre: Un code"), 2, "la clé « titre » n'existe pas"),
        (TEXT.replace("  label: Un forum\n", ""), 5, "« label » manque"),
        ("key: A\n", 1, "une liste de sources est attendue"),
        ("- A\n", 1, "une source : des lignes « clé: valeur » sont attendues"),
    ],
)
def test_a_fault_is_named_with_its_line(text, line, message):
    _sources, faults = read_sources(text, "sources.yaml")
    (fault,) = [one for one in faults if message in one.message]
    assert (fault.file, fault.line) == ("sources.yaml", line)


def test_our_sources_say_what_they_are():
    sources = load_library().sources.values()
    assert {one.nature for one in sources} == set(NATURES)
    assert [one.key for one in sources if not one.label] == []
