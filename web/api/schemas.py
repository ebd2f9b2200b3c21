"""What the API takes and gives; OpenAPI is made from these."""

from typing import Any

from marshmallow import Schema, fields
from marshmallow.validate import OneOf, Range

from catalogue.record import Record
from catalogue.record_parts import Period
from catalogue.selection import VALUE_FILTERS
from search.query import FACETS, MAX_LIMIT
from web.api.schema_of import schema_of

RecordSchema = schema_of(Record)
HIGHEST_NUMBER = 2**63 - 1
"""What both databases hold in a number of the change log."""


class ProblemSchema(Schema):
    """A problem document (RFC 9457); `errors` gives the messages by parameter."""

    type = fields.String()
    title = fields.String()
    status = fields.Integer()
    detail = fields.String()
    instance = fields.String()
    errors = fields.Dict(keys=fields.String(), values=fields.Raw())


def _values(name: str) -> fields.Field[Any]:
    return fields.List(fields.String(), metadata={"description": f"{name}; several values are alternatives"})


FilterSchema = Schema.from_dict(
    {
        "q": fields.String(metadata={"description": 'words and "quoted phrases", all of them wanted'}),
        **{name: _values(name) for name in VALUE_FILTERS},
        "territory": fields.String(metadata={"description": "a zone, such as fr:departement:72"}),
        "fit": fields.String(validate=OneOf(("own", "inherited", "within"))),
        "year_from": fields.Integer(),
        "year_to": fields.Integer(),
        "bbox": fields.String(metadata={"description": "west,south,east,north in degrees"}),
        "quality_min": fields.Integer(validate=Range(0, 100)),
        "has_api": fields.Boolean(),
        "lang": fields.String(validate=OneOf(("fr", "en"))),
        "limit": fields.Integer(load_default=20, validate=Range(1, MAX_LIMIT)),
        "cursor": fields.String(metadata={"description": "the `next` of the page before"}),
    },
    name="Filters",
)


class DatasetsArguments(FilterSchema):  # type: ignore[valid-type, misc]
    """Query parameters of the list."""


class SearchArguments(DatasetsArguments):
    """Query parameters of a search."""

    sort = fields.String(load_default="relevance", validate=OneOf(("relevance", "modified", "title")))
    offset = fields.Integer(load_default=0)
    facets = fields.List(fields.String(validate=OneOf(FACETS)))


class DatasetsSchema(Schema):
    """A page of records; `next` is absent on the last."""

    datasets = fields.List(fields.Nested(RecordSchema), required=True)
    next = fields.String()


class FragmentSchema(Schema):
    """A piece of text, and whether it is what was looked for."""

    text = fields.String(required=True)
    match = fields.Boolean(required=True)


class HitSchema(Schema):
    """A result."""

    id = fields.String(required=True)
    kind = fields.String(required=True)
    title = fields.String(required=True)
    score = fields.Float(required=True)
    why = fields.List(fields.String(), required=True)
    highlights = fields.Dict(keys=fields.String(), values=fields.List(fields.Nested(FragmentSchema)))
    acronym = fields.String()
    description = fields.String()
    keywords = fields.List(fields.String())
    publisher = fields.String()
    licence = fields.String()
    access = fields.String()
    topics = fields.List(fields.String())
    territories = fields.List(fields.String())
    granularities = fields.List(fields.String())
    formats = fields.List(fields.String())
    temporal = fields.Nested(schema_of(Period))
    modified = fields.String()
    quality = fields.Integer()
    has_api = fields.Boolean()
    page = fields.String()


class FacetValueSchema(Schema):
    """A value, its words, and how many records have it."""

    value = fields.String(required=True)
    label = fields.String(required=True)
    count = fields.Integer(required=True)


class SearchSchema(Schema):
    """The answer of a search: the same as `glane search --json`."""

    total = fields.Integer(required=True)
    took_ms = fields.Float(required=True)
    hits = fields.List(fields.Nested(HitSchema), required=True)
    facets = fields.Dict(
        keys=fields.String(), values=fields.List(fields.Nested(FacetValueSchema)), required=True
    )
    suggestion = fields.String(allow_none=True, required=True)


class SourceSchema(Schema):
    """A source of the federation and how its last harvest went."""

    id = fields.String(required=True)
    kind = fields.String(required=True)
    title = fields.String(required=True)
    url = fields.String(allow_none=True)
    territories = fields.List(fields.String())
    records = fields.Integer(required=True)
    declared = fields.Boolean(required=True)
    last_status = fields.String(allow_none=True)
    last_finished_at = fields.String(allow_none=True)
    fresh_at = fields.String(allow_none=True, metadata={"description": "when its list was last read (UTC)"})
    stale = fields.Boolean(metadata={"description": "its records have not been seen there for a month"})
    failures = fields.Integer(metadata={"description": "harvests that failed since"})


class SourcesSchema(Schema):
    """Every source."""

    sources = fields.List(fields.Nested(SourceSchema), required=True)


class ChangesArguments(Schema):
    """Query parameters of the change log."""

    since = fields.Integer(
        load_default=0, validate=Range(0, HIGHEST_NUMBER), metadata={"description": "the last number known"}
    )
    limit = fields.Integer(load_default=MAX_LIMIT, validate=Range(1, MAX_LIMIT))


class ChangeSchema(Schema):
    """A change of a dataset; `change` is added, changed, archived, restored or merged."""

    number = fields.Integer(required=True)
    id = fields.String(required=True)
    change = fields.String(required=True)
    at = fields.String(required=True)


class ChangesSchema(Schema):
    """Changes in order; `next` is the number to ask from next time, `last` that of the newest change."""

    changes = fields.List(fields.Nested(ChangeSchema), required=True)
    next = fields.Integer(required=True)
    last = fields.Integer(required=True)
