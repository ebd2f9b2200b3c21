import csv
import io
import json

import pytest

from catalogue.record_parts import Distribution, Period
from cli.exporting import CSV_COLUMNS, EXPORTS, export_records
from tests.builders import a_record

BASE = "https://glane.example"


def export(name, *records):
    return b"".join(export_records(iter(records), name, BASE))


def rows(*records):
    return list(csv.DictReader(io.StringIO(export("csv", *records).decode("utf-8-sig"))))


def test_csv_has_a_line_per_record_and_lists_in_a_cell():
    record = a_record(
        id="r1",
        keywords=("air", "ozone"),
        temporal=Period(start="2013", end="2024"),
        distributions=(
            Distribution(url="https://a.example/1", format="csv"),
            Distribution(url="https://a.example/2", format="csv"),
        ),
    )
    (row,) = rows(record)
    assert tuple(row) == CSV_COLUMNS
    assert (row["keywords"], row["start"], row["end"], row["formats"]) == ("air|ozone", "2013", "2024", "csv")
    assert (row["licence"], row["publisher"]) == ("", "Atmo Auvergne-Rhône-Alpes")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "\uff1d"])
def test_formulas_are_disarmed(start):
    (row,) = rows(a_record(id="r1", title=f"{start}HYPERLINK(1)"))
    assert row["title"].startswith("'")
    (plain,) = rows(a_record(id="r1", title="Air = vie"))
    assert plain["title"] == "Air = vie"


def test_jsonl_holds_a_record_a_line():
    text = export("jsonl", a_record(id="r1", title="Une\u2028ligne"), a_record(id="r2"))
    assert [json.loads(line)["id"] for line in text.split(b"\n") if line] == ["r1", "r2"]


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_an_empty_catalogue_exports(name):
    text = export(name)
    assert b"r1" not in text
    assert b"r1" in export(name, a_record(id="r1"))
