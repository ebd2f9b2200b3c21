"""Real answers of CKAN, DKAN and their extensions, served on loopback and listed as a portal is."""

import json
from collections import Counter
from typing import Any

from catalogue.record import Record
from harvester.connector import IDENTITY_KEYS
from tests.harvester import ckan, replay

PATTERNS = (
    "data/json-api-*/*ckan*/*.json",
    "data/json-api-*/TerriaJS__terriajs/*CKAN*.json",
    "data/json-api-*/*/*dkan*.json",
)


def packages_of(value):
    """The packages that an answer holds: what `package_show` gives, alone or in a list."""
    if isinstance(value, list):
        return [package for each in value for package in packages_of(each)]
    if not isinstance(value, dict):
        return []
    if "success" in value:
        return packages_of(value.get("result"))
    inner = [value.get(key) for key in ("dataset", "results") if isinstance(value.get(key), dict | list)]
    inner += [value["aspects"].get("ckan-dataset")] if isinstance(value.get("aspects"), dict) else []
    found = [package for each in inner for package in packages_of(each)]
    return found or ([value] if "title" in value and "resources" in value else [])


def all_packages(real_files):
    found: dict[str, dict[str, Any]] = {}
    for pattern in PATTERNS:
        for path in real_files(pattern):
            for package in packages_of(json.loads(path.read_bytes())):
                found[json.dumps(package, sort_keys=True)] = {"id": f"{path.name}-{len(found)}", **package}
    return list(found.values())


def test_every_real_package_becomes_a_record_or_says_why(real_files, listing, declare, mapped):
    packages = all_packages(real_files)
    with replay.serve(ckan.ckan(packages)) as running:
        listed = listing("ckan", url=f"{running.url}/ckan")
        results = mapped(declare("ckan", url=f"{running.url}/ckan"), listed.items)
    counts = Counter("record" if isinstance(result, Record) else result.kind for result in results)
    print(f"ckan: {dict(counts)}", [result.remote_id for result in results if not isinstance(result, Record)])
    assert listed.error is None
    assert len(results) == len(packages) >= 9
    assert set(counts) <= {"record", "not-public"}
    assert counts["not-public"] <= 1
    records = [result for result in results if isinstance(result, Record)]
    assert all(record.title and record.extras[IDENTITY_KEYS] for record in records)
    assert sum(bool(record.distributions) for record in records) >= 5
    assert sum(bool(record.bbox) for record in records) >= 2
    assert sum(bool(record.temporal) for record in records) >= 2
