"""The fields of a declaration: marshmallow fields whose faults are codes, worded for people by `fault_text`.

Serves the schema of a source and the `options` of every kind; knows neither.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields

from catalogue.language import gettext
from harvester.wording import N_

FAULTS: dict[str, str] = {
    "unknown": N_("clé inconnue"),
    "required": N_("cette clé est obligatoire"),
    "not-text": N_("un texte est attendu"),
    "not-a-line": N_("un texte d'une ligne, non vide, est attendu"),
    "not-list": N_("une liste de textes est attendue"),
    "not-flag": N_("true ou false est attendu"),
    "not-number": N_("un nombre est attendu"),
    "out-of-range": N_("ce nombre est hors des bornes permises"),
    "not-table": N_("un sous-tableau de clés est attendu"),
    "not-a-reference": N_("une référence est attendue (env:NOM_DE_LA_VARIABLE), jamais le secret lui-même"),
    "not-a-schedule": N_("cinq champs de cron sont attendus, comme 30 3 * * *, ou never"),
    "not-a-header": N_("un nom d'en-tête HTTP est attendu, comme X-Api-Key"),
    "not-a-window": N_("une plage d'heures est attendue, comme 22:00-06:00"),
    "empty-window": N_(
        "cette plage est vide, elle finit à l'heure où elle commence (sans window, rien ne limite les heures)"
    ),
}

_MESSAGES: dict[str, Any] = {"required": "required", "null": "required"}


class DeclaredSchema(Schema):
    """A schema that refuses what it does not know."""

    class Meta:
        """Read by marshmallow."""

        unknown = RAISE

    error_messages = {"unknown": "unknown", "type": "not-table"}  # noqa: RUF012 -- read by marshmallow


def text(**more: Any) -> fields.String:
    """Return a field for a text."""
    return fields.String(error_messages=_MESSAGES | {"invalid": "not-text"}, **more)


def choice(values: Iterable[str], **more: Any) -> fields.String:
    """Return a field for one text of a closed list."""
    return text(validate=_one_of(tuple(values)), **more)


def texts(validate: Callable[[str], None] | None = None, **more: Any) -> fields.List[Any]:
    """Return a field for a list of texts, each of which is validated."""
    return fields.List(text(validate=validate), error_messages=_MESSAGES | {"invalid": "not-list"}, **more)


def text_map(**more: Any) -> fields.Dict:
    """Return a field for a table of texts, whatever their keys."""
    messages = _MESSAGES | {"invalid": "not-table"}
    return fields.Dict(keys=text(), values=text(), error_messages=messages, **more)


def flag(**more: Any) -> fields.Boolean:
    """Return a field for true or false, nothing that resembles them."""
    return _Flag(error_messages=_MESSAGES | {"invalid": "not-flag"}, **more)


def whole(low: int, high: int, **more: Any) -> fields.Integer:
    """Return a field for a whole number between two bounds."""
    messages = _MESSAGES | {"invalid": "not-number", "too_large": "out-of-range"}
    return fields.Integer(strict=True, error_messages=messages, validate=_between(low, high), **more)


def share(**more: Any) -> fields.Float:
    """Return a field for a share, from 0 to 1."""
    return seconds(0, 1, **more)


def seconds(low: float, high: float, **more: Any) -> fields.Float:
    """Return a field for a duration in seconds, between two bounds."""
    messages = _MESSAGES | {"invalid": "not-number", "too_large": "out-of-range", "special": "not-number"}
    return fields.Float(error_messages=messages, validate=_between(low, high), **more)


def nested(schema: type[Schema], **more: Any) -> fields.Nested:
    """Return a field for a table of keys."""
    return fields.Nested(schema, error_messages=_MESSAGES | {"type": "not-table"}, **more)


def list_faults(error: ValidationError, known: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Yield one French sentence per fault; `known` gives the keys of each table (`""` the outermost)."""
    for path, code in _flatten(error.messages, ()):
        yield fault_text(path, code, known)


def fault_text(path: tuple[str, ...], code: str, known: Mapping[str, Iterable[str]]) -> str:
    """Return the sentence of one fault, with the nearest known key where the key is unknown."""
    where, reason = ".".join(path), gettext(FAULTS[code]) if code in FAULTS else code
    if code != "unknown":
        return f"{where} : {reason}"
    names = tuple(known.get(".".join(path[:-1]), ()))
    return f"{where} : {reason}{nearest_text(path[-1], names)}"


def nearest_text(name: str, known: Iterable[str]) -> str:
    """Return « (vouliez-vous dire …) » with the known name that resembles most, or nothing."""
    by_fold = {candidate.casefold(): candidate for candidate in known}
    near = get_close_matches(name.casefold(), list(by_fold), n=1, cutoff=0.6)
    return gettext(" (vouliez-vous dire « {name} » ?)").format(name=by_fold[near[0]]) if near else ""


def choice_text(value: str, permitted: Iterable[str]) -> str:
    """Return the reason of a value that is none of those permitted, which it names."""
    names = tuple(permitted)
    return gettext("« {value} » n'est pas permis (permis : {allowed}){nearest}").format(
        value=value, allowed=", ".join(names), nearest=nearest_text(value, names)
    )


def _flatten(messages: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _flatten(inner, path if key == "_schema" else (*path, str(key)))
    else:
        yield from ((path, str(message)) for message in messages)


def _one_of(values: tuple[str, ...]) -> Callable[[str], None]:
    def check(value: str) -> None:
        if value not in values:
            raise ValidationError(choice_text(value, values))

    return check


def _between(low: float, high: float) -> Callable[[float], None]:
    def check(value: float) -> None:
        if not low <= value <= high:
            wording = gettext("ce nombre est hors des bornes permises (de {low} à {high})")
            raise ValidationError(wording.format(low=low, high=high))

    return check


class _Flag(fields.Boolean):
    """`"no"` in a file is a text, and a text is a mistake."""

    truthy = {True}  # noqa: RUF012 -- read by marshmallow
    falsy = {False}  # noqa: RUF012

    def _deserialize(self, value: Any, *_where: Any, **_more: Any) -> bool:
        if type(value) is not bool:
            raise self.make_error("invalid", input=value)
        return value
