"""The conditions of a selection in words: each with the selection without it, and with it alone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from catalogue.selection import VALUE_FILTERS, Selection
from web.filter_names import filter_name, fit_name
from web.formatting import shown_number
from web.labels import shown_label
from web.locale import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition in force."""

    text: str
    without: Selection
    alone: Selection


def without_value(selection: Selection, name: str, value: str) -> Selection:
    """Return the selection without one value of a filter."""
    left = tuple(item for item in selection.values.get(name, ()) if item != value)
    values = {key: chosen for key, chosen in selection.values.items() if key != name}
    return replace(selection, values={**values, name: left} if left else values)


def with_value(selection: Selection, name: str, value: str) -> Selection:
    """Return the selection with one more value of a filter."""
    chosen = (*selection.values.get(name, ()), value)
    return replace(selection, values={**selection.values, name: chosen})


def list_conditions(selection: Selection) -> tuple[Condition, ...]:
    """Return the conditions in the order in which they are shown."""
    return (*_text(selection), *_values(selection), *_place(selection), *_others(selection))


def list_words(selection: Selection) -> tuple[str, ...]:
    """Return the words of a text of several, each once, for trying them one by one."""
    words = tuple(dict.fromkeys(selection.text.replace('"', " ").split()))
    return words if len(words) > 1 else ()


def _text(selection: Selection) -> Iterator[Condition]:
    if selection.text:
        text = _("« {text} »").format(text=selection.text)
        yield Condition(text=text, without=replace(selection, text=""), alone=Selection(text=selection.text))


def _values(selection: Selection) -> Iterator[Condition]:
    for name in VALUE_FILTERS:
        for value in selection.values.get(name, ()):
            text = _("{filter} : {value}").format(filter=filter_name(name), value=shown_label(name, value))
            without = without_value(selection, name, value)
            yield Condition(text=text, without=without, alone=with_value(Selection(), name, value))


def _place(selection: Selection) -> Iterator[Condition]:
    if not selection.territory:
        return
    place = shown_label("territory", selection.territory)
    yield Condition(
        text=_("{filter} : {value}").format(filter=filter_name("territory"), value=place),
        without=replace(selection, territory=None, fit=None),
        alone=Selection(territory=selection.territory),
    )


def _others(selection: Selection) -> Iterator[Condition]:
    for name, text in _other_texts(selection):
        kept: dict[str, Any] = {name: getattr(selection, name)}
        dropped: dict[str, Any] = {name: None}
        yield Condition(text=text, without=replace(selection, **dropped), alone=Selection(**kept))


def _other_texts(selection: Selection) -> Iterator[tuple[str, str]]:
    if selection.fit:
        yield "fit", fit_name(selection.fit)
    if selection.year_from is not None:
        yield "year_from", _("à partir de {year}").format(year=selection.year_from)
    if selection.year_to is not None:
        yield "year_to", _("jusqu’en {year}").format(year=selection.year_to)
    if selection.bbox is not None:
        yield "bbox", _("dans un cadre de la carte")
    if selection.quality_min is not None:
        score = shown_number(selection.quality_min)
        yield "quality_min", _("qualité : {score} sur 100 au moins").format(score=score)
    if selection.has_api is not None:
        yield "has_api", _("avec une API") if selection.has_api else _("sans API")
