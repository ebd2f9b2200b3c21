"""The fields of the tantivy index, and a search document as a tantivy one.

Text fields hold the stems of `search.analysis`, parted by blanks: nothing but built-in tokenizers, since
tantivy does not save others with an index. One more document, without any of these fields, holds the
position of the change log, so that it is committed together with what it stands for.
"""

from collections.abc import Collection
from functools import cache
from typing import Any, cast, get_args

from tantivy import Document, Schema, SchemaBuilder

from catalogue.json_text import to_bytes
from catalogue.selection import VALUE_FILTERS
from search.analysis import stems_of
from search.document import TEXT_FIELDS, SearchDocument, stem_field
from search.hits import to_found
from search.ordering import OrderField, exact_forms, order_keys, weight

VALUE_FIELDS = (*VALUE_FILTERS, "territory", "territory_above")
YEAR_FIELDS = ("year_start", "year_end")
ORDER_FIELDS = get_args(OrderField)
BOX_FIELDS = ("west", "south", "east", "north")
META = "meta"
POSITION = "position"
STORED = "stored"


@cache
def schema() -> Schema:
    """Return the schema of this version."""
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    for name in TEXT_FIELDS:
        builder.add_text_field(stem_field(name), tokenizer_name="whitespace", index_option="position")
    for name in ("exact", META):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in VALUE_FIELDS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ORDER_FIELDS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in (*YEAR_FIELDS, "quality"):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in BOX_FIELDS:
        builder.add_float_field(name, indexed=True, fast=True)
    builder.add_boolean_field("has_api", indexed=True)
    builder.add_float_field("weight", fast=True)
    builder.add_bytes_field(STORED, stored=True)
    builder.add_unsigned_field(POSITION, stored=True)
    return _only_ordered(builder.build(), ORDER_FIELDS)


def _only_ordered(made: Schema, names: Collection[str]) -> Schema:
    """Return the schema with text fields that order hits and are not searched: an index of keys that are
    all different takes a third of the time of a commit.

    The builder has no word for it; the form in which a schema is pickled has.
    """
    make, (said,) = cast("Any", made).__reduce__()
    for field in said["inner"]:
        if field["name"] in names:
            field["options"].pop("indexing")
    return cast("Schema", make(said))


def to_tantivy(document: SearchDocument) -> Document:
    """Return what the index holds of a search document."""
    made = Document()
    made.add_text("id", document.id)
    for name, text in document.texts.items():
        made.add_text(stem_field(name), stems_of(text))
    for form in exact_forms(document):
        made.add_text("exact", form)
    for name, values in _values(document).items():
        for value in values:
            made.add_text(name, value)
    for field, key in order_keys(document).items():
        made.add_text(field, key)
    _add_numbers(made, document)
    made.add_bytes(STORED, to_bytes(to_found(document)))
    return made


def to_position(position: int) -> Document:
    """Return the document that holds the position."""
    made = Document()
    made.add_text(META, POSITION)
    made.add_unsigned(POSITION, position)
    return made


def _values(document: SearchDocument) -> dict[str, tuple[str, ...]]:
    return {**document.values, "territory": document.zones, "territory_above": document.zones_above}


def _add_numbers(made: Document, document: SearchDocument) -> None:
    numbers = {"year_start": document.year_start, "year_end": document.year_end, "quality": document.quality}
    for name, number in numbers.items():
        if number is not None:
            made.add_integer(name, number)
    for name, degrees in zip(BOX_FIELDS, document.bbox or (), strict=False):
        made.add_float(name, degrees)
    made.add_boolean("has_api", document.has_api)
    made.add_float("weight", weighting(weight(document)))


def weighting(factor: float) -> float:
    """Return the value of the field `weight` for which tantivy multiplies a score by `factor`.

    tantivy multiplies by log2(2 + value) and leaves a relative error of some 1e-7, which `exact_score`
    rounds away.
    """
    return float(2**factor) - 2
