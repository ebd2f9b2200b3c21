"""The 116 rows of the first GD4H inventory, as untidy as they were kept."""

import csv
from collections import Counter

import pytest

from catalogue.record import Record
from catalogue.record_parts import Period
from catalogue.territories import load_gazetteer
from harvester.normalise import UNMAPPED, NormaliseContext, normalise
from tests.builders import a_record

CONTEXT = NormaliseContext(gazetteer=load_gazetteer(), source_title="GD4H")
SILENT = {"", "Non renseigné", "None", "['']", "['Non renseigné']", "['N/A']"}
LEAST = {
    "license_name": ("licence_text", 0.98),
    "update_frequency": ("frequency", 0.95),
    "administrative_territory_coverage": ("territories", 0.94),
    "geographical_information_level": ("granularities", 0.95),
    "environment": ("milieux", 1.0),
    "exposure_factor": ("exposure_factors", 1.0),
    "theme_category": ("themes", 1.0),
    "year": ("temporal", 0.93),
}
LISTS = {"territories", "granularities", "milieux", "exposure_factors", "themes"}


@pytest.fixture(scope="module")
def rows(real_files):
    (path,) = real_files("data/gd4h/datasets_fr.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values(rows, column):
    cells = (row[column] for row in rows)
    parts = (part.strip() for cell in cells for part in (cell.split("|") if column != "year" else [cell]))
    return [part for part in parts if part not in SILENT]


@pytest.mark.parametrize("column", LEAST)
def test_share_of_values_that_are_read(rows, column):
    field, least = LEAST[column]
    missed: Counter[str] = Counter()
    tried = values(rows, column)
    for text in tried:
        given = Period(start=text) if field == "temporal" else (text,) if field in LISTS else text
        made = normalise(a_record(**{field: given}), CONTEXT).record
        if unread := made.extras.get(UNMAPPED):
            missed[text] += 1
            assert all(part[1] in text for part in unread), "what is missed is kept in the source's words"
    share = 1 - missed.total() / len(tried)
    print(f"{column}: {share:.0%} of {len(tried)} values read; missed {dict(missed)}")
    assert share >= least


def test_nearly_every_row_gets_a_topic(rows):
    without = []
    for row in rows:
        split = {
            name: tuple(filter(None, row[name].split("|")))
            for name in ("subthematic", "exposure_factor", "environment")
        }
        record = Record(
            title=row["name"],
            keywords=split["subthematic"],
            exposure_factors=split["exposure_factor"],
            milieux=split["environment"],
        )
        if not normalise(record, CONTEXT).record.topics:
            without.append(row["name"])
    print(f"{len(rows) - len(without)} of {len(rows)} rows have a topic; without: {without}")
    assert len(without) <= 3
