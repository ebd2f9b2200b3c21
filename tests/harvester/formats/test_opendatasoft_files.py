import pytest

from harvester.formats.opendatasoft_files import to_distributions

ROOT = "https://data.example.org"


def files(*, attachments=None, **more):
    return to_distributions({"attachments": attachments, **more}, ROOT, "jeu")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ({"url": "odsfile://a.tar.gz", "id": "a"}, "gz"),
        ({"title": "Plan.PDF", "id": "a"}, "pdf"),
        ({"title": "Version 1.2 du plan", "id": "a"}, None),
        ({"url": ".htaccess", "id": "a"}, None),
    ],
)
def test_the_name_of_a_file_tells_its_format(file, expected):
    assert files(attachments=[file])[0].format == expected


@pytest.mark.parametrize("attachments", [None, "x", [None], [{"url": "odsfile://a"}], [{"id": ""}]])
def test_what_cannot_be_fetched_is_left_out(attachments):
    assert files(attachments=attachments) == ()


def test_exports_are_named_by_the_platforms_own_names():
    ways = files(has_records=True)
    assert [way.title for way in ways] == ["jeu.csv", "jeu.json", "jeu.xlsx", "API"]
