"""What readers are told of a source, from the runs that the store keeps."""

import html
from datetime import timedelta

import pytest
import time_machine

from catalogue.store.leases import stamp
from catalogue.store.runs import RunReport, finish_run, start_run
from tests.builders import NOW
from tests.web.conftest import SOURCE
from web.source_health import kind_name


@pytest.fixture
def run(database):
    """A function that writes a run of the source that ended so, some days after the first harvest."""

    def write(status, days=0, source=SOURCE):
        at = stamp(NOW + timedelta(days=days))
        with database.writing() as connection:
            number = start_run(connection, source.id, at)
            report = RunReport(run=number, source=source.id, status=status)
            finish_run(connection, report, at, published=status != "failed")

    return write


def page(client, address, days):
    with time_machine.travel(NOW + timedelta(days=days), tick=False):
        return html.unescape(client.get(address).get_data(as_text=True))


def test_a_source_that_was_read_is_up_to_date(client, run):
    run("complete")
    shown = page(client, "/sources", 1)
    assert "à jour" in shown
    assert "24 novembre 2026" in shown


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        (("complete", "failed"), "La dernière lecture a échoué"),
        (("complete", "failed", "failed", "failed"), "Les 3 dernières lectures ont échoué"),
        (("complete", "held"), "une personne doit la confirmer"),
        (("complete", "partial"), "moisson incomplète"),
    ],
)
def test_trouble_is_told_in_plain_words(client, run, statuses, said):
    for status in statuses:
        run(status)
    assert said in page(client, "/sources", 1)


def test_f02_a_source_that_is_away_for_a_month_is_told_on_its_page_and_its_records(client, run, id_of):
    run("complete")
    for day in range(1, 31):
        run("failed", day)
    record = f"/donnees/{id_of('Qualité de l’air')}"
    assert "n’est pas actualisée" not in page(client, record, 29)
    shown = page(client, record, 31)
    assert "Cette fiche n’est pas actualisée depuis le 24 novembre 2026" in shown
    assert "vue à la source le 24 novembre 2026" in shown
    assert "non actualisée depuis le 24 novembre 2026" in page(client, "/sources", 31)
    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        (source,) = [one for one in client.get("/api/1/sources").json["sources"] if one["id"] == SOURCE.id]
    assert (source["stale"], source["failures"], source["records"] > 0) == (True, 30, True)


def test_trouble_comes_first(client, run):
    run("complete")
    shown = page(client, "/sources", 1)
    assert shown.index("Catalogue interne") < shown.index("Portail de l’eau")


def test_every_kind_has_a_name():
    for kind in ("udata", "ckan", "csw", "dcat", "opendatasoft", "geoclip", "table"):
        assert kind_name(kind) != kind
