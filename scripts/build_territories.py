"""Build the data files of `catalogue/territories` from the npm package `@etalab/decoupage-administratif`.

For developers, once a year when INSEE publishes a new code officiel géographique:

    npm pack @etalab/decoupage-administratif@6.0.0
    tar xzf etalab-decoupage-administratif-6.0.0.tgz
    python scripts/build_territories.py package/data 2026

The output is the same bytes for the same input. Update `catalogue/territories/SOURCES.md` with it.
"""

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Row = dict[str, Any]
TARGET = Path(__file__).parent.parent / "catalogue" / "territories"
FORMER = ("commune-deleguee", "commune-associee")


def main(folder: str, vintage: str) -> None:
    """Read the JSON files of `folder` and write both data files."""
    tables = {path.stem: json.loads(path.read_text("utf-8")) for path in Path(folder).glob("*.json")}
    current = _sorted(row for row in tables["communes"] if row["type"] == "commune-actuelle")
    _write_upper(tables, current, vintage)
    _write_local(tables, current, vintage)


def _sorted(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: str(row["code"]))


def _write_upper(tables: dict[str, list[Row]], current: list[Row], vintage: str) -> None:
    people: dict[str, int] = defaultdict(int)
    for row in current:
        people[row["departement"]] += row.get("population", 0)
    departements = _sorted(tables["departements"])
    upper = {
        "vintage": vintage,
        "regions": [
            [row["code"], row["nom"], row["zone"]]
            for row in _sorted(tables["regions"])
            if row["zone"] != "com"
        ],
        "departements": [
            [row["code"], row["nom"], row["region"], people[row["code"]]]
            for row in departements
            if row["zone"] != "com"
        ],
        "collectivites": [
            [row["code"], row["nom"], people[row["code"]]] for row in departements if row["zone"] == "com"
        ],
    }
    text = json.dumps(upper, ensure_ascii=False, indent=None, separators=(",", ":"))
    (TARGET / "upper.json").write_text(text.replace("],[", "],\n["), encoding="utf-8")


def _write_local(tables: dict[str, list[Row]], current: list[Row], vintage: str) -> None:
    epci = _sorted(tables["epci"])
    member_of = {member["code"]: number for number, row in enumerate(epci) for member in row["membres"]}
    quarters = _sorted(row for row in tables["communes"] if row["type"] == "arrondissement-municipal")
    local = {
        "vintage": vintage,
        "communes": {
            **_columns(current, "population"),
            "epci": [member_of.get(row["code"], -1) for row in current],
        },
        "epci": _columns(epci, "populationMunicipale"),
        "arrondissements": {
            **_columns(quarters, "population"),
            "commune": [row["commune"] for row in quarters],
        },
        "former": _former(tables["communes"], current),
    }
    raw = json.dumps(local, ensure_ascii=False, separators=(",", ":")).encode()
    (TARGET / "local.json.gz").write_bytes(gzip.compress(raw, 9, mtime=0))


def _columns(rows: list[Row], population: str) -> dict[str, list[Any]]:
    return {
        "code": [row["code"] for row in rows],
        "name": [row["nom"] for row in rows],
        "population": [row.get(population) for row in rows],
    }


def _former(rows: list[Row], current: list[Row]) -> dict[str, list[str]]:
    """Return the codes and names that were, each with the code of today's commune.

    A déléguée that bears its commune's own code keeps it: only its name is another.
    """
    found = {(row["code"], row["nom"], row["chefLieu"]) for row in rows if row["type"] in FORMER}
    named = {code for code, _, _ in found}
    for row in current:
        found |= {(code, "", row["code"]) for code in row.get("anciensCodes", ()) if code not in named}
    table = sorted(found)
    return {
        "code": [code for code, _, _ in table],
        "name": [name for _, name, _ in table],
        "commune": [commune for _, _, commune in table],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
