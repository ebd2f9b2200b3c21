from dataclasses import fields, is_dataclass
from typing import get_type_hints

from marshmallow import fields as schema_fields

from config.schema import SettingsSchema
from config.settings import Settings

NOT_IN_THE_FILE = {"data_dir", "config_file", "listed_sources"}


def names_of_schema(schema, prefix=""):
    for name, field in schema.fields.items():
        if isinstance(field, schema_fields.Nested) and name != "basic":
            yield from names_of_schema(field.schema, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


def names_of_settings(settings, prefix=""):
    hints = get_type_hints(settings)
    for field in fields(settings):
        if is_dataclass(hints[field.name]):
            yield from names_of_settings(hints[field.name], f"{prefix}{field.name}.")
        else:
            yield f"{prefix}{field.name}"


def test_file_and_settings_have_the_same_names():
    assert set(names_of_schema(SettingsSchema())) == set(names_of_settings(Settings)) - NOT_IN_THE_FILE
