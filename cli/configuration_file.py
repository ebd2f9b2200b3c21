"""The `glane.toml` that `init` and `demo` write; what a person wrote is never written over."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from catalogue.language import gettext as _
from cli.errors import FileNotOurs

DEMO_MARK = "# glane demo"
"""The first words of a file that a demo may replace."""

TEMPLATE = _("""\
# Configuration de Glane. Chaque réglage peut aussi venir de l'environnement :
# [web] title devient GLANE_WEB__TITLE. Les clés en commentaire montrent les valeurs par défaut.

[web]
# title = "Glane"
# public_url = "https://catalogue.example.org"
# contact = "mailto:catalogue@example.org"     # dit aux portails qui les moissonne

[search]
# engine = "tantivy"                           # ou "elasticsearch"

[harvest]
# pace = 1.0                                   # secondes entre deux requêtes à un même serveur

# Les sources qui viennent avec Glane : « glane source list --federation sante-environnement ».
[federation]
# use = ["sante-environnement"]
# enable = ["geo2france", "odisse"]            # celles qui sont moissonnées ; ["*"] pour toutes

# Une source par portail ; voyez docs/sources.md.
#
# [[sources]]
# id = "mon-portail"
# kind = "dcat"                                # udata, ckan, csw, dcat, opendatasoft, geoclip ou table
# url = "https://portail.example.org/catalog.ttl"
# title = "Mon portail"
""")


def write_template(path: Path) -> bool:
    """Write the commented start unless a file is there; return whether it was written."""
    return _write(path, TEMPLATE)


def write_demo(path: Path, sources: Iterable[Mapping[str, Any]], *, settings: Mapping[str, Any]) -> None:
    """Write settings and sources, replacing what a former demo wrote; raises `FileNotOurs` elsewhere."""
    mark = f"{DEMO_MARK} {_('a écrit ce fichier ; chaque démonstration le réécrit.')}"
    lines = [mark, "", *_table("", settings)]
    for source in sources:
        lines += ["", "[[sources]]", *_entries(source), *_tables("sources", source)]
    text = "\n".join(lines) + "\n"
    known = path.read_text("utf-8") if path.exists() else None
    if known is not None and not known.startswith(DEMO_MARK):
        raise FileNotOurs(path)
    if known != text:
        partial = path.with_name(path.name + ".part")
        partial.write_text(text, "utf-8")
        partial.replace(path)


def _write(path: Path, text: str) -> bool:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return False
    return True


def _table(name: str, values: Mapping[str, Any]) -> list[str]:
    heading = (
        [f"[{name}]"] if name and any(not isinstance(value, Mapping) for value in values.values()) else []
    )
    return [*heading, *_entries(values), *_tables(name, values)]


def _tables(name: str, values: Mapping[str, Any]) -> list[str]:
    inner = ((key, value) for key, value in values.items() if isinstance(value, Mapping))
    return [line for key, value in inner for line in _table(f"{name}.{key}".lstrip("."), value)]


def _entries(values: Mapping[str, Any]) -> list[str]:
    return [f"{key} = {_value(value)}" for key, value in values.items() if not isinstance(value, Mapping)]


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    # JSON's escapes are TOML's, but for one character that only TOML wants escaped.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
