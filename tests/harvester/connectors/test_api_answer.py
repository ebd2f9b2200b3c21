"""What JSON APIs answer, web pages included."""

import pytest

from harvester.connectors.api_answer import parse_answer
from harvester.errors import SourceMisbehaved
from harvester.http import Fetched

URL = "https://portal.example/api?page=1"


def answered(content):
    return Fetched(url=URL, status=200, headers={}, content=content, content_type="application/json")


def test_a_json_document_is_its_value():
    assert parse_answer(answered(b'{"data": [1, "\xc3\xa9"]}')) == {"data": [1, "é"]}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<!DOCTYPE html><title>Maintenance</title>", "not-a-catalogue"),
        (b"\n <html><body>Connexion</body></html>", "not-a-catalogue"),
        (b'{"data": [', "bad-json"),
        (b"", "bad-json"),
    ],
)
def test_what_is_no_json_is_told_with_its_address(content, kind):
    with pytest.raises(SourceMisbehaved) as caught:
        parse_answer(answered(content))
    assert caught.value.kind == kind
    assert "portal.example" in str(caught.value)
