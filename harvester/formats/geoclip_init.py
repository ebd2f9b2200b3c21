"""What `GC_init.php` tells around the indicators: labels of levels and datasets, maps of levels, theme trees.

The shape of this answer is not documented and differs between versions, so that it is read by what its
objects hold (`c_id_…` beside `c_lib_…`) and by the names of the lists they stand in, never by fixed paths.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from harvester.formats.words import squeeze

_LABELS = ("label", "libelle", "lib", "title", "titre", "nom", "name", "text")
_IDS = ("id", "code", "key")
_LISTS = {"nivgeo": "levels", "niveau": "levels", "level": "levels", "dataset": "datasets"}
_TREES = ("tree", "arbre")
_MAX_DEPTH = 40

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """`levels` and `datasets`: code → label; `views`: level → its map; `paths`: dataset, or
    `dataset.indic` → labels of the themes above, from the tree read first; `version` of the software.
    """

    levels: Mapping[str, str] = field(default_factory=dict)
    datasets: Mapping[str, str] = field(default_factory=dict)
    views: Mapping[str, str] = field(default_factory=dict)
    paths: Mapping[str, Path] = field(default_factory=dict)
    version: str | None = None

    def path_of(self, dataset: str | None, code: str) -> Path:
        """Return the themes above an indicator: its own place in a tree, else that of its dataset."""
        return self.paths.get(f"{dataset}.{code}") or self.paths.get(dataset or "", ())


def read_init(content: Any, trees: tuple[str, ...] = ()) -> Surroundings:
    """Return what the `content` of GC_init says; of `trees`, where some are named, only these are read."""
    found: dict[str, dict[str, str]] = {"levels": {}, "datasets": {}, "views": {}}
    paths: dict[str, Path] = {}
    for kind, node in _walk(content, "", 0):
        if kind in ("levels", "datasets"):
            _note_label(node, found[kind])
        _note_view(node, found["views"])
    for tree in _trees(content, 0):
        if not trees or _id(tree) in trees:
            _read_tree(tree, (), paths, 0, is_root=True)
    version = content.get("version") if isinstance(content, Mapping) else None
    return Surroundings(
        levels=found["levels"],
        datasets=found["datasets"],
        views=found["views"],
        paths=paths,
        version=squeeze(version) if isinstance(version, str) else None,
    )


def _walk(value: Any, kind: str, depth: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every object, with the kind of the list that it stands in."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, Mapping):
        yield kind, value
        for name, inner in value.items():
            said = next((known for part, known in _LISTS.items() if part in str(name).lower()), "")
            yield from _walk(inner, said, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, kind, depth + 1)


def _note_label(node: Mapping[str, Any], labels: dict[str, str]) -> None:
    code, label = _id(node), _label(node)
    if code and label:
        labels.setdefault(code, label)


def _note_view(node: Mapping[str, Any], views: dict[str, str]) -> None:
    """A map names the level that it shows."""
    view, level = node.get("c_id_view"), node.get("c_id_nivgeo", node.get("nivgeo"))
    if isinstance(view, str) and isinstance(level, str):
        views.setdefault(level, view)


def _trees(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    for name, inner in value.items() if isinstance(value, Mapping) else ():
        if any(part in str(name).lower() for part in _TREES):
            yield from _objects(inner)
        else:
            yield from _trees(inner, depth + 1)


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a list, or of an object of objects."""
    for inner in _members(value):
        if isinstance(inner, Mapping):
            yield inner


def _members(value: Any) -> Iterable[Any]:
    """Return what a list holds; PHP writes one with holes as an object. Anything else holds nothing."""
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list) else ()


def _read_tree(
    node: Mapping[str, Any], above: Path, paths: dict[str, Path], depth: int, *, is_root: bool = False
) -> None:
    """Note the path of whatever a node refers to; the label of a tree itself is no theme."""
    if depth > _MAX_DEPTH:
        return
    label = _label(node)
    path = above if is_root or not label else (*above, label)
    for reference in _references(node):
        paths.setdefault(reference, path)
    for value in node.values():
        for inner in _objects(value) if isinstance(value, list | Mapping) else ():
            _read_tree(inner, path, paths, depth + 1)


def _references(node: Mapping[str, Any]) -> Iterator[str]:
    """Yield the dataset, or the indicator of a dataset, that a node of a tree stands for."""
    dataset = next(
        (node[name] for name in ("c_id_dataset", "dataset") if isinstance(node.get(name), str)), None
    )
    indic = next(
        (node[name] for name in ("c_id_indicateur", "indic") if isinstance(node.get(name), str)), None
    )
    if dataset and indic:
        yield f"{dataset}.{indic}"
    elif dataset:
        yield dataset
        for item in _members(node.get("indics")):
            if isinstance(item, str):
                yield f"{dataset}.{item}"


def _id(node: Mapping[str, Any]) -> str | None:
    return _first(node, "c_id_", _IDS)


def _label(node: Mapping[str, Any]) -> str | None:
    return _first(node, "c_lib_", _LABELS)


def _first(node: Mapping[str, Any], prefix: str, names: tuple[str, ...]) -> str | None:
    """Return the first text under a name with the prefix, else under one of the names."""
    said = [value for name, value in node.items() if str(name).startswith(prefix)]
    said += [node[name] for name in names if name in node]
    return next((line for value in said if isinstance(value, str) and (line := squeeze(value))), None)
