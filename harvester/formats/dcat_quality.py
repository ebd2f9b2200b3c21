"""How good: conformity and measures of quality of a DCAT description (GeoDCAT-AP 3 §B.6.20, W3C DQV)."""

from typing import Any

from harvester.formats.geometry import to_number
from harvester.formats.rdf_graph import DCT, GEODCAT, NodeView
from harvester.formats.words import is_placeholder, squeeze

DQV = "http://www.w3.org/ns/dqv#"
PROV = "http://www.w3.org/ns/prov#"
SDMX_UNIT = "http://purl.org/linked-data/sdmx/2009/attribute#unitMeasure"

MEASURED = DQV + "hasQualityMeasurement"
_DEGREES = {"conformant": True, "notConformant": False}
"""`DegreeOfConformity` of the INSPIRE registry; `notEvaluated` says nothing."""


def conformity_of(root: NodeView) -> list[tuple[str, bool]]:
    """Return the standards that the data were tested against, with the result.

    A test is an activity that used the data, followed a plan made from the standard, and generated a degree.
    """
    found: dict[tuple[str, bool], None] = {}
    for activity in root.views(PROV + "wasUsedBy"):
        degrees = [
            _DEGREES[name]
            for result in activity.views(PROV + "generated")
            for iri in result.iris(DCT + "type")
            if (name := iri.rstrip("/").rpartition("/")[2]) in _DEGREES
        ]
        for association in activity.views(PROV + "qualifiedAssociation"):
            for plan in association.views(PROV + "hadPlan"):
                for standard in plan.views(PROV + "wasDerivedFrom"):
                    title = squeeze(standard.text(DCT + "title")) or standard.iri or ""
                    if degrees and title and not is_placeholder(title):
                        found[title, degrees[0]] = None
    return sorted(found)


def measures_of(root: NodeView) -> list[dict[str, Any]]:
    """Return the measures of quality, `{"metric", "value", "unit"}`, in the source's words."""
    if MEASURED not in root.said:
        return []
    measures = [
        {
            "metric": next(iter(view.labels_or_iris(DQV + "isMeasurementOf")), ""),
            "value": next(iter(view.labels(DQV + "value")), ""),
            "unit": next(iter(view.labels_or_iris(SDMX_UNIT)), ""),
        }
        for view in root.views(MEASURED)
    ]
    return sorted((m for m in measures if m["metric"] and m["value"]), key=lambda m: tuple(m.values()))


def scale_of(root: NodeView) -> int | None:
    """Return the denominator of `geodcat:spatialResolutionAsScale`, written as a fraction or as its value."""
    for measure in measures_of(root):
        if measure["metric"] == GEODCAT + "spatialResolutionAsScale":
            denominator = _to_denominator(measure["value"])
            if denominator:
                return denominator
    return None


def _to_denominator(text: str) -> int | None:
    above, slash, below = text.partition("/")
    if slash:
        number = to_number(below)
        return round(number) if number and above.strip() == "1" else None
    number = to_number(text)
    if number is None or number <= 0:
        return None
    return round(1 / number) if number < 1 else round(number)
