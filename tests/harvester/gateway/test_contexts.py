import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

import harvester.gateway
from harvester.errors import SourceMisbehaved
from harvester.gateway.contexts import inlined

FILES = sorted((Path(harvester.gateway.__file__).parent / "contexts").glob("*.jsonld"))
DCT = "http://purl.org/dc/terms/"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_term_of_every_context_means_something(path):
    context = json.loads(path.read_text("utf-8"))["@context"]
    terms = [term for term in context if not term.startswith("@") and context[term] not in ("@id", "@type")]
    meant = {term: predicate_of(term, context) for term in terms}
    assert len(meant) > 15
    assert {term: iri for term, iri in meant.items() if not iri.startswith(("http://", "https://"))} == {}


def predicate_of(term, context):
    document = json.dumps({"@context": context, "@id": "urn:a", term: "urn:value"}).encode()
    (quad,) = parse(document, format=RdfFormat.JSON_LD, lenient=True)
    return quad.predicate.value


def test_there_are_five_contexts():
    assert [path.stem for path in FILES] == ["dcat-ap", "hydra", "project-open-data", "schema-org", "udata"]


def test_the_importing_context_wins():
    document = {"@context": {"@import": "http://www.w3.org/ns/hydra/core#", "title": f"{DCT}title"}}
    local = inlined(document)["@context"]
    assert local["title"] == f"{DCT}title"
    assert local["totalItems"] == "hydra:totalItems"
    assert "@import" not in local


@pytest.mark.parametrize("context", [None, {}, [], {"t": "urn:t"}, [None, {"t": {"@id": "urn:t"}}]])
def test_a_local_context_stays_as_it_is(context):
    assert inlined([{"@context": context, "t": 1}]) == [{"@context": context, "t": 1}]


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/schema.org",
        "https://schema.org.evil.example/",
        "https://schema.org@evil.example/",
        "https://evil.example/?semiceu.github.io/DCAT-AP/x.jsonld",
        "ftp://schema.org",
    ],
)
def test_an_address_that_resembles_a_known_one_is_unknown(address):
    with pytest.raises(SourceMisbehaved) as caught:
        inlined({"@context": address})
    assert caught.value.facts == {"context": address}
