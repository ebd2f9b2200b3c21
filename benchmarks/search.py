"""How fast an engine indexes and answers, measured on invented documents in one run.

    python -m benchmarks.search --documents 20000
    python -m benchmarks.search --documents 20000 --url http://127.0.0.1:9200

Prints, per engine: documents indexed a second, size, and the median and 95th percentile in milliseconds of
a search (20 hits with highlights, six facets) with words and without, and of a batch of 200 changes. The
words are few and frequent, which is harder than real titles.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory

import click

from catalogue.record import Record
from catalogue.record_parts import Agent, Distribution, Period, Quality
from catalogue.selection import Selection
from catalogue.territories.gazetteer import load_gazetteer
from search import Cluster, Engine, SearchQuery, open_engine
from search.document import SearchDocument, from_record
from search.engine import IndexBatch

WORDS = tuple(
    """
    air eau sol bruit santé qualité mesure station commune département territoire exposition risque
    population enquête indicateur mortalité logement déchet pesticide ozone particule captage baignade
    nappe rivière forêt chaleur radon pollen hôpital médecin soin enfant âge revenu pauvreté emploi école
    """.split()  # noqa: SIM905  # one word a string reads worse
)
LICENCES = ("lov2", "odc-odbl", "notspecified", "cc-by")
FORMATS = ("csv", "json", "geojson", "shp", "xlsx", "wfs")
FACETS = ("kind", "topic", "publisher", "licence", "format", "territory")
SEARCHES = 200


def make_documents(count: int, seed: int = 1) -> Iterator[SearchDocument]:
    """Yield invented documents, the same for the same seed."""
    chance, zones = Random(seed), load_gazetteer()  # noqa: S311  # reproducible, no secret
    places = [zone.id for zone in zones.list_level("departement")]
    for number in range(count):
        yield from_record(make_record(number, chance, places), zones=zones)


def make_record(number: int, chance: Random, places: list[str]) -> Record:
    """Return an invented record."""
    start = chance.randint(1990, 2024)
    return Record(
        id=f"{number:08d}",
        title=" ".join(chance.choices(WORDS, k=8)).capitalize(),
        description=" ".join(chance.choices(WORDS, k=70)),
        keywords=tuple(chance.choices(WORDS, k=5)),
        publisher=Agent(name=f"Producteur {chance.randint(1, 500)}"),
        topics=(chance.choice(("air", "eau", "sols", "bruit")),),
        territories=tuple(chance.choices(places, k=2)),
        temporal=Period(start=str(start), end=str(start + chance.randint(0, 10))),
        modified=f"{chance.randint(2015, 2025)}-01-01",
        licence=chance.choice(LICENCES),
        quality=Quality(score=chance.randint(0, 100)),
        distributions=tuple(Distribution(format=name) for name in chance.sample(FORMATS, 2)),
    )


def measure(engine: Engine, count: int) -> None:
    """Fill an engine and print what it takes."""
    documents = list(make_documents(count))
    seconds = timed(lambda: engine.rebuild(documents, 1))
    status = engine.status()
    size = f"{status.size_bytes / 1e6:,.1f} MB"
    click.echo(f"{status.name} {status.version}: {count / seconds:,.0f} documents/s, {size}")
    chance = Random(2)  # noqa: S311  # reproducible, no secret
    texts = [" ".join(chance.sample(WORDS, chance.randint(1, 3))) for _ in range(SEARCHES)]
    report("with words", [search(engine, text) for text in texts])
    report("without words", [search(engine, "") for _ in range(SEARCHES)])
    report("200 changes", [change(engine, chance, documents, position) for position in range(2, 12)])


def search(engine: Engine, text: str) -> float:
    """Return the seconds of one search."""
    query = SearchQuery(selection=Selection(text=text), facets=FACETS)
    return timed(lambda: engine.search(query))


def change(engine: Engine, chance: Random, documents: list[SearchDocument], position: int) -> float:
    """Return the seconds of one batch."""
    some = chance.sample(documents, min(200, len(documents)))
    batch = IndexBatch(changed_ids=tuple(item.id for item in some), documents=some, position=position)
    return timed(lambda: engine.apply(batch))


def timed(act: Callable[[], object]) -> float:
    """Return the seconds that an act takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def report(name: str, seconds: list[float]) -> None:
    """Print median and 95th percentile."""
    cuts = quantiles(seconds, n=20)
    click.echo(
        f"  {name:14} p50 {cuts[9] * 1000:7.1f} ms   p95 {cuts[18] * 1000:7.1f} ms   ({len(seconds)} ×)"
    )


@click.command()
@click.option("--documents", "count", default=20_000, show_default=True)
@click.option(
    "--url", help="An Elasticsearch to measure too; its indexes named glane-benchmark are replaced."
)
def main(count: int, url: str | None) -> None:
    """Measure the embedded engine, and Elasticsearch where an address is given."""
    with TemporaryDirectory() as folder:
        measure(open_engine("tantivy", zones=load_gazetteer(), folder=Path(folder)), count)
    if url:
        cluster = Cluster(urls=(url,), prefix="glane-benchmark", replicas=0)
        measure(open_engine("elasticsearch", zones=load_gazetteer(), cluster=cluster), count)


if __name__ == "__main__":
    main()
