"""What a configuration file may hold; an unknown key is refused with the nearest known one."""

from difflib import get_close_matches
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

ENGINES = ("tantivy", "elasticsearch")


class StrictSchema(Schema):
    """Unknown keys are faults."""

    class Meta:
        """Options of marshmallow."""

        unknown = RAISE


class DatabaseSchema(StrictSchema):
    """`[database]`."""

    url = fields.String()


class BasicSchema(StrictSchema):
    """`basic = {user = …, secret = "env:…"}`."""

    user = fields.String(required=True)
    secret = fields.String(required=True)


class TextList(fields.List[str]):
    """A list of texts; from the environment, texts between commas."""

    def __init__(self) -> None:
        super().__init__(fields.String())

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        if isinstance(value, str):
            value = [part.strip() for part in value.split(",") if part.strip()]
        return super()._deserialize(value, attr, data, **kwargs)


class ElasticsearchSchema(StrictSchema):
    """`[search.elasticsearch]`."""

    urls = TextList()
    api_key = fields.String()
    basic = fields.Nested(BasicSchema)
    ca = fields.String()
    index_prefix = fields.String(validate=validate.Regexp(r"[a-z][a-z0-9-]*$"))
    replicas = fields.Integer(validate=validate.Range(0, 10))


class SearchSchema(StrictSchema):
    """`[search]`."""

    engine = fields.String(validate=validate.OneOf(ENGINES))
    elasticsearch = fields.Nested(ElasticsearchSchema)


class WebSchema(StrictSchema):
    """`[web]`."""

    public_url = fields.Url(schemes={"http", "https"}, require_tld=False)
    contact = fields.String()
    title = fields.String()


class HarvestSchema(StrictSchema):
    """`[harvest]`."""

    pace = fields.Float(validate=validate.Range(0, 3600))


class SettingsSchema(StrictSchema):
    """The whole file; `[[sources]]` are checked by the harvester, which knows the kinds."""

    database = fields.Nested(DatabaseSchema)
    search = fields.Nested(SearchSchema)
    web = fields.Nested(WebSchema)
    harvest = fields.Nested(HarvestSchema)
    sources = fields.List(fields.Dict(keys=fields.String()))


def list_faults(error: ValidationError, schema: Schema) -> list[str]:
    """Return the faults of a file, each as `key: what is wrong`."""
    return list(_walk(_messages(error), schema, ""))


def _messages(error: ValidationError) -> dict[str, Any]:
    return error.messages if isinstance(error.messages, dict) else {"": error.messages}


def _walk(messages: dict[str, Any], schema: Schema | None, prefix: str) -> list[str]:
    faults = []
    for key, told in messages.items():
        field = schema.fields.get(key) if schema else None
        inner = field.schema if isinstance(field, fields.Nested) else None
        if isinstance(told, dict):
            faults += _walk(told, inner, f"{prefix}{key}.")
        elif schema is not None and field is None:
            near = get_close_matches(str(key), schema.fields, 1)
            hint = f" (plutôt « {near[0]} » ?)" if near else ""
            faults.append(f"{prefix}{key} : réglage inconnu{hint}")
        else:
            faults.append(f"{prefix}{key} : {', '.join(told)}")
    return faults
