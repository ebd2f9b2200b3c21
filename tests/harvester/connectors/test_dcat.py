"""The DCAT listing: hydra followed at home, never in rings (faults F19, F24)."""

import pytest

from tests.harvester import replay
from tests.harvester.samples import recording

PREFIXES = """@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> .
<https://p.example/catalogue> a dcat:Catalog .
"""


def page(*datasets, following=None, total=None, name="0"):
    lines = [
        f'<https://p.example/{n}> a dcat:Dataset ; dct:identifier "{n}" ; dct:title "Jeu {n}" .'
        for n in datasets
    ]
    if following:
        lines.append(f"<{{root}}/{name}.ttl> a hydra:PartialCollectionView ; hydra:next <{following}> .")
    if total is not None:
        lines.append(f"<https://p.example/catalogue> hydra:totalItems {total} .")
    return (PREFIXES + "\n".join(lines)).encode()


@pytest.fixture
def harvest(listing):
    def fetch(pages, media_type="text/turtle", **more):
        with replay.serve(
            replay.files({f"/{name}": text for name, text in pages.items()}, media_type)
        ) as running:
            first = f"{running.url}/{next(iter(pages))}"
            return listing("dcat", url=first, **more), running

    return fetch


def ids(listed):
    return [item.remote_id for item in listed.items]


def test_one_document_announces_what_it_holds(harvest):
    listed, _ = harvest({"0.ttl": page(1, 2, 3)})
    assert (ids(listed), listed.announced) == (["1", "2", "3"], 3)


def test_pages_are_followed_to_the_end(harvest):
    listed, running = harvest(
        {
            "0.ttl": page(1, 2, following="{root}/1.ttl", total=5),
            "1.ttl": page(3, 4, following="/2.ttl", total=5, name="1"),
            "2.ttl": page(5, total=5),
        }
    )
    assert (ids(listed), listed.announced, len(running.asked)) == (["1", "2", "3", "4", "5"], 5, 3)


def test_the_older_paged_collection_is_followed_too(harvest):
    first = page(1, total=2) + b"<{root}/0.ttl> a hydra:PagedCollection ; hydra:nextPage <{root}/1.ttl> ."
    listed, _ = harvest({"0.ttl": first, "1.ttl": page(2, total=2)})
    assert ids(listed) == ["1", "2"]


def test_a_listing_without_total_is_proved_by_its_last_page(harvest):
    listed, _ = harvest({"0.ttl": page(1, following="{root}/1.ttl"), "1.ttl": page(2)})
    assert [one.announced for one in listed.pages] == [None, 2]


def test_services_that_the_total_leaves_out_are_counted(harvest):
    service = b'<https://p.example/s> a dcat:DataService ; dct:title "Service" .'
    listed, _ = harvest({"0.ttl": page(1, 2, total=2) + service})
    assert (len(listed.items), listed.announced) == (3, 3)


def test_f19_a_ring_of_pages_is_left_with_what_it_brought(harvest):
    listed, running = harvest(
        {
            "0.ttl": page(1, following="{root}/1.ttl"),
            "1.ttl": page(2, following="{root}/2.ttl", name="1"),
            "2.ttl": page(3, following="{root}/1.ttl", name="2"),
        }
    )
    assert (listed.error.kind, ids(listed), len(running.asked)) == ("paging-loop", ["1", "2", "3"], 3)


def test_f19_a_page_that_leads_to_itself(harvest):
    listed, _ = harvest({"0.ttl": page(1, following="{root}/0.ttl")})
    assert (listed.error.kind, ids(listed)) == ("paging-loop", ["1"])


def test_f19_the_same_body_under_new_addresses(harvest):
    same = page(1, following="{root}/1.ttl")
    listed, _ = harvest({"0.ttl": same, "1.ttl": same})
    assert (listed.error.kind, ids(listed)) == ("paging-loop", ["1"])


def test_f19_pages_that_bring_nothing_new(harvest):
    listed, running = harvest(
        {
            "0.ttl": page(1, following="{root}/1.ttl"),
            "1.ttl": page(1, following="{root}/2.ttl", name="1"),
            "2.ttl": page(2),
        }
    )
    assert (listed.error.kind, len(running.asked)) == ("paging-loop", 2)


def test_a_next_page_on_another_server_is_named_and_not_asked(harvest):
    with replay.serve(replay.always(b"")) as foreign:
        listed, _ = harvest({"0.ttl": page(1, following=f"{foreign.url}/1.ttl")})
        assert (listed.error.kind, ids(listed), foreign.asked) == ("foreign-next", ["1"], [])
    assert foreign.url in str(listed.error)


def test_a_limit_of_pages_can_be_declared(harvest):
    pages = {f"{n}.ttl": page(n, following=f"{{root}}/{n + 1}.ttl", name=str(n)) for n in range(4)}
    listed, _ = harvest(pages, options={"max_pages": 2})
    assert (listed.error.kind, len(listed.items)) == ("too-many-pages", 2)


def test_a_document_that_describes_nothing_is_named(harvest):
    listed, _ = harvest({"0.ttl": b"<urn:a> <urn:b> <urn:c> ."})
    assert listed.error.kind == "no-record-found"


def test_the_subject_becomes_the_remote_address(harvest):
    listed, _ = harvest({"0.ttl": page(1)})
    assert listed.items[0].remote_url == "https://p.example/1"


RDF_XML = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dct="http://purl.org/dc/terms/">
  <dcat:Dataset rdf:about="https://p.example/1">
    <dct:identifier>1</dct:identifier><dct:title>Jeu 1</dct:title>
  </dcat:Dataset></rdf:RDF>"""
JSON_LD = b"""{"@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
  "@id": "https://p.example/1", "@type": "dcat:Dataset", "dct:identifier": "1", "dct:title": "Jeu 1"}"""
N_TRIPLES = b"""<https://p.example/1> <http://purl.org/dc/terms/title> "Jeu 1" .
<https://p.example/1> <http://purl.org/dc/terms/identifier> "1" .
<https://p.example/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset> .
"""


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("application/rdf+xml", RDF_XML),
        ("application/ld+json", JSON_LD),
        ("application/n-triples", N_TRIPLES),
    ],
)
def test_every_syntax_gives_the_same_bytes(harvest, media_type, content):
    turtle, _ = harvest({"0.ttl": page(1)})
    other, _ = harvest({"0": content}, media_type)
    assert [item.content for item in other.items] == [item.content for item in turtle.items]


def test_the_recorded_catalogue_knows_its_series(harvest):
    listed, _ = harvest({name: recording(f"dcat/{name}") for name in ("catalogue.ttl", "catalogue-2.ttl")})
    assert ids(listed) == ["pollens", "air"]
