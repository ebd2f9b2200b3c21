"""Sources that fail, over real HTTP and for every kind: told clearly, and nothing that was there is lost."""

import pytest

from catalogue.store.originals import digest, get_original
from tests.harvester.http.loopback import say
from tests.harvester.replay import EXCEPTION, HTML
from tests.harvester.runs.portal import PATHS, portal_of, titles

KINDS = tuple(PATHS)
PAGED = ("dcat", "csw")
WHAT_TO_DO = ("vérifiez", "prévenez", "réessaiera", "corrigez", "attendent l'accord", "reprendra")
BEFORE = titles(*range(30))
ACCORDING_TO_HTTP = {"Content-Type": "text/html"}


@pytest.fixture
def harvested(station, tmp_path):
    """A function that gives a portal of a kind and its station, once 30 records are published."""
    opened = []

    def build(kind, records=BEFORE):
        context = portal_of(kind, records)
        portal = context.__enter__()
        opened.append(context)
        stop = station(f"sqlite:///{tmp_path / 'glane.db'}", portal.declaration)
        report = stop.harvest()
        assert (report.status, report.added, report.errors) == ("complete", len(records), ())
        return portal, stop

    yield build
    for context in opened:
        context.__exit__(None, None, None)


def assert_told(report, *kinds):
    """The first error is of one of these kinds, names the source and says what to do, in French."""
    error = report.errors[0]
    assert error.kind in kinds
    assert error.message.startswith("Source Portail d'essai : ")
    assert any(words in error.message.lower() for words in WHAT_TO_DO), error.message


def assert_kept(stop, before):
    """Everything of before is still there, unchanged, and the store is whole."""
    assert set(before) <= set(stop.titles())
    stop.assert_whole()


def cut_in_the_middle(page):
    """Return a page cut inside a record."""
    return page[: page.rindex("« Série".encode()) + 5]


FAILURES = {
    "503": (lambda page: say(status=503), {"http-status"}),
    "web page": (lambda page: say(HTML, headers=ACCORDING_TO_HTTP), {"not-a-catalogue"}),
    "cut, and Content-Length lies": (
        lambda page: say(cut_in_the_middle(page), length=len(page)),
        {"truncated"},
    ),
    "nothing": (lambda page: say(b""), {"empty-document", "empty-table"}),
}


@pytest.mark.parametrize("fault", FAILURES)
@pytest.mark.parametrize("kind", KINDS)
def test_f07_f08_a_source_that_does_not_answer_fails_and_loses_nothing(harvested, kind, fault):
    portal, stop = harvested(kind)
    answer, told = FAILURES[fault]
    portal.faults[1] = answer(portal.page(1))
    before = stop.titles()
    report = stop.harvest()
    assert (report.status, report.listed, report.absent) == ("failed", 0, 0)
    assert_told(report, *told)
    assert_kept(stop, before)
    portal.faults.clear()
    assert (again := stop.harvest()).status == "complete"
    assert (again.unchanged, again.absent) == (30, 0)


@pytest.mark.parametrize("kind", ["dcat", "csw"])
def test_f07_a_cut_document_that_was_well_announced_is_unreadable(harvested, kind):
    portal, stop = harvested(kind)
    portal.faults[1] = say(cut_in_the_middle(portal.page(1)))
    before = stop.titles()
    report = stop.harvest()
    assert report.status == "failed"
    assert_told(report, "unreadable")
    assert_kept(stop, before)


def test_f07_a_table_cut_inside_a_cell_is_unreadable(harvested):
    portal, stop = harvested("table")
    portal.faults[1] = say(cut_in_the_middle(portal.page()))
    before = stop.titles()
    report = stop.harvest()
    assert report.status == "failed"
    assert_told(report, "open-quote", "cut-table")
    assert_kept(stop, before)


def test_f10_a_table_cut_between_two_rows_is_held(harvested):
    portal, stop = harvested("table")
    portal.faults[1] = say(b"".join(portal.page().splitlines(keepends=True)[:16]))
    before = stop.titles()
    report = stop.harvest()
    assert (report.status, report.listed, report.absent) == ("held", 15, 15)
    assert_told(report, "many-missing")
    assert_kept(stop, before)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (say(status=500), "http-status"),
        (say(HTML, headers=ACCORDING_TO_HTTP), "not-a-catalogue"),
        (say(b"abc", length=1000), "truncated"),
    ],
)
@pytest.mark.parametrize("kind", PAGED)
def test_f06_f07_f08_a_page_that_fails_in_the_middle_publishes_what_came_before(harvested, kind, fault, told):
    portal, stop = harvested(kind)
    portal.records = {**titles(100), **BEFORE, "serie-001": "Série 1, corrigée"}
    portal.faults[2] = fault
    before = stop.titles()
    report = stop.harvest()
    assert (report.status, report.listed, report.added, report.changed) == ("partial", 10, 1, 1)
    assert_told(report, told)
    assert_kept(stop, {*before, "Série 100", "Série 1, corrigée"} - {"Série 1"})


def test_f08_a_service_exception_in_the_middle_names_its_code(harvested):
    portal, stop = harvested("csw")
    portal.faults[3] = say(EXCEPTION.format(code="NoApplicableCode", text="Base verrouillée").encode())
    report = stop.harvest()
    assert (report.status, report.listed, report.unchanged) == ("partial", 20, 20)
    assert_told(report, "ows-exception")
    assert "Base verrouillée" in report.errors[0].message


@pytest.mark.parametrize("kind", PAGED)
def test_f10_half_of_what_is_announced_is_partial_and_withdraws_nothing(harvested, kind):
    portal, stop = harvested(kind)
    before = stop.titles()
    portal.records, portal.announced = titles(*range(15), 100), 31
    report = stop.harvest()
    assert (report.status, report.listed, report.announced, report.added) == ("partial", 16, 31, 1)
    assert_told(report, "short-listing", "listing-stopped")
    assert "16" in report.errors[0].message
    assert "31" in report.errors[0].message
    assert_kept(stop, [*before, "Série 100"])


@pytest.mark.parametrize("kind", KINDS)
def test_f09_an_empty_listing_of_a_source_that_had_records_is_held(harvested, kind):
    portal, stop = harvested(kind)
    portal.records = {}
    before = stop.titles()
    report = stop.harvest()
    assert (report.status, report.listed, report.absent, report.archived) == ("held", 0, 30, 0)
    assert_told(report, "empty-listing")
    assert_kept(stop, before)


@pytest.mark.parametrize("kind", KINDS)
def test_f26_other_ids_for_everything_are_held_and_not_published(harvested, kind):
    portal, stop = harvested(kind)
    portal.records = {f"autre-{number:03}": f"Autre série {number}" for number in range(30)}
    before = stop.titles()
    report = stop.harvest()
    assert (report.status, report.added, report.absent) == ("held", 0, 30)
    assert_told(report, "all-ids-changed")
    assert stop.titles() == before
    stop.assert_whole()


@pytest.mark.parametrize("kind", KINDS)
def test_f10_losing_most_records_publishes_what_is_new_and_holds_the_rest(harvested, kind):
    portal, stop = harvested(kind)
    portal.records = titles(*range(12), 100)
    before = stop.titles()
    report = stop.harvest()
    assert (report.status, report.added, report.absent, report.archived) == ("held", 1, 18, 0)
    assert_told(report, "many-missing")
    assert_kept(stop, [*before, "Série 100"])


@pytest.mark.parametrize("kind", KINDS)
def test_one_record_without_a_title_is_put_aside_with_its_bytes(harvested, kind):
    portal, stop = harvested(kind)
    portal.records = {**BEFORE, "serie-007": "", "serie-100": "Série 100"}
    before = stop.titles()
    report = stop.harvest()
    assert (report.status, report.rejected, report.added, report.absent) == ("complete", 1, 1, 0)
    (error,) = report.errors
    assert (error.kind, error.remote_id) == ("no-title", "serie-007")
    assert "titre" in error.message
    with stop.database.snapshot() as connection:
        quarantined = get_original(connection, error.original or "")
    assert digest(quarantined) == error.original
    assert "Ce que mesure «  »".encode() in quarantined or b"serie-007" in quarantined
    assert_kept(stop, [*before, "Série 100"])


@pytest.mark.parametrize("kind", KINDS)
def test_f42_many_unusable_records_are_held_and_nothing_is_published(harvested, kind):
    portal, stop = harvested(kind)
    spoilt = {f"serie-{number:03}": "" for number in range(7)}
    portal.records = {**BEFORE, **spoilt, "serie-100": "Série 100"}
    before = stop.titles()
    report = stop.harvest()
    assert (report.status, report.rejected, report.added) == ("held", 7, 0)
    assert_told(report, "many-rejected")
    assert {error.remote_id for error in report.errors[1:]} == set(spoilt)
    assert stop.titles() == before
    stop.assert_whole()


@pytest.mark.parametrize("kind", KINDS)
def test_errors_outlive_their_run(harvested, kind):
    portal, stop = harvested(kind)
    portal.records = {**BEFORE, "serie-007": ""}
    spoilt = stop.harvest()
    portal.records = dict(BEFORE)
    assert stop.harvest().errors == ()
    with stop.database.reading() as reading:
        assert reading.list_errors(spoilt.run) == list(spoilt.errors)
        run = reading.find_run(spoilt.run)
    assert run is not None
    assert (run.report, run.published) == (spoilt, True)


def test_f24_an_id_that_comes_twice_is_named_and_the_first_is_kept(harvested):
    portal, stop = harvested("csw")
    first, second = portal.page(1), portal.page(2).replace(b"serie-010", b"serie-000")
    portal.faults = {1: say(first), 2: say(second)}
    report = stop.harvest()
    assert (report.status, report.listed, report.unchanged) == ("partial", 29, 29)
    named = [(error.kind, error.remote_id) for error in report.errors]
    assert named == [("short-listing", None), ("duplicate-id", "serie-000")]
    assert len(stop.titles()) == 30


def test_f05_a_source_that_asks_for_a_day_is_left_until_then(harvested):
    portal, stop = harvested("dcat")
    portal.faults[2] = say(status=503, headers={"Retry-After": "40000"})
    before = stop.titles()
    report = stop.harvest()
    assert (report.status, report.added, report.changed) == ("interrupted", 0, 0)
    assert_told(report, "parked")
    assert_kept(stop, before)
