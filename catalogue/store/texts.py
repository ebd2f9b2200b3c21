"""What a text column of either database can hold.

PostgreSQL refuses U+0000, and half of a surrogate pair (from a careless JSON) has no encoding.
"""


def storable(text: str) -> str:
    """Return the text with U+FFFD or `?` for what no database keeps; nearly always the text itself."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")
