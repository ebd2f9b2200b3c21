"""Hostile and honest files of the real world: each gives a value or a typed error, and the child goes on."""

from collections import Counter

import pytest

from harvester.errors import SourceMisbehaved

RDF_ENDINGS = (".ttl", ".nt", ".nq", ".n3", ".trig", ".rdf", ".jsonld", ".json")
HOSTILE = ("xml-bombs-xxe", "xml-malformed", "encodings", "rdf-negative", "json", "dcat", "ows-exceptions")


@pytest.mark.parametrize("folder", [f"data/hostile/{name}" for name in HOSTILE])
def test_every_hostile_file_gives_a_value_or_a_typed_error(gateway, real_files, folder):
    outcomes = Counter(outcome(gateway, path) for path in real_files(f"{folder}/**/*"))
    print(f"{folder}: {outcomes.total()} real files tried, {dict(outcomes)}")
    assert outcomes.total() > 0


@pytest.mark.parametrize(
    ("pattern", "odd"),
    [
        ("data/csw-fr/**/*.xml", set()),
        ("data/csw-capabilities/**/*.xml", set()),
        ("data/iso19139-fr-mini/**/*.xml", set()),
        ("data/iso19139-fr/**/*.xml", {"data__out.xml"}),
        ("data/dcat-fr/**/*.ttl", {"examples__catalogue.ttl"}),
        ("data/dcat-fr/**/*.rdf", set()),
        ("data/dcat-fr/**/*.jsonld", set()),
    ],
)
def test_every_honest_file_is_read(gateway, real_files, pattern, odd):
    paths = real_files(pattern)
    assert {path.name for path in paths if outcome(gateway, path) != "value"} == odd
    print(f"{pattern}: {len(paths)} real files tried")


def outcome(gateway, path):
    task = "rdf.triples" if path.name.endswith(RDF_ENDINGS) else "xml.check"
    try:
        gateway.run(task, path.read_bytes(), {"base": "https://data.example/"}, where=path.name)
    except SourceMisbehaved as refused:
        error = refused
    else:
        return "value"
    assert error.kind != "parser-limit"
    assert "Too many open files" not in str(error), "something is loaded late: it belongs into WARM_UP"
    assert path.name in str(error)
    return error.kind
