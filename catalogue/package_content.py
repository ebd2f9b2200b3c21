"""Reading the content files that travel inside a package: YAML edited by people, tables built by a script."""

import gzip
import json
from importlib.resources import files
from typing import Any

import yaml

_YAML_LOADER = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # libyaml where the wheel has it: ten times quicker


def read_yaml(package: str, name: str) -> Any:
    """Return the content of the YAML file `name` of `package`."""
    return yaml.load(files(package).joinpath(name).read_bytes(), Loader=_YAML_LOADER)  # noqa: S506 -- both are safe loaders


def read_json(package: str, name: str) -> Any:
    """Return the content of the JSON file `name` of `package`, unpacked where it ends in `.gz`."""
    raw = files(package).joinpath(name).read_bytes()
    return json.loads(gzip.decompress(raw) if name.endswith(".gz") else raw)
