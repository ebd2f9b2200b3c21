"""Where and when: zones and box, period, frequency, resolution."""

from collections.abc import Iterator

from catalogue.rdf.codes import code_iri, zone_iri
from catalogue.rdf.described import Described
from catalogue.rdf.literals import decimal_literal, first_day, last_day, text_literal, wkt_literal
from catalogue.rdf.namespaces import DCAT, DCT, GEODCAT, RDF
from catalogue.rdf.terms import Triple


def coverage_triples(described: Described) -> Iterator[Triple]:
    """Yield the coverage; every location carries its zone id as `dct:identifier`, the box its WKT."""
    yield from _places(described)
    yield from _period(described)
    record, subject = described.record, described.iri
    if iri := code_iri("frequencies", record.frequency):
        yield Triple(subject, DCT["accrualPeriodicity"], iri)
        yield Triple(iri, RDF["type"], DCT["Frequency"])
    yield from _resolution(described)


def _resolution(described: Described) -> Iterator[Triple]:
    """The distance as DCAT 3 has it, the scale as GeoDCAT-AP 2 and 3 write it: "1:25000"."""
    resolution = described.record.spatial_resolution
    if resolution and resolution.metres is not None:
        metres = decimal_literal(resolution.metres)
        yield Triple(described.iri, DCAT["spatialResolutionInMeters"], metres)
    if resolution and resolution.scale:
        scale = text_literal(f"1:{resolution.scale}")
        yield Triple(described.iri, GEODCAT["spatialResolutionAsText"], scale)


def _places(described: Described) -> Iterator[Triple]:
    for number, zone in enumerate(described.record.territories):
        node = zone_iri(zone) or described.blank(f"zone{number}")
        yield Triple(described.iri, DCT["spatial"], node)
        yield Triple(node, RDF["type"], DCT["Location"])
        yield Triple(node, DCT["identifier"], text_literal(zone))
    if described.record.bbox:
        node = described.blank("bbox")
        yield Triple(described.iri, DCT["spatial"], node)
        yield Triple(node, RDF["type"], DCT["Location"])
        yield Triple(node, DCAT["bbox"], wkt_literal(described.record.bbox))


def _period(described: Described) -> Iterator[Triple]:
    """Both ends as `xsd:date` on a blank node: data.gouv.fr refuses a record that mixes types."""
    period = described.record.temporal
    start, end = (first_day(period.start), last_day(period.end)) if period else (None, None)
    if start is None and end is None:
        return
    node = described.blank("period")
    yield Triple(described.iri, DCT["temporal"], node)
    yield Triple(node, RDF["type"], DCT["PeriodOfTime"])
    if start:
        yield Triple(node, DCAT["startDate"], start)
    if end:
        yield Triple(node, DCAT["endDate"], end)
