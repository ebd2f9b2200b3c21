"""The CSW listing: a cursor of our own through every way in which servers count (faults F19, F20, F24,
H31).
"""

from collections import Counter
from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from catalogue.record import Record
from catalogue.source import Source
from harvester.connector import Wanted
from harvester.connectors.csw_items import page_of
from tests.harvester import replay
from tests.harvester.samples import iso_record

NEWER = (
    b'<mdb:MD_Metadata xmlns:mdb="http://standards.iso.org/iso/19115/-3/mdb/2.0"'
    b' xmlns:mcc="http://standards.iso.org/iso/19115/-3/mcc/1.0" xmlns:gco="http://standards.iso.org/iso/19115/-3/gco/1.0">'
    b"<mdb:metadataIdentifier><mcc:MD_Identifier><mcc:code><gco:CharacterString>fiche-19115-3</gco:CharacterString>"
    b"</mcc:code></mcc:MD_Identifier></mdb:metadataIdentifier></mdb:MD_Metadata>"
)
RECORDS = [iso_record(number) for number in range(7)]


@pytest.fixture
def harvest(listing):
    def fetch(portal, **options):
        with replay.serve(portal) as running:
            listed = listing("csw", url=f"{running.url}/csw", options=options)
        return listed, running

    return fetch


def ids(listed):
    return [item.remote_id for item in listed.items]


def said(**more):
    """Attributes of SearchResults as a server that miscounts writes them; None leaves one out."""

    def attributes(start, returned, matched):
        values: dict[str, int | None] = dict(replay.standard_attributes(start, returned, matched))
        values |= {name: value(start, returned, matched) for name, value in more.items()}
        return {name: value for name, value in values.items() if value is not None}

    return attributes


MISCOUNTS: dict[str, dict[str, Callable[..., int | None]]] = {
    "next absent": {"nextRecord": lambda *_: None},
    "next 0 too early": {"nextRecord": lambda *_: 0},
    "next beyond the end": {"nextRecord": lambda start, returned, matched: matched + 1},
    "next before start": {"nextRecord": lambda *_: 1},
    "next is start": {"nextRecord": lambda start, *_: start},
    "returned says what was asked": {"numberOfRecordsReturned": lambda *_: 50},
    "returned absent": {"numberOfRecordsReturned": lambda *_: None},
}


@pytest.mark.parametrize("name", MISCOUNTS)
def test_f20_every_record_is_listed_once_however_the_server_counts(harvest, name):
    faults = replay.CswFaults(cap=3, attributes=said(**MISCOUNTS[name]))
    listed, _ = harvest(replay.csw(RECORDS, faults))
    assert (ids(listed), listed.error, listed.announced) == ([f"fiche-{n}" for n in range(7)], None, 7)


def test_f20_without_a_total_next_record_decides(harvest):
    faults = replay.CswFaults(cap=3, attributes=said(numberOfRecordsMatched=lambda *_: None))
    listed, _ = harvest(replay.csw(RECORDS, faults))
    assert (len(listed.items), listed.announced, listed.error) == (7, None, None)


def test_f20_an_empty_page_before_the_end_is_said(harvest):
    listed, _ = harvest(replay.csw(RECORDS, replay.CswFaults(cap=3, stops_at=4)))
    assert len(listed.items) == 4
    assert (listed.error.kind, listed.error.facts["listed"], listed.error.facts["announced"]) == (
        "listing-stopped",
        4,
        7,
    )


def test_f19_a_server_that_ignores_the_cursor_is_left(harvest):
    listed, running = harvest(replay.csw(RECORDS, replay.CswFaults(cap=3, ignores_start=True)))
    assert listed.error.kind == "paging-loop"
    assert ids(listed) == ["fiche-0", "fiche-1", "fiche-2"]
    assert len(running.asked) == 3


def test_pages_that_overlap_repeat_nothing(harvest):
    pages = [RECORDS[:3], RECORDS[2:5], RECORDS[4:7]]
    flat = [record for page in pages for record in page]
    listed, _ = harvest(replay.csw(flat, replay.CswFaults(cap=3)))
    assert ids(listed) == [f"fiche-{n}" for n in range(7)]


def test_a_server_that_refuses_the_sort_is_asked_without(harvest):
    listed, running = harvest(replay.csw(RECORDS, replay.CswFaults(refuses_sort=True)))
    assert len(listed.items) == 7
    assert ["SortBy" in asked.body for asked in running.asked][-1] is False
    assert [page.cursor for page in listed.pages] == [None]


def test_requests_ask_for_full_iso_records_in_a_stable_order(harvest):
    _, running = harvest(replay.csw(RECORDS), page_size=2, where={"apiso:OrganisationName": "DDT%"})
    body = running.asked[1].body
    assert 'outputSchema="http://www.isotc211.org/2005/gmd"' in body
    assert 'typeNames="gmd:MD_Metadata"' in body
    assert "apiso:Identifier" in body
    assert 'maxRecords="2"' in body
    assert "full" in body
    assert "PropertyIsLike" in body
    assert "DDT%" in body


def test_h31_another_host_of_the_capabilities_is_never_asked(harvest):
    with replay.serve(replay.always(b"", status=500)) as foreign:
        listed, running = harvest(replay.csw(RECORDS, replay.CswFaults(post=f"{foreign.url}/csw")))
        assert (len(listed.items), foreign.asked) == (7, [])
    assert {asked.path for asked in running.asked} == {"/csw"}


def test_h31_another_path_of_the_capabilities_is_not_asked_either(harvest):
    _, running = harvest(replay.csw(RECORDS, replay.CswFaults(post="{root}/the-whole-catalogue")))
    assert {asked.path for asked in running.asked} == {"/csw"}


def test_the_query_that_the_capabilities_give_is_used(harvest):
    listed, running = harvest(replay.csw(RECORDS, replay.CswFaults(post="{root}/csw?language=fre")))
    assert [asked.query for asked in running.asked if asked.method == "POST"] == [{"language": "fre"}]
    assert len(listed.items) == 7


def test_capabilities_that_fail_do_not_hide_the_records(harvest):
    portal = replay.csw(RECORDS)
    missing = replay.Answer(content=b"no", status=404)
    listed, _ = harvest(lambda asked: missing if asked.method == "GET" else portal(asked))
    assert len(listed.items) == 7


def test_f08_an_exception_report_is_named(harvest):
    report = replay.EXCEPTION.format(code="NoApplicableCode", text="La base est en panne")
    listed, _ = harvest(replay.always(report.encode(), "application/xml"))
    assert listed.error.kind == "ows-exception"
    assert "La base est en panne" in str(listed.error)


def test_truncated_xml_ends_the_listing(harvest):
    portal = replay.csw([iso_record(number) for number in range(60)], replay.CswFaults(cap=3))

    def cut(asked):
        answer = portal(asked)
        is_first = asked.method == "GET" or 'startPosition="1"' in asked.body
        return answer if is_first else replay.Answer(content=answer.content[:-20])

    listed, _ = harvest(cut)
    assert (len(listed.items), listed.error.kind) == (3, "unreadable")


def test_a_cut_listing_goes_on_where_it_was(harvest, listing):
    first, _ = harvest(replay.csw(RECORDS, replay.CswFaults(cap=3)))
    cursor = first.pages[0].cursor
    with replay.serve(replay.csw(RECORDS, replay.CswFaults(cap=3))) as running:
        rest = listing("csw", Wanted(cursor=cursor), url=f"{running.url}/csw")
        done = listing("csw", Wanted(cursor=first.pages[-1].cursor), url=f"{running.url}/csw")
    assert ids(rest) == ["fiche-3", "fiche-4", "fiche-5", "fiche-6"]
    assert (ids(done), done.announced, done.error) == ([], 7, None)


@pytest.mark.parametrize(
    "cursor", ["", "nonsense", "[]", '{"start": 0, "announced": 7}', '{"start": 4, "announced": 9}']
)
def test_a_cursor_that_does_not_fit_begins_again(listing, cursor):
    with replay.serve(replay.csw(RECORDS)) as running:
        listed = listing("csw", Wanted(cursor=cursor), url=f"{running.url}/csw")
    assert len(ids(listed)) == 7


@pytest.mark.parametrize("status", [301, 302, 308])
def test_f12_a_moved_endpoint_is_posted_to_where_it_is(listing, status):
    portal = replay.csw(RECORDS, replay.CswFaults(post="{root}/new"))

    def moved(asked):
        if asked.path == "/new":
            return portal(asked)
        query = f"?{urlencode(asked.query)}" if asked.query else ""
        return replay.Answer(content=b"", status=status, headers={"Location": f"{asked.root}/new{query}"})

    with replay.serve(moved) as running:
        listed = listing("csw", url=f"{running.url}/csw")
    assert (len(ids(listed)), listed.error) == (7, None)
    assert {asked.path for asked in running.asked if asked.method == "POST"} == {"/new"}


def test_an_iso_19115_3_catalogue_is_asked_for_its_own_schema(harvest):
    _, running = harvest(replay.csw(RECORDS), schema="iso19115-3")
    body = running.asked[1].body
    assert 'outputSchema="http://standards.iso.org/iso/19115/-3/mdb/2.0"' in body
    assert 'typeNames="mdb:MD_Metadata"' in body
    assert 'xmlns:mdb="http://standards.iso.org/iso/19115/-3/mdb/2.0"' in body


def test_records_of_both_standards_may_share_a_page(harvest):
    listed, _ = harvest(replay.csw([RECORDS[0], NEWER]))
    assert [(item.remote_id, item.media_type) for item in listed.items] == [
        ("fiche-0", "application/vnd.iso.19139+xml"),
        ("fiche-19115-3", "application/vnd.iso.19115-3+xml"),
    ]


def test_another_document_is_named(harvest):
    listed, _ = harvest(replay.always(b"<rss><channel/></rss>", "application/xml"))
    assert (listed.error.kind, listed.error.facts["found"]) == ("unexpected-answer", "rss")


def test_records_of_another_schema_are_rejected_by_name(harvest):
    other = b'<csw:Record xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier>x-1</dc:identifier></csw:Record>'
    listed, _ = harvest(replay.csw([RECORDS[0], other]))
    assert ids(listed) == ["fiche-0"]
    assert [(item.remote_id, item.kind) for item in listed.rejected] == [("x-1", "not-iso")]


def test_f25_a_record_without_identifier_gets_one_from_its_content(harvest):
    nameless = RECORDS[0].replace(b"<gco:CharacterString>fiche-0</gco:CharacterString>", b"")
    spaced = nameless.replace(b"<gmd:MD_Metadata ", b"<gmd:MD_Metadata   ")
    first, _ = harvest(replay.csw([nameless]))
    second, _ = harvest(replay.csw([spaced]))
    assert ids(first) == ids(second)
    assert len(ids(first)[0]) == 16


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://g.example/geonetwork/srv/fre/csw", "https://g.example/geonetwork/srv/fre/catalog.search#/metadata/a%2Fb"),
        ("https://g.example/geonetwork/srv/eng/csw-RAIN?x=1", "https://g.example/geonetwork/srv/eng/catalog.search#/metadata/a%2Fb"),
        ("https://pycsw.example/csw", None),
    ],
)  # fmt: skip
def test_the_page_of_a_record_in_a_geonetwork(url, expected):
    assert page_of(Source(id="s", kind="csw", title="s", url=url), "a/b") == expected


def test_the_page_of_a_record_as_declared():
    options = {"record_page": "https://c.example/fiche/{id}"}
    source = Source(id="s", kind="csw", title="s", url="https://c.example/csw", options=options)
    assert page_of(source, "é") == "https://c.example/fiche/%C3%A9"


REASONS = {
    "not-iso",
    "no-title",
    "unexpected-answer",
    "ows-exception",
    "unreadable",
    "listing-stopped",
    "paging-loop",
}


def test_real_pages_become_records_or_named_reasons(real_files, listing, declare, mapped):
    """Each real answer is served as the page that a listing gets whatever it asks."""
    counts: Counter[str] = Counter()
    for path in [*real_files("data/csw-fr/**/*.xml"), *real_files("data/csw-other/**/*.xml")]:
        with replay.serve(replay.always(path.read_bytes(), "application/xml")) as running:
            listed = listing("csw", url=f"{running.url}/csw")
            source = declare("csw", url=f"{running.url}/csw")
        results = mapped(source, listed.items)
        counts.update("record" if isinstance(result, Record) else result.kind for result in results)
        counts.update(rejected.kind for rejected in listed.rejected)
        counts.update([listed.error.kind] if listed.error else [])
    print(dict(counts))
    assert counts["record"] > 90
    assert set(counts) <= {"record", *REASONS}
