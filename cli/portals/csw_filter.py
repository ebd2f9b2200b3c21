"""OGC filters (Filter Encoding 1.1) as predicates over what the catalogue knows of a record.

The comparisons that harvesters send: by type, identifier, title, any text, organisation, date of change, box.
"""

import operator
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase

from lxml import etree

from cli.portals.csw_fault import CswFault
from cli.portals.iso_xml import Element, qname
from cli.portals.texts import fold

Queryables = Mapping[str, str]
"""Queryable (`type identifier title anytext organisationname modified boundingbox`) → value in a record.

Boxes are `west south east north` in degrees, one a line.
"""

Matches = Callable[[Queryables], bool]

NAMES = ("type", "identifier", "title", "anytext", "organisationname", "modified")
COMPARISONS: Mapping[str, Callable[[str, str], bool]] = {
    "PropertyIsEqualTo": operator.eq,
    "PropertyIsNotEqualTo": operator.ne,
    "PropertyIsLessThan": operator.lt,
    "PropertyIsLessThanOrEqualTo": operator.le,
    "PropertyIsGreaterThan": operator.gt,
    "PropertyIsGreaterThanOrEqualTo": operator.ge,
}


def parse_filter(root: Element) -> Matches:
    """Read an `ogc:Filter` with one condition.

    Raises:
        CswFault: an operator or a property that the catalogue does not know.
    """
    if len(root) != 1:
        raise CswFault("InvalidParameterValue", "constraint", "one condition is expected in the filter")
    return _condition(root[0])


def _condition(node: Element) -> Matches:
    name = etree.QName(node).localname
    if name in {"And", "Or", "Not"}:
        return _combined(name, [_condition(child) for child in node])
    if name == "BBOX":
        return _overlaps(node)
    value = _property(node)
    literal = fold(node.findtext(qname("ogc:Literal")) or "")
    if name == "PropertyIsLike":
        pattern = literal.replace("[", "[[]").replace(node.get("wildCard", "%"), "*")
        return lambda queryables: fnmatchcase(fold(queryables[value]), pattern)
    if name not in COMPARISONS:
        raise CswFault("InvalidParameterValue", "constraint", f"{name} is not understood")
    compare = COMPARISONS[name]
    return lambda queryables: compare(fold(queryables[value]), literal)


def _combined(name: str, parts: list[Matches]) -> Matches:
    if name == "Not":
        return lambda queryables: not parts[0](queryables)
    gather = all if name == "And" else any
    return lambda queryables: gather(part(queryables) for part in parts)


def _overlaps(node: Element) -> Matches:
    corners = [node.findtext(f".//{{*}}{corner}") or "" for corner in ("lowerCorner", "upperCorner")]
    try:
        west, south, east, north = (float(number) for number in " ".join(corners).split())
    except ValueError as error:
        raise CswFault(
            "InvalidParameterValue", "constraint", "a box has two corners of two numbers"
        ) from error

    def matches(queryables: Queryables) -> bool:
        boxes = [[float(side) for side in box.split()] for box in queryables["boundingbox"].splitlines()]
        return any(w <= east and e >= west and s <= north and n >= south for w, s, e, n in boxes)

    return matches


def _property(node: Element) -> str:
    text = node.findtext(qname("ogc:PropertyName")) or ""
    name = text.rpartition(":")[2].lower()
    if name not in NAMES:
        raise CswFault("InvalidParameterValue", "constraint", f"the property {text} is not queryable")
    return name
