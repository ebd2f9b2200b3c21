import gzip
import json
import tarfile

import pytest

from scripts import build_territories


def commune(code, name, **fields):
    return {
        "code": code,
        "nom": name,
        "type": "commune-actuelle",
        "departement": code[:2],
        "population": 10,
        **fields,
    }


@pytest.fixture
def folder(tmp_path):
    tables = {
        "regions": [
            {"code": "84", "nom": "Région", "zone": "metro"},
            {"code": "987", "nom": "Île", "zone": "com"},
        ],
        "departements": [
            {"code": "01", "nom": "Ain", "region": "84", "zone": "metro"},
            {"code": "987", "nom": "Île", "region": "987", "zone": "com"},
        ],
        "epci": [
            {"code": "200000001", "nom": "CC", "populationMunicipale": 7, "membres": [{"code": "01002"}]}
        ],
        "communes": [
            commune("01002", "Deux", anciensCodes=["01009"]),
            commune("01001", "Un"),
            {
                "code": "01003",
                "nom": "Trois",
                "type": "commune-deleguee",
                "chefLieu": "01001",
                "departement": "01",
            },
        ],
    }
    for name, rows in tables.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
    return tmp_path


def test_writes_both_files_the_same_each_time(folder, tmp_path, monkeypatch):
    target = tmp_path / "target"
    target.mkdir()
    monkeypatch.setattr(build_territories, "TARGET", target)
    build_territories.main(str(folder), "2026")
    first = {path.name: path.read_bytes() for path in target.iterdir()}
    build_territories.main(str(folder), "2026")
    assert {path.name: path.read_bytes() for path in target.iterdir()} == first

    upper = json.loads(first["upper.json"])
    assert upper["departements"] == [["01", "Ain", "84", 20]]
    assert upper["collectivites"] == [["987", "Île", 0]]
    local = json.loads(gzip.decompress(first["local.json.gz"]))
    assert local["communes"] == {
        "code": ["01001", "01002"], "name": ["Un", "Deux"], "population": [10, 10], "epci": [-1, 0],
    }  # fmt: skip
    assert local["former"] == {
        "code": ["01003", "01009"],
        "name": ["Trois", ""],
        "commune": ["01001", "01002"],
    }


def test_the_files_of_the_package_are_those_of_the_real_tables(real_files, tmp_path, monkeypatch):
    (archive,) = real_files("data/territory/npm-etalab-decoupage-administratif/*-6.0.0.tgz")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    shipped = build_territories.TARGET
    monkeypatch.setattr(build_territories, "TARGET", tmp_path)
    build_territories.main(str(tmp_path / "package" / "data"), "2026")
    assert (tmp_path / "upper.json").read_bytes() == (shipped / "upper.json").read_bytes()
    unpacked = [gzip.decompress((where / "local.json.gz").read_bytes()) for where in (tmp_path, shipped)]
    assert unpacked[0] == unpacked[1]
