import pytest

from harvester.formats.languages import to_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("fre", "fr"),
        ("FRA", "fr"),
        ("fr-FR", "fr"),
        ("fre; FRA", "fr"),
        ("http://publications.europa.eu/resource/authority/language/ENG", "en"),
        ("http://id.loc.gov/vocabulary/iso639-1/de", "de"),
        ("Français", "fr"),
        ("zzz", None),
        ("langue", None),
        ("", None),
        (None, None),
    ],
)
def test_to_language(text, code):
    assert to_language(text) == code
