"""What a configuration file may hold; an unknown key is refused with the nearest known one.

A field says by its `problem` what a value that does not fit lacks; the words for it are the command line's.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, get_args

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from config.errors import Problem, SettingFault

ENGINES = ("tantivy", "elasticsearch")
DATABASE_URL = r"sqlite:///.|postgresql\+psycopg://."
INDEX_PREFIX = r"[a-z][a-z0-9-]*\Z"
SECRET_REFERENCE = r"env:[A-Za-z_][A-Za-z0-9_]*\Z"  # noqa: S105 -- no secret, the form of a reference to one
PACE = (0, 3600)
CRAWL_DELAYS = ("public", "always", "never")
SCHEDULE = r"never\Z|\S+( +\S+){4}\Z"
DAYS = (1, 365)
WORKERS = (1, 16)
MINUTES = (0, 720)
REPLICAS = (0, 10)
POSTS = (1, 100_000)
_MESSAGES: dict[str, Any] = {"required": "required", "null": "required"}


class StrictSchema(Schema):
    """Unknown keys are faults."""

    class Meta:
        """Options of marshmallow."""

        unknown = RAISE

    error_messages = {"unknown": "unknown", "type": "table"}  # noqa: RUF012 -- read by marshmallow


def _text(problem: Problem = "text", pattern: str = "", allowed: str = "", **more: Any) -> fields.String:
    fitting = validate.Regexp(pattern, error=problem) if pattern else None
    messages = _MESSAGES | {"invalid": problem}
    return fields.String(
        error_messages=messages, validate=fitting, metadata={"allowed": allowed or None}, **more
    )


def _choice(allowed: tuple[str, ...]) -> fields.String:
    one_of = validate.OneOf(allowed, error="choice")
    metadata = {"allowed": ", ".join(allowed)}
    return fields.String(error_messages=_MESSAGES | {"invalid": "choice"}, validate=one_of, metadata=metadata)


def _number(kind: type[fields.Float | fields.Integer], bounds: tuple[int, int]) -> fields.Field[Any]:
    low, high = bounds
    messages = _MESSAGES | dict.fromkeys(("invalid", "too_large", "special"), "number")
    metadata = {"allowed": f"{low}–{high}"}
    return kind(
        error_messages=messages, validate=validate.Range(low, high, error="number"), metadata=metadata
    )


def _flag() -> fields.Boolean:
    return fields.Boolean(error_messages=_MESSAGES | {"invalid": "flag"})


def _table(schema: type[Schema]) -> fields.Nested:
    return fields.Nested(schema, error_messages=_MESSAGES | {"type": "table"})


def _tables(**more: Any) -> fields.List[Any]:
    one = fields.Dict(keys=fields.String(), error_messages={"invalid": "tables"})
    return fields.List(one, error_messages=_MESSAGES | {"invalid": "tables"}, **more)


class TextList(fields.List[str]):
    """A list of texts; from the environment, texts between commas."""

    def __init__(self) -> None:
        super().__init__(_text("texts"), error_messages=_MESSAGES | {"invalid": "texts"})

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        if isinstance(value, str):
            value = [part.strip() for part in value.split(",") if part.strip()]
        return super()._deserialize(value, attr, data, **kwargs)


class DatabaseSchema(StrictSchema):
    """`[database]`."""

    url = _text("address", DATABASE_URL, "sqlite:///…, postgresql+psycopg://…")


class BasicSchema(StrictSchema):
    """`basic = {user = …, secret = "env:…"}`."""

    user = _text(required=True)
    secret = _text("secret", SECRET_REFERENCE, required=True)


class ElasticsearchSchema(StrictSchema):
    """`[search.elasticsearch]`."""

    urls = TextList()
    api_key = _text("secret", SECRET_REFERENCE)
    basic = _table(BasicSchema)
    ca = _text()
    index_prefix = _text("prefix", INDEX_PREFIX)
    replicas = _number(fields.Integer, REPLICAS)


class SearchSchema(StrictSchema):
    """`[search]`."""

    engine = _choice(ENGINES)
    elasticsearch = _table(ElasticsearchSchema)


class WebSchema(StrictSchema):
    """`[web]`."""

    public_url = _text("address", r"https?://[^\s/?#]+[^\s?#]*\Z", "http://…, https://…")
    contact = _text()
    title = _text()
    posts_per_minute = _number(fields.Integer, POSTS)


class HarvestSchema(StrictSchema):
    """`[harvest]`."""

    pace = _number(fields.Float, PACE)
    crawl_delay = _choice(CRAWL_DELAYS)
    schedule = _text("schedule", SCHEDULE)
    full_every = _number(fields.Integer, DAYS)


class SchedulerSchema(StrictSchema):
    """`[scheduler]`."""

    enabled = _flag()
    workers = _number(fields.Integer, WORKERS)
    spread = _number(fields.Integer, MINUTES)


class FederationSchema(StrictSchema):
    """`[federation]`."""

    use = TextList()
    enable = TextList()


class SettingsSchema(StrictSchema):
    """The whole file; `[[sources]]` are checked by the harvester, which knows the kinds."""

    database = _table(DatabaseSchema)
    search = _table(SearchSchema)
    web = _table(WebSchema)
    harvest = _table(HarvestSchema)
    scheduler = _table(SchedulerSchema)
    federation = _table(FederationSchema)
    sources = _tables()


class FederationListSchema(StrictSchema):
    """A list of sources in a file of its own: `title`, and `[[sources]]` as in the configuration."""

    title = _text()
    sources = _tables(required=True)


def list_faults(error: ValidationError, schema: Schema) -> list[SettingFault]:
    """Return the faults of a layer, in the order of its keys."""
    messages = error.messages if isinstance(error.messages, Mapping) else {"": error.messages}
    return list(_walk(messages, schema, ""))


def _walk(messages: Mapping[Any, Any], schema: Schema, prefix: str) -> Iterator[SettingFault]:
    for key, told in messages.items():
        field = schema.fields.get(key)
        if isinstance(field, fields.Nested) and isinstance(told, Mapping) and "_schema" not in told:
            yield from _walk(told, field.schema, f"{prefix}{key}.")
        elif field is None:
            nearest = get_close_matches(str(key), schema.fields, 1)
            where = f"{prefix}{nearest[0]}" if nearest else None
            yield SettingFault(key=f"{prefix}{key}", problem="unknown", nearest=where)
        else:
            allowed = field.metadata.get("allowed")
            yield SettingFault(key=f"{prefix}{key}", problem=_problem(told), allowed=allowed)


def _problem(told: Any) -> Problem:
    """Return the first problem named anywhere below a key: a list tells of its items by their number."""
    while not isinstance(told, str):
        told = next(iter(told.values() if isinstance(told, Mapping) else told))
    (problem,) = (known for known in get_args(Problem) if known == told)
    return problem  # type: ignore[no-any-return]
