"""The metadata of an Opendatasoft dataset by template and name, whatever shape a portal gave them."""

import json
import re
from collections.abc import Mapping
from typing import Any

from harvester.formats.words import distinct, is_placeholder, squeeze

_SEPARATORS = re.compile(r"[,;]")
_OWN_BUSINESS = frozenset(
    {
        "federated",
        "geographic_area_mode",
        "geographic_reference_auto",
        "metadata_languages",
        "modified_updates_on_data_change",
        "modified_updates_on_metadata_change",
        "oauth_scope",
        "parent_domain",
        "shared_catalog",
        "source_domain",
        "timezone",
    }
)
"""Fields of the template `default` by which the platform itself works."""


class Metas:
    """Metadata asked for by name; what nobody asked for is handed back by `unused`."""

    def __init__(self, metas: Mapping[str, Mapping[str, Any]]) -> None:
        self._metas = metas
        self._used: set[tuple[str, str]] = set()

    def value(self, template: str, *names: str) -> Any:
        """Return the first of these fields that is filled, None where none is."""
        found = None
        for name in names:
            self._used.add((template, name))
            value = self._metas.get(template, {}).get(name)
            found = value if found is None and not _is_empty(value) else found
        return found

    def text(self, template: str, *names: str) -> str | None:
        """Return the first filled field as one line of text."""
        return " ; ".join(self.texts(template, *names)) or None

    def raw(self, template: str, *names: str) -> str | None:
        """Return the first filled field as it is written, line breaks and markup included."""
        value = self.value(template, *names)
        return value if isinstance(value, str) else "\n".join(_texts(value)) or None

    def texts(self, template: str, *names: str) -> tuple[str, ...]:
        """Return the values of the first filled field, each once."""
        return tuple(
            text for text in distinct(_texts(self.value(template, *names))) if not is_placeholder(text)
        )

    def words(self, template: str, *names: str) -> tuple[str, ...]:
        """Return the values of a field of short words, which old portals join by commas."""
        return distinct(word for text in self.texts(template, *names) for word in _SEPARATORS.split(text))

    def unused(self) -> dict[str, dict[str, Any]]:
        """Return, by template, the filled fields that were not asked for."""
        left = {
            template: {
                name: value
                for name, value in values.items()
                if (template, name) not in self._used
                and not (template == "default" and name in _OWN_BUSINESS)
                and not _is_empty(value)
            }
            for template, values in self._metas.items()
        }
        return {template: values for template, values in left.items() if values}


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {}) or (isinstance(value, str) and not squeeze(value))


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    if isinstance(value, Mapping):
        named = value.get("label") or value.get("name") or value.get("title")
        return [named] if isinstance(named, str) else [json.dumps(value, ensure_ascii=False, sort_keys=True)]
    return [] if value is None or isinstance(value, bool) else [str(value)]
