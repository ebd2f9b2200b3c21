"""Text and conditions as tantivy queries, built from our own stems and never from the text of a person."""

from collections.abc import Iterable

from tantivy import FieldType, Occur, Query

from search.document import TEXT_FIELDS, stem_field
from search.filters import AnyOf, Condition, Either, InRange, IsFlag, NoneOf
from search.ordering import EXACT, PHRASE_FIELDS, TITLE_PHRASE, exact_form
from search.tantivy_engine.schema import BOX_FIELDS, META, POSITION, schema
from search.text_query import TextQuery

Clause = tuple[Occur, Query]


def to_query(text: TextQuery, conditions: Iterable[Condition]) -> Query:
    """Return the query that matches every word, phrase and condition, scored as `search.ordering` says."""
    if text.is_hopeless:
        return Query.empty_query()
    clauses = [(Occur.Must, _word(stem)) for stem in text.words]
    clauses += [(Occur.Must, _phrase(stems)) for stems in text.phrases]
    clauses += [_clause(condition) for condition in conditions]
    if not any(occur == Occur.Must for occur, _ in clauses):
        clauses += [(Occur.Must, Query.all_query()), (Occur.MustNot, position_query())]
    return Query.boolean_query([*clauses, *_bonuses(text)])


def position_query() -> Query:
    """Return the query of the document that holds the position."""
    return Query.term_query(schema(), META, POSITION, "basic")


def _word(stem: str) -> Query:
    return Query.disjunction_max_query(
        [
            _scored(Query.term_query(schema(), stem_field(name), stem, "basic"), worth)
            for name, worth in TEXT_FIELDS.items()
        ]
    )


def _phrase(stems: tuple[str, ...]) -> Query:
    return Query.disjunction_max_query(
        [_scored(_phrase_in(name, stems), TEXT_FIELDS[name] * len(stems)) for name in PHRASE_FIELDS]
    )


def _bonuses(text: TextQuery) -> list[Clause]:
    if not text.whole:
        return []
    exact = Query.term_query(schema(), "exact", exact_form(text.whole), "basic")
    bonuses = [(Occur.Should, _scored(exact, EXACT))]
    if len(text.whole) > 1:
        bonuses.append((Occur.Should, _scored(_phrase_in("title", text.whole), TITLE_PHRASE)))
    return bonuses


def _phrase_in(name: str, stems: tuple[str, ...]) -> Query:
    return Query.phrase_query(schema(), stem_field(name), list(stems))


def _scored(query: Query, worth: float) -> Query:
    return Query.const_score_query(query, float(worth))


def _clause(condition: Condition) -> Clause:
    if isinstance(condition, NoneOf):
        return (Occur.MustNot, Query.term_set_query(schema(), condition.field, list(condition.values)))
    return (Occur.Must, _scored(_condition(condition), 0))


def _condition(condition: AnyOf | InRange | IsFlag | Either) -> Query:
    match condition:
        case AnyOf(field, values):
            return Query.term_set_query(schema(), field, list(values)) if values else Query.empty_query()
        case Either(conditions):
            return Query.boolean_query([(Occur.Should, _condition(item)) for item in conditions])
        case IsFlag(field, value):
            return Query.term_query(schema(), field, value)
        case InRange(field, low, high):
            kind = FieldType.Float if field in BOX_FIELDS else FieldType.Integer
            return Query.range_query(schema(), field, kind, low, high)
