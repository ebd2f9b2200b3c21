"""How fast sources are harvested, beside the libraries that others build on, both sides in one run.

    python -m benchmarks.harvest [--records 2000] [--rounds 5] [--only iso --only harvest …] [--output FILE]
    python -m benchmarks.harvest --listing 100000

Prints records per second of both sides, their ratio and its floor, and where the time of a harvest goes;
leaves a JSON with the raw timings. The pages are made of real records and replayed from loopback. `live`
harvests from a real pycsw, which it installs into a cache folder of its own.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree
from owslib.catalogue.csw2 import CatalogueServiceWeb
from owslib.iso import MD_Metadata

from benchmarks.comparing import Comparison, Results, in_turn, seconds
from benchmarks.corpus import csw_pages, iso_corpus
from benchmarks.dcat import dcat_pages, read_with_rdflib
from benchmarks.listing import measure_listing
from benchmarks.live import measure_live
from benchmarks.replay import replayed
from benchmarks.stages import measure_stages
from benchmarks.stations import a_station
from catalogue.store.runs import RunReport
from catalogue.territories import load_gazetteer
from harvester.connector import RawItem
from harvester.connectors import CONNECTORS
from harvester.connectors.csw_listing import PAGE_SIZE
from harvester.gateway.tasks import TASKS
from harvester.normalise import NormaliseContext, normalise

PARTS = ("iso", "harvest", "dcat", "live")
GMD = "http://www.isotc211.org/2005/gmd"
ISO = "application/vnd.iso.19139+xml"
DCAT_SIZE = 100


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--page-size", type=int, default=100)
    parser.add_argument(
        "--live-page-size", type=int, default=PAGE_SIZE, help="of both sides; csw sources ask for %(default)s"
    )
    parser.add_argument("--only", action="append", choices=PARTS)
    parser.add_argument(
        "--listing", type=int, metavar="N", help="only harvest N small records, and watch the memory"
    )
    parser.add_argument("--output", type=Path, default=Path("dist/benchmark-harvest.json"))
    asked = parser.parse_args()
    results = Results()
    if asked.listing:
        measure_listing(asked.listing, results)
    else:
        measure(asked, results)
    results.write(asked.output)


def measure(asked: argparse.Namespace, results: Results) -> None:
    """Measure the parts asked for, in their order."""
    parts = asked.only or PARTS
    if {"iso", "harvest", "live"} & {*parts}:
        corpus = iso_corpus(asked.records)
        results.facts |= {"records": asked.records, "moulds": corpus.moulds, "mean_bytes": corpus.mean_bytes}
        print(
            f"{asked.records:,} ISO records of {corpus.mean_bytes:,} bytes, made of {corpus.moulds} real ones"
        )
    if "iso" in parts:
        compare_mapping(corpus.records, asked.rounds, results)
    if "harvest" in parts:
        compare_harvests(corpus.records, asked, results)
    if "dcat" in parts:
        compare_dcat(asked.records, asked.rounds, results)
    if "live" in parts:
        measure_live(corpus.records, asked.live_page_size, asked.rounds, results)


def compare_mapping(records: list[bytes], rounds: int, results: Results) -> None:
    """ISO bytes to a normalised record, beside OWSLib's `MD_Metadata` of the same bytes."""
    items = [RawItem(remote_id=str(n), content=content, media_type=ISO) for n, content in enumerate(records)]
    to_record, context = CONNECTORS["csw"].to_record, NormaliseContext(gazetteer=load_gazetteer())

    def ours() -> float:
        return seconds(lambda: [normalise(to_record(item, {}), context) for item in items])

    def theirs() -> float:
        return seconds(lambda: [MD_Metadata(etree.fromstring(content)) for content in records])

    times = in_turn(rounds, ours, theirs)
    results.add(Comparison("ISO bytes to normalised record", 4, len(records), *times, "OWSLib MD_Metadata"))


def compare_harvests(records: list[bytes], asked: argparse.Namespace, results: Results) -> None:
    """A first harvest beside OWSLib's fetch and parse of the same pages; then the same pages once more."""
    first, again, theirs = [], [], []
    with replay_of(records, asked.page_size) as root:
        for _ in range(asked.rounds):
            with a_station(f"{root}/corpus", asked.page_size) as station:
                first.append(seconds(lambda: expect(station.harvest_and_index(), added=len(records))))
                again.append(seconds(lambda: expect(station.harvest_and_index(), unchanged=len(records))))
            theirs.append(seconds(lambda: fetch_with_owslib(f"{root}/corpus", asked.page_size)))
        results.stages |= measure_stages(f"{root}/corpus", len(records), asked.page_size)
    named = "OWSLib fetch and parse"
    results.add(Comparison("harvest end to end", 1.7, len(records), first, theirs, named))
    results.add(
        Comparison("unchanged harvest, pages in full", 5, len(records), again, first, "the first harvest")
    )


@contextmanager
def replay_of(records: list[bytes], size: int) -> Iterator[str]:
    """Serve the pages of these records as the catalogue `corpus`; gives the root address."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary, "corpus")
        folder.mkdir()
        for number, page in enumerate(csw_pages(records, size)):
            (folder / f"{number:06}.xml").write_bytes(page)
        with replayed(temporary) as root:
            yield root


def fetch_with_owslib(url: str, size: int) -> int:
    """Return how many records OWSLib fetched and parsed, page by page."""
    catalogue = CatalogueServiceWeb(url, skip_caps=True)
    start = count = 0
    while start is not None:
        catalogue.getrecords2(
            typenames="gmd:MD_Metadata",
            esn="full",
            outputschema=GMD,
            startposition=start or 1,
            maxrecords=size,
        )
        count += len(catalogue.records)
        start = catalogue.results["nextrecord"] or None
    return count


def expect(report: RunReport, **counts: int) -> None:
    """End with a message where a run was not what is measured."""
    found = {name: getattr(report, name) for name in counts}
    if report.status != "complete" or found != counts:
        raise SystemExit(f"run {report.status}, {found} instead of {counts}: {report.errors[:3]}")


def compare_dcat(count: int, rounds: int, results: Results) -> None:
    """DCAT pages to records before normalisation, beside rdflib's parse and the same extraction."""
    connector = CONNECTORS["dcat"]
    options = {"url": "https://donnees.example.org/catalogue"}

    def to_records(page: bytes, media_type: str) -> list[object]:
        _, *parts = TASKS["dcat.page"](page, {**options, "media_type": media_type})
        items = (
            RawItem(remote_id=one["remote_id"], content=one["content"].encode(), media_type="")
            for one in parts
        )
        return [connector.to_record(item, {}) for item in items]

    for media_type, pages in dcat_pages(count, DCAT_SIZE).items():
        for read in (to_records, read_with_rdflib):
            if len(read(pages[0], media_type)) != min(DCAT_SIZE, count):
                raise SystemExit(f"{read.__name__} does not read a whole page")
        times = in_turn(
            rounds,
            lambda: seconds(lambda: [to_records(page, media_type) for page in pages]),  # noqa: B023
            lambda: seconds(lambda: [read_with_rdflib(page, media_type) for page in pages]),  # noqa: B023
        )
        results.add(Comparison(f"{media_type} to records", 6, count, *times, "rdflib"))


if __name__ == "__main__":
    main()
