"""Reading the files of a configuration: TOML, checked by the schema of what it should hold."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError

from config.errors import SettingsInvalid, SettingsUnreadable
from config.schema import list_faults

Layer = Mapping[str, Any]


def read_toml(path: Path) -> Layer:
    """Return the tables of a file, whatever editor wrote it; raises `SettingsUnreadable`."""
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise SettingsUnreadable(str(path), error.strerror or str(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsUnreadable(str(path), str(error)) from error


def check_layer(layer: Layer, where: str, schema: Schema) -> Layer:
    """Return the values of a layer as their schema loads them; raises `SettingsInvalid` with every fault."""
    try:
        return dict(schema.load(layer))
    except ValidationError as error:
        raise SettingsInvalid(where, list_faults(error, schema)) from error
