"""The catalogue of an observatory under the ids of its indicators."""

import pytest

from catalogue.source import Source
from harvester.connectors.geoclip_csw import as_csw
from tests.harvester import replay
from tests.harvester.samples import iso_record


def record(number, name=None):
    """A record whose link names an indicator."""
    link = f"<gmd:x><gmd:URL>https://o/GC_make_map.php?indics={name}&amp;print=1</gmd:URL></gmd:x>".encode()
    return iso_record(number).replace(b"</gmd:MD_Metadata>", (link if name else b"") + b"</gmd:MD_Metadata>")


@pytest.fixture
def harvest(listing):
    def fetch(records, faults=None, **options):
        catalogue = replay.csw(records, faults)
        with replay.serve(catalogue) as running:
            keys = {"url": running.url + "/carte/", "options": {"strategy": "csw"} | options}
            return listing("geoclip", **keys), running

    return fetch


def ids(listed):
    return [item.remote_id for item in listed.items]


def test_records_are_named_by_their_links(harvest):
    listed, running = harvest([record(1, "jeu.a"), record(2, "jeu.b")])
    assert (ids(listed), listed.announced, listed.error) == (["jeu.a", "jeu.b"], 2, None)
    assert listed.items[0].remote_url == f"{running.url}/carte/#c=indicator&i=jeu.a"
    assert {asked.path for asked in running.asked} == {"/carte/services/csw/"}


def test_without_an_indicator_the_identifier_of_the_record_stands(harvest):
    listed, _ = harvest([record(1), record(2, "jeu.b")])
    assert ids(listed) == ["fiche-1", "jeu.b"]


def test_f24_an_indicator_that_two_records_name_is_the_first(harvest):
    listed, _ = harvest([record(1, "jeu.a"), record(2, "jeu.a")])
    assert ids(listed) == ["jeu.a", "fiche-2"]


def test_what_is_left_out_is_not_announced(harvest):
    listed, _ = harvest([record(n, f"jeu.{n}") for n in range(5)], replay.CswFaults(cap=2), exclude=["jeu.3"])
    assert (ids(listed), listed.announced) == (["jeu.0", "jeu.1", "jeu.2", "jeu.4"], 4)


def test_faults_of_the_catalogue_are_those_of_any(harvest):
    listed, _ = harvest([record(n, f"jeu.{n}") for n in range(5)], replay.CswFaults(cap=2, stops_at=2))
    assert (len(listed.items), listed.error.kind) == (2, "listing-stopped")


def test_options_of_the_catalogue_are_passed_on(harvest):
    _, running = harvest([record(1, "jeu.a")], csw={"page_size": 7})
    assert any('maxRecords="7"' in asked.body for asked in running.asked)


def test_the_source_of_the_catalogue():
    source = Source(
        id="o", kind="geoclip", title="o", url="https://obs.example.fr/carte/#c=home", path="x.csv"
    )
    assert (as_csw(source).kind, as_csw(source).path) == ("csw", None)
    assert as_csw(source).url == "https://obs.example.fr/carte/services/csw/"
