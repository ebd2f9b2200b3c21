"""Reading the settings in their layers: defaults < `glane.toml` < environment < options of the command."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from config.errors import SecretMissing, SettingFault, SettingsInvalid, SettingsUnreadable
from config.schema import SettingsSchema, list_faults
from config.settings import (
    DATABASE_NAME,
    FILE_NAME,
    DatabaseSettings,
    ElasticsearchSettings,
    HarvestSettings,
    SearchSettings,
    Settings,
    WebSettings,
)

PREFIX = "GLANE_"
SEPARATOR = "__"
ENVIRONMENT, OPTIONS = "environment", "options"
"""The names of the layers that are no file, as `SettingsInvalid.where` gives them."""
DEFAULT_DATA_DIR = "glane-data"

Layer = Mapping[str, Any]


def load_settings(
    environ: Mapping[str, str],
    *,
    config_file: Path | None = None,
    data_dir: Path | None = None,
    options: Layer | None = None,
) -> Settings:
    """Return the settings of an installation.

    `config_file` and `data_dir` come from the command line, else from `GLANE_CONFIG` and `GLANE_DATA_DIR`.
    A file that is named must exist; the one in the data folder may be missing. Raises `SettingsUnreadable`
    or `SettingsInvalid`.
    """
    named = config_file or (Path(environ["GLANE_CONFIG"]) if environ.get("GLANE_CONFIG") else None)
    folder = (data_dir or Path(environ.get("GLANE_DATA_DIR") or DEFAULT_DATA_DIR)).absolute()
    path = (named or folder / FILE_NAME).absolute()
    layers = [_read_file(path, must_exist=named is not None), _from_environment(environ), options or {}]
    merged: dict[str, Any] = {}
    for layer, where in zip(layers, (str(path), ENVIRONMENT, OPTIONS), strict=True):
        merged = _merge(merged, _check(layer, where))
    _check_whole(merged, str(path))
    return _to_settings(merged, folder, path)


def read_secret(reference: str, environ: Mapping[str, str]) -> str:
    """Return the secret of a reference `env:NAME`, as the schema admits it; raises `SecretMissing`."""
    name = reference.removeprefix("env:")
    value = environ.get(name)
    if not value:
        raise SecretMissing(name)
    return value


def _read_file(path: Path, *, must_exist: bool) -> Layer:
    if not path.exists() and not must_exist:
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise SettingsUnreadable(str(path), error.strerror or str(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsUnreadable(str(path), str(error)) from error


def _from_environment(environ: Mapping[str, str]) -> Layer:
    """Return the settings of variables such as `GLANE_DATABASE__URL`; other variables are not ours.

    A variable that reaches into a value instead of a table (`GLANE_WEB__TITLE__X` beside `GLANE_WEB__TITLE`)
    turns that value into a table, which the schema refuses.
    """
    layer: dict[str, Any] = {}
    for name in sorted(environ):
        if not name.startswith(PREFIX) or SEPARATOR not in name:
            continue
        *parents, last = name.removeprefix(PREFIX).lower().split(SEPARATOR)
        place = layer
        for parent in parents:
            inner = place.get(parent)
            place[parent] = inner if isinstance(inner, dict) else {}
            place = place[parent]
        place[last] = environ[name]
    return layer


def _check(layer: Layer, where: str) -> Layer:
    schema = SettingsSchema()
    try:
        return dict(schema.load(layer))
    except ValidationError as error:
        raise SettingsInvalid(where, list_faults(error, schema)) from error


def _check_whole(values: Layer, where: str) -> None:
    """Refuse what only all layers together can tell: a cluster without an address."""
    search = values.get("search", {})
    if search.get("engine") == "elasticsearch" and not search.get("elasticsearch", {}).get("urls"):
        raise SettingsInvalid(where, [SettingFault(key="search.elasticsearch.urls", problem="required")])


def _merge(below: Layer, above: Layer) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        known = merged.get(key)
        merged[key] = _merge(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return merged


def _to_settings(values: Layer, data_dir: Path, config_file: Path) -> Settings:
    search = dict(values.get("search", {}))
    cluster = dict(search.pop("elasticsearch", {}))
    cluster["urls"] = tuple(cluster.get("urls", ()))
    if "ca" in cluster:
        cluster["ca"] = str(config_file.parent / cluster["ca"])
    web = dict(values.get("web", {}))
    if "public_url" in web:
        web["public_url"] = web["public_url"].rstrip("/")
    return Settings(
        data_dir=data_dir,
        config_file=config_file,
        database=DatabaseSettings(
            **{"url": f"sqlite:///{data_dir / DATABASE_NAME}", **values.get("database", {})}
        ),
        search=SearchSettings(elasticsearch=ElasticsearchSettings(**cluster), **search),
        web=WebSettings(**web),
        harvest=HarvestSettings(**values.get("harvest", {})),
        sources=tuple(values.get("sources", ())),
    )
