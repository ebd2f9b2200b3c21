import pytest

from harvester.gateway.encoding import decode


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        ("é".encode(), "é", "utf-8"),
        ("é".encode("utf-8-sig"), "é", "utf-8"),
        ("<é/>".encode("utf-16"), "<é/>", "utf-16-le"),
        ("<é/>".encode("utf-16-be"), "<é/>", "utf-16-be"),
        ("<é/>".encode("utf-32"), "<é/>", "utf-32-le"),
        ("<é/>".encode("utf-32-be"), "<é/>", "utf-32-be"),
        (b"", "", "utf-8"),
    ],
)
def test_marks_and_patterns_come_first(content, text, encoding):
    decoded = decode(content)
    assert (decoded.text, decoded.encoding, decoded.flags) == (text, encoding, ())


@pytest.mark.parametrize(
    ("declared", "used", "text"),
    [("ISO-8859-1", "latin-1", "Été"), ("iso-8859-15", "iso-8859-15", "5 €"), ("GB2312", "gb2312", "水")],
)
def test_the_declaration_of_xml_comes_next(declared, used, text):
    document = f"<?xml version='1.0' encoding='{declared}'?><a>{text}</a>"
    decoded = decode(document.encode(used))
    assert (decoded.text, decoded.flags) == (document, ())


def test_windows_characters_declared_as_latin1_are_read_and_flagged():
    document = '<?xml version="1.0" encoding="ISO-8859-1"?><a>L’œuvre à 5 €</a>'
    decoded = decode(document.encode("cp1252"))
    assert (decoded.text, decoded.encoding, decoded.flags) == (document, "cp1252", ("encoding-repaired",))


@pytest.mark.parametrize(
    "content", [b"caf\xe9", b"\x81\x8d\x9d", b"\xc3", b"\xff\xfe\x00", b"\x00<\x00a\xd8"]
)
def test_any_bytes_give_text_and_a_flag(content):
    decoded = decode(content)
    assert decoded.flags == ("encoding-repaired",)
    assert decoded.text.encode("utf-8")


@pytest.mark.parametrize(
    "name", ["unicode_escape", "rot13", "idna", "punycode", "utf-7", "base64", "no-such"]
)
def test_codecs_that_are_no_character_sets_are_not_used(name):
    decoded = decode(f'<?xml version="1.0" encoding="{name}"?><a>\\u003c é</a>'.encode())
    assert (decoded.encoding, decoded.flags) == ("utf-8", ("encoding-unknown",))
    assert decoded.text.endswith("<a>\\u003c é</a>")


def test_a_declaration_of_two_bytes_a_character_that_could_be_read_lies():
    assert decode(b'<?xml version="1.0" encoding="UTF-16"?><a/>').encoding == "utf-8"
