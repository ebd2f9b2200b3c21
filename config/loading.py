"""Reading the settings in their layers: defaults < `glane.toml` < environment < options of the command."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from config.errors import SecretMissing, SettingFault, SettingsInvalid
from config.federation import choose_sources, read_federation
from config.files import Layer, check_layer, read_toml
from config.schema import SettingsSchema
from config.settings import (
    DATABASE_NAME,
    FILE_NAME,
    DatabaseSettings,
    ElasticsearchSettings,
    FederationSettings,
    HarvestSettings,
    SchedulerSettings,
    SearchSettings,
    Settings,
    WebSettings,
)

PREFIX = "GLANE_"
SEPARATOR = "__"
ENVIRONMENT, OPTIONS = "environment", "options"
"""The names of the layers that are no file, as `SettingsInvalid.where` gives them."""
DEFAULT_DATA_DIR = "glane-data"


def load_settings(
    environ: Mapping[str, str],
    *,
    config_file: Path | None = None,
    data_dir: Path | None = None,
    options: Layer | None = None,
) -> Settings:
    """Return the settings of an installation.

    `config_file` and `data_dir` come from the command line, else from `GLANE_CONFIG` and `GLANE_DATA_DIR`.
    A file that is named must exist; the one in the data folder may be missing. Raises `ConfigurationError`.
    """
    named = config_file or (Path(environ["GLANE_CONFIG"]) if environ.get("GLANE_CONFIG") else None)
    folder = (data_dir or Path(environ.get("GLANE_DATA_DIR") or DEFAULT_DATA_DIR)).absolute()
    path = (named or folder / FILE_NAME).absolute()
    layers = [_read_file(path, must_exist=named is not None), _from_environment(environ), options or {}]
    merged: dict[str, Any] = {}
    for layer, where in zip(layers, (str(path), ENVIRONMENT, OPTIONS), strict=True):
        merged = _merge(merged, check_layer(layer, where, SettingsSchema()))
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
    return read_toml(path)


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
    sources = values.get("sources", ())
    federation = FederationSettings(
        **{name: tuple(listed) for name, listed in values.get("federation", {}).items()}
    )
    return Settings(
        data_dir=data_dir,
        config_file=config_file,
        database=DatabaseSettings(
            **{"url": f"sqlite:///{data_dir / DATABASE_NAME}", **values.get("database", {})}
        ),
        search=SearchSettings(elasticsearch=ElasticsearchSettings(**cluster), **search),
        web=WebSettings(**web),
        harvest=HarvestSettings(**values.get("harvest", {})),
        scheduler=SchedulerSettings(**values.get("scheduler", {})),
        federation=federation,
        sources=tuple(sources),
        listed_sources=_read_lists(federation, config_file.parent, sources),
    )


def _read_lists(federation: FederationSettings, base: Path, own: Sequence[Layer]) -> tuple[Layer, ...]:
    lists = [read_federation(name, base) for name in dict.fromkeys(federation.use)]
    return choose_sources(lists, federation.enable, own)
