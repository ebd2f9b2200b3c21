"""A CKAN package as it is kept and as it is read: its fields and its extras under one folded name each.

`to_content` gives the bytes that are kept. `CkanPackage` gives values by name, wherever the portal put them:
in the package (ckanext-scheming), in its `extras`, as JSON inside a text (ckanext-spatial, ckanext-dcat), by
language (ckanext-fluent).
"""

import json
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any

from catalogue.folding import fold_label
from harvester.formats.words import digest, distinct, is_placeholder, squeeze

_VOLATILE = frozenset({
    "tracking_summary", "score", "num_followers", "package_count", "cache_last_updated",
    "webstore_last_updated", "openness_score_last_checked", "archiver", "qa", "nb_views", "nb_download",
})  # fmt: skip
"""What portals count, cache or check by themselves, as a field or an extra: nothing about the dataset."""
_UNORDERED = frozenset({"extras", "tags", "groups"})
"""Lists without an order: `extras` come in another one from `package_show` than from `package_search`."""
STRUCTURE = frozenset({
    "id", "name", "state", "private", "type", "isopen", "num_resources", "num_tags", "num_groups",
    "creator_user_id", "owner_org", "revision_id", "revision_timestamp", "relationships_as_subject",
    "relationships_as_object", "extras", "resources", "tags", "groups", "organization",
})  # fmt: skip
"""What CKAN says of a package itself: identity, state and parts, read by name where they are needed."""
_LONGEST_JSON = 2_000_000  # characters

Fields = Mapping[str, Any]


def remote_id_of(package: Fields) -> str:
    """Return the id, which a renaming leaves alone; where there is none the name, else a digest."""
    named = (squeeze(str(package.get(key) or "")) for key in ("id", "name"))
    return next(filter(None, named), None) or digest(to_content(package).decode())


def to_content(package: Fields) -> bytes:
    """Return the package as canonical JSON, without what changes by itself."""
    return _canonical(_stable(package)).encode()


def lacks_addresses(package: Fields) -> bool:
    """Tell whether a resource has no address."""
    return any(not squeeze(str(resource.get("url") or "")) for resource in mappings(package.get("resources")))


def mappings(value: Any) -> tuple[Fields, ...]:
    """Return the objects of a list, or the one object that stands in its place."""
    values = value if isinstance(value, list) else [value]
    return tuple(each for each in values if isinstance(each, Mapping))


class CkanPackage:
    """The values of a package, by folded name: `frequency-of-update` and `Fréquence` are as good as
    `frequency_of_update` and `frequence`. What was asked for is noted, so that the rest can be kept.
    """

    def __init__(self, package: Fields, structure: frozenset[str] = STRUCTURE) -> None:
        self.package = package
        self.values: dict[str, Any] = {}
        self.asked: set[str] = set()
        own = [(key, value) for key, value in package.items() if key not in structure]
        for key, value in (*own, *_list_extras(package.get("extras"))):
            name = fold_label(str(key)).replace(" ", "_")
            if self.values.get(name) in (None, "", [], {}):
                self.values[name] = _decoded(value)

    def value(self, *names: str) -> Any:
        """Return the first value that says something, None where none does."""
        self.asked.update(names)
        return next((self.values[name] for name in names if says(self.values.get(name))), None)

    def text(self, *names: str) -> str | None:
        """Return the first text, in French where it is told by language, one line."""
        self.asked.update(names)
        return next(filter(None, (to_text(self.values.get(name)) for name in names)), None)

    def texts(self, *names: str) -> tuple[str, ...]:
        """Return all texts of all names, each once."""
        self.asked.update(names)
        return distinct(text for name in names for text in to_texts(self.values.get(name)))

    def entries(self, *names: str) -> tuple[Fields, ...]:
        """Return the objects of all names (repeating subfields of ckanext-scheming)."""
        self.asked.update(names)
        return tuple(entry for name in names for entry in mappings(self.values.get(name)))

    def unasked(self) -> dict[str, Any]:
        """Return what says something and nobody asked for."""
        left = sorted(self.values.keys() - self.asked)
        return {name: self.values[name] for name in left if says(self.values[name])}


def says(value: Any) -> bool:
    """Tell whether a value holds more than its place."""
    if isinstance(value, str):
        return bool(squeeze(value)) and not is_placeholder(value)
    if isinstance(value, Mapping):
        return any(says(each) for each in value.values())
    if isinstance(value, list):
        return any(says(each) for each in value)
    return value is not None


def to_text(value: Any) -> str | None:
    """Return one line of a value: of a text by language the French, of a list the first."""
    if isinstance(value, Mapping):
        value = value.get("fr") or value.get("fra") or next(filter(says, value.values()), None)
        return to_text(value) if not isinstance(value, Mapping) else None
    if isinstance(value, list):
        return next(filter(None, map(to_text, value)), None)
    if isinstance(value, bool) or not says(value):
        return None
    return squeeze(str(value))


def to_texts(value: Any) -> tuple[str, ...]:
    """Return the texts of a value; a list by language gives its French one."""
    if isinstance(value, Mapping):
        return to_texts(value.get("fr") or value.get("fra") or next(iter(value.values()), None))
    values = value if isinstance(value, list) else [value]
    return distinct(to_text(each) for each in values)


def _list_extras(extras: Any) -> Iterable[tuple[Any, Any]]:
    """Yield keys and values of `extras`: a list of objects since CKAN 2.0, an object before."""
    if isinstance(extras, Mapping):
        return extras.items()
    return [(entry.get("key") or "", entry.get("value")) for entry in mappings(extras)]


def _decoded(value: Any) -> Any:
    """Return what a text means that holds JSON, once or twice escaped."""
    if not isinstance(value, str) or value.lstrip()[:1] not in ("[", "{") or len(value) > _LONGEST_JSON:
        return value
    text = unescape(value) if "&quot;" in value else value
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return value


def _stable(value: Any) -> Any:
    if isinstance(value, list):
        return [_stable(each) for each in value if not _is_volatile(each)]
    if not isinstance(value, Mapping):
        return value
    kept = {key: _stable(each) for key, each in value.items() if key not in _VOLATILE}
    for name in _UNORDERED & kept.keys():
        if isinstance(kept[name], list):
            kept[name] = sorted(kept[name], key=_canonical)
    return kept


def _is_volatile(entry: Any) -> bool:
    return isinstance(entry, Mapping) and str(entry.get("key")) in _VOLATILE


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
