"""The text of a query, read: words that must all be found, and quoted phrases."""

import re
from dataclasses import dataclass

from search.analysis import analyse

MAX_STEMS = 32
"""How many stems of a query count; a longer text is read up to there."""

_QUOTED = re.compile(r'"([^"]*)"|«([^«»]*)»|“([^“”]*)”')


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuery:
    """All of `words` (stems, each once) and `phrases` (two stems or more in a row) must match.

    `whole` are all the stems in the order of the text. `is_empty` says that nothing was typed; a text that
    holds no searchable word is not empty, and matches nothing.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    whole: tuple[str, ...] = ()
    is_empty: bool = True

    @property
    def is_hopeless(self) -> bool:
        """Whether something was typed that no text can match ("???", "de la")."""
        return not self.is_empty and not self.whole


def parse_text(text: str) -> TextQuery:
    """Read what a person typed. Nothing in it is an error: a lone quotation mark is a blank."""
    quoted = tuple(tuple(analyse("".join(groups))) for groups in _QUOTED.findall(text))
    loose = analyse(_QUOTED.sub(" ", text))
    phrases, spent = [], 0
    for stems in dict.fromkeys(quoted):
        kept = stems[: MAX_STEMS - spent]
        spent += len(kept)
        if len(kept) > 1:
            phrases.append(kept)
        else:
            loose = [*kept, *loose]
    words = tuple(dict.fromkeys(loose))[: MAX_STEMS - sum(map(len, phrases))]
    return TextQuery(
        words=words,
        phrases=tuple(phrases),
        whole=tuple(analyse(text))[:MAX_STEMS],
        is_empty=not text.strip(),
    )
