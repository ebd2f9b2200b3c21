"""What a search means, told once more over plain records: slow, without an index or the code of an engine.

Only the analysis, the weight and the sort keys of a document are shared with them.
"""

import re
from collections import Counter
from typing import get_args

from catalogue.record import Kind, Record
from catalogue.selection import VALUE_FILTERS
from catalogue.territories.errors import ZoneUnknown
from catalogue.territories.gazetteer import load_gazetteer
from search.analysis import analyse
from search.document import SearchDocument, from_record
from search.ordering import order_keys, weight

WORTH = {"title": 5, "acronym": 5, "keywords": 4, "publisher": 2, "more": 1, "description": 1}


def expected_ids(records, query):
    """The ids of all that match a query, in order."""
    scored = [(score, record) for record in records if (score := score_of(record, query)) is not None]
    return [record.id for score, record in sorted(scored, key=lambda item: _order(item, query))]


def expected_facet(records, query, name):
    """Every value of a facet and its count, over the selection without the filter of that facet."""
    matching = [record for record in records if score_of(record, query, without=name) is not None]
    counts = Counter(value for record in matching for value in _values(record, name))
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def score_of(record, query, without=None):
    """The score of a record, None where it does not match."""
    selection = query.selection
    if not (_has_values(record, selection, without) and _is_where(record, selection, without)):
        return None
    if not (
        _is_when(record, selection) and _meets_box(record, selection) and _is_fit_to_use(record, selection)
    ):
        return None
    score = _text_score(record, selection.text)
    return None if score is None else score * weight(_document(record))


def _has_values(record, selection, without):
    kinds = selection.values.get("kind") or get_args(Kind)
    wanted = {**selection.values, "kind": kinds}
    return all(
        set(values) & set(_values(record, name))
        for name, values in wanted.items()
        if values and name != without
    )


def _values(record, name):
    return record.territories if name == "territory" else _document(record).values[name]


def _is_where(record, selection, without):
    zone = selection.territory
    if zone is None or without == "territory":
        return True
    fits = {
        "own": zone in record.territories,
        "inherited": any(item in _above(zone) for item in record.territories),
        "within": any(zone in _above(item) for item in record.territories),
    }
    return fits[selection.fit] if selection.fit else any(fits.values())


def _above(zone):
    try:
        return {parent.id for parent in load_gazetteer().ancestors(zone)}
    except ZoneUnknown:
        return set()


def _is_when(record, selection):
    if selection.year_from is None and selection.year_to is None:
        return True
    if record.temporal is None:
        return False
    start = int((record.temporal.start or "0000")[:4])
    end = int((record.temporal.end or "9999")[:4])
    late_enough = selection.year_from is None or end >= selection.year_from
    return late_enough and (selection.year_to is None or start <= selection.year_to)


def _meets_box(record, selection):
    if selection.bbox is None:
        return True
    if record.bbox is None:
        return False
    west, south, east, north = record.bbox
    if west > east:
        west, east = -180, 180
    other_west, other_south, other_east, other_north = selection.bbox
    return west <= other_east and other_west <= east and south <= other_north and other_south <= north


def _is_fit_to_use(record, selection):
    if selection.quality_min is not None and (
        record.quality is None or record.quality.score < selection.quality_min
    ):
        return False
    return selection.has_api is None or selection.has_api == _document(record).has_api


def _text_score(record, text):
    if not text.strip():
        return 1
    quoted = [analyse(part) for part in re.findall('"([^"]*)"', text)]
    loose = analyse(re.sub('"[^"]*"', " ", text)) + [stems[0] for stems in quoted if len(stems) == 1]
    fields = {name: analyse(part) for name, part in _document(record).texts.items()}
    worths = [max((WORTH[name] for name in fields if stem in fields[name]), default=0) for stem in set(loose)]
    for stems in {tuple(stems) for stems in quoted if len(stems) > 1}:
        found = [
            WORTH[name] for name in ("title", "description") if _holds(fields.get(name, []), list(stems))
        ]
        worths.append(max(found, default=0) * len(stems))
    if not worths or not all(worths):
        return None
    return sum(worths) + _bonus(fields, analyse(text))


def _bonus(fields, whole):
    bonus = 3 if len(whole) > 1 and _holds(fields["title"], whole) else 0
    return bonus + (10 if whole in (fields["title"], fields.get("acronym")) else 0)


def _holds(stems, phrase):
    return any(stems[place : place + len(phrase)] == phrase for place in range(len(stems)))


def _order(item, query):
    score, record = item
    keys = order_keys(_document(record))
    if query.sort == "relevance" and query.selection.text.strip():
        return (-score, record.id)
    return keys[{"relevance": "by_rank", "modified": "by_modified", "title": "by_title"}[query.sort]]


_DOCUMENTS: dict[str, tuple[Record, SearchDocument]] = {}


def _document(record):
    if record.id not in _DOCUMENTS or _DOCUMENTS[record.id][0] != record:
        _DOCUMENTS[record.id] = (record, from_record(record, zones=load_gazetteer()))
    return _DOCUMENTS[record.id][1]


FACET_NAMES = (*VALUE_FILTERS, "territory")
