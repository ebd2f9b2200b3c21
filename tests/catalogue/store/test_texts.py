"""What a text column of either database can hold."""

import pytest

from catalogue.store.texts import storable


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("Qualité de l'air 🌬", "Qualité de l'air 🌬"),
        ("a\x00b", "a\ufffdb"),
        ("moitié \ud800", "moitié ?"),
    ],
)
def test_what_no_database_keeps_is_replaced(text, kept):
    assert storable(text) == kept
    assert storable(kept) == kept
