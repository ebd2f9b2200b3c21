"""Read by Python's csv."""

import csv
import io

import requests
from werkzeug.test import Client

from cli.portals.samples import load_samples
from cli.portals.table_app import COLUMNS, OPTIONS, PORTAL


def test_the_rows_are_those_of_the_content_file(portals):
    answer = requests.get(portals["table"].url, timeout=10)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8"), newline="")))
    expected = load_samples("table").samples
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert [row["name"] for row in rows] == [sample.title for sample in expected]
    assert [row["code"] for row in rows] == [sample.slug for sample in expected]
    assert tuple(rows[0]) == COLUMNS
    assert all(None not in row and None not in row.values() for row in rows)


def test_several_values_of_a_cell_are_joined(portals):
    answer = requests.get(portals["table"].url, timeout=10)
    (row,) = [
        each for each in csv.DictReader(io.StringIO(answer.text)) if each["code"] == "pesticides-air-cnep"
    ]
    assert row["organizations"] == "ANSES|INERIS|ATMO France"
    assert row["year"] == "['2018', '2019']"
    assert row["type"] == "Jeu de données"


def test_a_client_that_has_the_file_gets_304(portals):
    url = portals["table"].url
    first = requests.get(url, timeout=10)
    for name, value in (
        ("If-None-Match", first.headers["ETag"]),
        ("If-Modified-Since", first.headers["Last-Modified"]),
    ):
        again = requests.get(url, headers={name: value}, timeout=10)
        assert (again.status_code, again.content) == (304, b"")
    assert requests.get(url, headers={"If-None-Match": '"other"'}, timeout=10).status_code == 200


def test_the_declared_columns_are_in_the_file():
    named = [
        column
        for names in OPTIONS["columns"].values()
        for column in ([names] if isinstance(names, str) else names)
    ]
    assert set(named) | {OPTIONS["kind_column"]} == set(COLUMNS)
    assert PORTAL.source_declaration(8103)["options"] == OPTIONS


def test_another_start_gives_the_same_bytes():
    answers = [Client(PORTAL.build_app()).get(PORTAL.path) for _ in range(2)]
    assert answers[0].data == answers[1].data
    assert answers[0].headers["ETag"] == answers[1].headers["ETag"]
