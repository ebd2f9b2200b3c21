from typing import get_args

from cli.source_check import list_lines, to_check
from harvester.connector import Ability, Probe
from harvester.errors import SourceUnavailable
from harvester.probing import Finding
from tests.builders import a_source

PROBE = Probe(software="GeoNetwork 4.4", announced=12, abilities=frozenset(get_args(Ability)))


def test_every_ability_has_words():
    found = to_check(Finding(source=a_source("air"), probe=PROBE, announced=12, remarks=("Schémas : deux.",)))
    first, can, remark = list_lines(found)
    assert first == "✓ air · dcat · GeoNetwork 4.4 · fiches annoncées : 12"
    assert can.startswith("    sait : annoncer combien de fiches elle a, dire ce qui a changé, ")
    assert len(can.split(", ")) == len(get_args(Ability))
    assert remark == "    Schémas : deux."
    assert found.abilities == ("ids", "resume", "since", "sort", "total")


def test_a_source_that_announces_nothing_says_so():
    silent = Finding(source=a_source("air"), probe=Probe(software="DCAT"), titles=("Air", "Ozone"))
    assert list(list_lines(to_check(silent))) == [
        "✓ air · dcat · DCAT · total non annoncé",
        "    par exemple : Air · Ozone",
    ]


def test_a_failure_is_told_with_what_is_known_all_the_same():
    error = SourceUnavailable("unreachable", url="http://127.0.0.1/", source="Air")
    source = a_source("air", confidence="probable")
    found = to_check(Finding(source=source, probe=PROBE, announced=12, error=error))
    first, second, *_more, last = list_lines(found)
    assert first.startswith("✗ air · dcat · GeoNetwork 4.4")
    assert second.strip() == str(error) == found.message
    assert last == "    déclaration : probable"
