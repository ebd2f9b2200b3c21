"""The queries that a CKAN hands to Solr, as far as the sample portal reads them: `fq`, `q` and `sort`."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

Package = Mapping[str, Any]
Test = Callable[[Package], bool]

_CLAUSE = re.compile(
    r'([+-]?)(\w+):(\((?:[^()"]|"(?:[^"\\]|\\.)*")*\)|\[[^\]]*\]|"(?:[^"\\]|\\.)*"|[^\s()"]+)'
)
_VALUE = re.compile(r'"((?:[^"\\]|\\.)*)"|([^\s()"]+)')
_RANGE = re.compile(r"\[(\S+) TO (\S+)\]")
_SORT = re.compile(r"(\w+) (asc|desc)")


class QueryRefused(Exception):
    """Solr does not read this: a « Search Error »."""


def parse_filter(fq: str) -> Test:
    """Return the test of a filter: `[+-]field:value`, `field:(a OR b)`, `field:[date TO date]`, all of which
    must hold; QueryRefused for anything else.
    """
    clauses = list(_CLAUSE.finditer(fq))
    if _CLAUSE.sub("", fq).replace("AND", "").strip():
        raise QueryRefused(f"Cannot parse '{fq}'")
    tests = [
        _negated(_parse_clause(field, value), sign) for sign, field, value in (c.groups() for c in clauses)
    ]
    return lambda package: all(test(package) for test in tests)


def parse_query(q: str) -> Test:
    """Return the test of a full text query: every word must stand in title, description or tags."""
    words = [] if q in ("", "*:*") else q.casefold().split()
    return lambda package: all(word in _text_of(package) for word in words)


def sort_packages(packages: Sequence[Package], sort: str) -> list[Package]:
    """Return the packages in the order asked for; an unknown field orders nothing, as Solr has it."""
    parts = [part.strip() for part in sort.split(",")]
    found = [_SORT.fullmatch(part) for part in parts if part]
    if None in found:
        raise QueryRefused(f"Can't determine a Sort Order (asc or desc) in sort spec '{sort}'")
    ordered = list(packages)
    for match in reversed(found):
        if match is not None and match[1] in ("id", "name", "title", "metadata_modified", "metadata_created"):
            key = match[1]
            ordered.sort(key=lambda package: str(package[key]), reverse=match[2] == "desc")
    return ordered


def _negated(test: Test, sign: str) -> Test:
    return (lambda package: not test(package)) if sign == "-" else test


def _parse_clause(field: str, value: str) -> Test:
    if value.startswith("["):
        return _parse_range(field, value)
    wanted = {quoted or plain for quoted, plain in _VALUE.findall(value)} - {"OR"}
    return lambda package: "*" in wanted or bool(wanted & _values_of(package, field))


def _parse_range(field: str, value: str) -> Test:
    match = _RANGE.fullmatch(value)
    if match is None:
        raise QueryRefused(f"Cannot parse '{field}:{value}'")
    low, high = (_parse_moment(text) for text in match.groups())

    def test(package: Package) -> bool:
        moment = datetime.fromisoformat(f"{package[field]}+00:00")
        return (low is None or low <= moment) and (high is None or moment <= high)

    return test


def _parse_moment(text: str) -> datetime | None:
    """Return a moment of Solr: `Z` is compulsory."""
    if text == "*":
        return None
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", text):
        raise QueryRefused(f"Invalid Date String:'{text}'")
    return datetime.fromisoformat(text)


def _values_of(package: Package, field: str) -> set[str]:
    if field == "organization":
        return {str((package.get("organization") or {}).get("name"))}
    if field in ("groups", "tags"):
        return {str(entry["name"]) for entry in package[field]}
    return {str(package.get(field))}


def _text_of(package: Package) -> str:
    tags = " ".join(tag["name"] for tag in package["tags"])
    return f"{package['title']} {package['notes']} {tags}".casefold()
