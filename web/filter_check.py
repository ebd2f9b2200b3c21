"""Whether the values of filters exist: who misspells one is told, not given an empty list."""

from catalogue.errors import SelectionInvalid
from catalogue.selection import Selection
from web.labels import Labels, labels


def check_values(selection: Selection, known: Labels | None = None) -> None:
    """Raise `SelectionInvalid` for a value that a closed filter cannot have; `known` outside a request."""
    known = known or labels()
    chosen = [(name, value) for name, values in selection.values.items() for value in values]
    if selection.territory:
        chosen.append(("territory", selection.territory))
    for name, value in chosen:
        if not known.is_known(name, value):
            raise SelectionInvalid(name, value, "a known value is expected")
