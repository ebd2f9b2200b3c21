"""The DCAT listing: hydra followed at home, never in rings (faults F19, F24)."""

from collections import Counter

import pytest

from catalogue.record import Record
from harvester.connector import Wanted
from harvester.connectors import CONNECTORS
from harvester.connectors.dcat_document import is_at_home
from harvester.errors import SourceMisbehaved
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


@pytest.mark.parametrize("url", ["http://[::1/2.ttl", "http://127.0.0.1:99999/2.ttl"])
def test_an_address_that_cannot_be_taken_apart_is_foreign(url):
    assert not is_at_home(url, "http://127.0.0.1:8101/1.ttl")


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


def members(*numbers, root="{root}"):
    return b"".join(
        f"<https://p.example/catalogue> dcat:dataset <{root}/jeu/{n}> .\n".encode() for n in numbers
    )


def linked(*numbers):
    """The documents of datasets, each at the address by which a catalogue lists it."""
    dataset = '<{root}/jeu/%(n)d> a dcat:Dataset ; dct:identifier "%(n)d" ; dct:title "Jeu %(n)d" .'
    return {f"jeu/{n}": (PREFIXES + dataset % {"n": n}).encode() for n in numbers}


def test_datasets_described_in_documents_of_their_own_are_fetched(harvest):
    listed, running = harvest({"0.ttl": page(0) + members(1, 2), **linked(1, 2)})
    assert (ids(listed), listed.announced, listed.error) == (["0", "1", "2"], 3, None)
    assert [asked.path for asked in running.asked] == ["/0.ttl", "/jeu/1", "/jeu/2"]


def test_a_dataset_that_another_page_describes_is_not_fetched(harvest):
    first = page(0, following="{root}/1.ttl") + members(1)
    second = PREFIXES.encode() + linked(1)["jeu/1"]
    listed, running = harvest({"0.ttl": first, "1.ttl": second})
    assert (ids(listed), listed.announced, len(running.asked)) == (["0", "1"], 2, 2)


def test_the_total_of_the_catalogue_counts_linked_datasets(harvest):
    listed, _ = harvest({"0.ttl": page(total=2) + members(1, 2), **linked(1, 2)})
    assert (ids(listed), listed.announced) == (["1", "2"], 2)


def test_a_linked_document_that_cannot_be_read_is_rejected_alone(harvest):
    listed, running = harvest({"0.ttl": page(0) + members(1, 2, 3), **linked(1, 3)})
    assert (ids(listed), listed.announced, listed.error) == (["0", "1", "3"], 4, None)
    assert [(one.remote_id, one.kind) for one in listed.rejected] == [(f"{running.url}/jeu/2", "http-status")]


def test_many_linked_documents_that_fail_end_the_listing(harvest):
    listed, running = harvest({"0.ttl": page(0) + members(*range(1, 60))})
    assert (ids(listed), listed.error.kind) == (["0"], "http-status")
    assert len(running.asked) < 25


def test_a_limit_of_links_can_be_declared(harvest):
    listed, running = harvest({"0.ttl": page() + members(1, 2, 3), **linked(1, 2, 3)}, options={"follow": 2})
    assert (ids(listed), listed.error.kind, len(running.asked)) == (["1", "2"], "too-many-links", 3)


def test_what_another_server_describes_is_a_mention(harvest):
    listed, running = harvest({"0.ttl": page(0) + members(1, root="https://other.example")})
    assert (ids(listed), listed.announced, listed.error, len(running.asked)) == (["0"], 1, None, 1)


def test_a_catalogue_that_another_server_describes_is_named(harvest):
    listed, _ = harvest({"0.ttl": page() + members(1, 2, root="https://other.example")})
    assert (listed.error.kind, listed.error.facts["count"]) == ("described-elsewhere", 2)
    assert "https://other.example/jeu/1" in str(listed.error)


CHILD = b"<https://p.example/catalogue> dcat:catalog <{root}/child.ttl> .\n"


def test_catalogues_within_the_catalogue_are_read_with_their_pages(harvest):
    listed, _ = harvest(
        {
            "0.ttl": page(0) + CHILD,
            "child.ttl": page(1, following="{root}/child-2.ttl", name="child"),
            "child-2.ttl": page(2),
        }
    )
    assert (ids(listed), listed.announced, listed.error) == (["0", "1", "2"], 3, None)


def test_a_catalogue_within_that_leads_back_is_not_read_twice(harvest):
    back = b"<{root}/child.ttl> dcat:catalog <{root}/0.ttl> .\n"
    listed, running = harvest({"0.ttl": page(0) + CHILD, "child.ttl": page(1) + back})
    assert (ids(listed), listed.error, len(running.asked)) == (["0", "1"], None, 2)


def test_a_catalogue_within_that_is_a_web_page_is_rejected_alone(harvest):
    listed, running = harvest({"0.ttl": page(0) + CHILD, "child.ttl": replay.HTML})
    assert (ids(listed), listed.error, listed.announced) == (["0"], None, 2)
    assert [(one.remote_id, one.kind) for one in listed.rejected] == [
        (f"{running.url}/child.ttl", "not-a-catalogue")
    ]


def test_a_catalogue_within_that_is_described_here_is_not_fetched(harvest):
    here = CHILD + b'<{root}/child.ttl> dcat:dataset <https://p.example/0> ; dct:title "Dedans" .'
    listed, running = harvest({"0.ttl": page(0) + here})
    assert (ids(listed), len(running.asked)) == (["0"], 1)


def test_hydra_under_https_is_hydra(harvest):
    first = page(1, following="{root}/1.ttl").replace(
        b"http://www.w3.org/ns/hydra", b"https://www.w3.org/ns/hydra"
    )
    listed, _ = harvest({"0.ttl": first, "1.ttl": page(2)})
    assert ids(listed) == ["1", "2"]


PAGES = {
    "0.ttl": page(1, 2, following="{root}/1.ttl"),
    "1.ttl": page(3, 4, following="{root}/2.ttl", name="1"),
    "2.ttl": page(5),
}


def test_a_cut_listing_goes_on_at_its_next_page(listing):
    with replay.serve(
        replay.files({f"/{name}": text for name, text in PAGES.items()}, "text/turtle")
    ) as running:
        whole = listing("dcat", url=f"{running.url}/0.ttl")
        rest = listing("dcat", Wanted(cursor=whole.pages[0].cursor), url=f"{running.url}/0.ttl")
    assert (ids(rest), rest.announced) == (["3", "4", "5"], 5)
    assert whole.pages[-1].cursor is None


def test_a_cursor_leads_to_no_other_server(listing):
    with (
        replay.serve(replay.always(b"")) as foreign,
        replay.serve(replay.files({"/0.ttl": page(1)}, "text/turtle")) as running,
    ):
        cursor = f'{{"next": "{foreign.url}/1.ttl", "listed": 1, "services": 0}}'
        listed = listing("dcat", Wanted(cursor=cursor), url=f"{running.url}/0.ttl")
    assert (listed.error.kind, foreign.asked) == ("foreign-next", [])


@pytest.mark.parametrize("cursor", ["", "nonsense", "{}", '{"next": "x"}'])
def test_a_cursor_that_cannot_be_read_begins_again(listing, cursor):
    with replay.serve(replay.files({"/0.ttl": page(1)}, "text/turtle")) as running:
        assert ids(listing("dcat", Wanted(cursor=cursor), url=f"{running.url}/0.ttl")) == ["1"]


def test_a_listing_with_links_can_only_be_begun_again(harvest):
    listed, _ = harvest(
        {"0.ttl": page(0, following="{root}/1.ttl") + members(2), "1.ttl": page(1), **linked(2)}
    )
    assert (ids(listed), {one.cursor for one in listed.pages}) == (["0", "1", "2"], {None})


@pytest.fixture
def probe(tools, declare):
    def ask(pages, media_type="text/turtle"):
        with replay.serve(
            replay.files({f"/{name}": text for name, text in pages.items()}, media_type)
        ) as running:
            first = next(iter(pages))
            return CONNECTORS["dcat"].probe(declare("dcat", url=f"{running.url}/{first}"), tools)

    return ask


def test_a_catalogue_in_one_document_says_its_total(probe):
    found = probe({"0.ttl": page(1, 2)})
    assert (found.software, found.announced, found.abilities) == ("DCAT (Turtle)", 2, {"total"})


def test_a_paged_catalogue_can_be_gone_on_with(probe):
    found = probe({"0.ttl": page(1, following="{root}/1.ttl", total=40)})
    assert (found.announced, found.abilities) == (40, {"total", "resume"})
    assert probe(PAGES).announced is None


def test_the_address_tells_the_software(probe):
    assert probe({"api/1/site/catalog.jsonld": JSON_LD}, "application/ld+json").software == "udata (JSON-LD)"


def test_what_lies_elsewhere_is_remarked(probe):
    found = probe({"0.ttl": page(0) + members(1, 2) + CHILD})
    assert [remark for remark in found.remarks if "2 jeux" in remark]
    assert len(found.remarks) == 2


def test_a_document_without_a_catalogue_is_no_source(probe):
    with pytest.raises(SourceMisbehaved):
        probe({"0.ttl": b"<urn:a> <urn:b> <urn:c> ."})


MEDIA_TYPES = {".json": "application/json", ".jsonld": "application/ld+json", ".xml": "application/xml"}


def test_real_documents_become_records_or_named_reasons(real_files, listing, declare, mapped):
    counts: Counter[str] = Counter()
    for path in [*real_files("data/dcat-fr/**/*"), *real_files("data/dcat-other/**/*")]:
        kind = MEDIA_TYPES.get(path.suffix, "text/turtle" if path.suffix == ".ttl" else "")
        with replay.serve(replay.files({"/catalogue": path.read_bytes()}, kind)) as running:
            listed = listing("dcat", url=f"{running.url}/catalogue")
            source = declare("dcat", url=f"{running.url}/catalogue")
        results = mapped(source, listed.items)
        if listed.error is not None:
            counts[listed.error.kind] += 1
        assert listed.error or len(results) + len(listed.rejected) == listed.announced
        counts.update("record" if isinstance(result, Record) else result.kind for result in results)
    print(dict(counts))
    assert counts["record"] > 850
    assert set(counts) <= {"record", *REASONS}


REASONS = {
    "bad-json",
    "described-elsewhere",
    "foreign-next",
    "no-record-found",
    "no-title",
    "remote-context",
    "unexpected-format",
    "unreadable",
}
