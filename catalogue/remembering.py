"""Pure functions of short texts that remember their answers: sources say the same words over and over."""

from collections.abc import Callable
from functools import lru_cache, wraps
from inspect import signature
from typing import Concatenate, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")
OfText = Callable[Concatenate[str, P], T]

LONGEST = 300
"""Characters of a text that is worth remembering; longer ones hardly come twice and would take the memory."""


def remembered(answers: int) -> Callable[[OfText[P, T]], OfText[P, T]]:
    """Let a function of a text remember so many answers, the least recently used forgotten first.

    Its arguments beside the text are part of the question, so they must be hashable and never change.
    """

    def decorate(function: OfText[P, T]) -> OfText[P, T]:
        ask: Callable[..., T] = lru_cache(maxsize=answers)(function)
        takes_text_alone = len(signature(function).parameters) == 1

        @wraps(function)
        def call(text: str, /, *more: P.args, **named: P.kwargs) -> T:
            return function(text, *more, **named) if len(text) > LONGEST else ask(text, *more, **named)

        return cast("OfText[P, T]", _of_text_alone(function, ask)) if takes_text_alone else call

    return decorate


def _of_text_alone(function: Callable[..., T], ask: Callable[..., T]) -> Callable[[str], T]:
    """Packing arguments that are not there would take longer than finding the answer."""

    @wraps(function)
    def call(text: str, /) -> T:
        return ask(text) if len(text) <= LONGEST else function(text)

    return call
