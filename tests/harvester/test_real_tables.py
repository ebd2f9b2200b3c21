"""Real tables, good and bad: each is read, or refused for a reason that its owner understands."""

import json

import pytest

from harvester.errors import SourceMisbehaved
from harvester.formats.table_rows import read_rows
from harvester.wording import SENTENCES
from tests.harvester.spreadsheets import workbook
from tests.harvester.test_real_sources import GD4H_COLUMNS

REFUSED = {
    "data__file.csv.gz",
    "fixtures__invalid.csv",
}


def outcome(content, **options):
    """How many rows a document gives, or why it gives none."""
    try:
        head, *batches = read_rows(content, {"where": "x", "expected": [], **options})
    except SourceMisbehaved as error:
        return error.kind
    rows = [row for batch in batches for row in json.loads(batch["rows"])]
    assert len(set(head["columns"])) == len(head["columns"]) > 0
    assert all(len(cells) >= len(head["columns"]) for _, cells in rows)
    return len(rows)


def test_every_hostile_table_is_read_or_refused_for_a_reason(real_files):
    paths = real_files("data/hostile/csv/**/*.csv*")
    outcomes = {path.name: outcome(path.read_bytes()) for path in paths}
    for name, found in outcomes.items():
        print(f"{name}: {found}")
    assert len(outcomes) > 18
    assert {found for found in outcomes.values() if isinstance(found, str)} <= SENTENCES.keys()
    assert {name for name, found in outcomes.items() if isinstance(found, str)} == REFUSED


def test_tables_of_catalogues_are_read_whole(real_files):
    counts: dict[str, int | str] = {}
    for path in real_files("data/catalogues/**/*.csv"):
        counts[path.name] = outcome(path.read_bytes())
    print(dict(counts))
    assert all(isinstance(count, int) and count > 0 for count in counts.values())


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_the_gd4h_inventory_is_the_same_in_every_encoding(real_files, listing, tmp_path, encoding):
    (path,) = real_files("data/gd4h/datasets_fr.csv")
    options = {"separator": "|", "columns": GD4H_COLUMNS}
    text = path.read_text("utf-8").encode("cp1252", "ignore").decode("cp1252")
    for name, used in (("utf8.csv", "utf-8"), ("other.csv", encoding)):
        (tmp_path / name).write_bytes(text.encode(used))
    first, second = (listing("table", path=name, options=options) for name in ("utf8.csv", "other.csv"))
    assert (len(first.items), first.items) == (116, second.items)


def test_the_gd4h_inventory_is_the_same_as_a_workbook(real_files, listing, tmp_path):
    (path,) = real_files("data/gd4h/datasets_fr.csv")
    options = {"separator": "|", "columns": GD4H_COLUMNS}
    head, *batches = read_rows(path.read_bytes(), {"where": "x", "expected": []})
    rows = [cells for batch in batches for _, cells in json.loads(batch["rows"])]
    (tmp_path / "inventaire.xlsx").write_bytes(workbook([head["columns"], *rows]))
    csv, xlsx = (listing("table", path=name, options=options) for name in (str(path), "inventaire.xlsx"))
    assert [item.remote_id for item in xlsx.items] == [item.remote_id for item in csv.items]
    assert (len(xlsx.items), xlsx.announced, xlsx.error) == (116, 116, None)
