import json

import pytest

from harvester.errors import SourceMisbehaved
from harvester.http.response import GuardedResponse

DEEP = b"[" * 5_000


def a_response(content: bytes, content_type: str = "application/json", status: int = 200) -> GuardedResponse:
    response = GuardedResponse()
    response.status_code = status
    response.url = "https://exemple.org/api?token=abc"
    response.headers["Content-Type"] = content_type
    response._content = content
    return response


def test_h30_json_is_mended():
    assert a_response(b'{"a": NaN, "b": "\\u0000"}').json() == {"a": None, "b": "\ufffd"}


def test_json_takes_no_options():
    with pytest.raises(TypeError, match="parse_float"):
        a_response(b"{}").json(parse_float=str)


def test_h12_deep_json_is_refused_without_showing_secrets():
    with pytest.raises(SourceMisbehaved, match="imbrication") as caught:
        a_response(DEEP).json()

    assert "abc" not in str(caught.value)


@pytest.mark.parametrize("content_type", ["application/json", "text/html", ""])
def test_text_that_a_library_will_load_is_checked_whatever_its_type(content_type: str):
    response = a_response(b'{"a": [1e999, "\\ud800"], "a": [Infinity, "\xc3\xa9"]}', content_type)

    assert json.loads(response.text) == {"a": [None, "é"]}
    with pytest.raises(SourceMisbehaved, match="imbrication"):
        _ = a_response(DEEP, content_type).text


def test_text_declared_as_json_that_is_none_is_refused_unless_it_came_as_an_error():
    with pytest.raises(SourceMisbehaved):
        _ = a_response(b"<html>").text
    assert a_response(b"<html>", status=502).text == "<html>"
    with pytest.raises(SourceMisbehaved):
        _ = a_response(DEEP, status=502).text


@pytest.mark.parametrize("content", [b"", b"<html>{}</html>", b"[] a <http://www.w3.org/ns/dcat#Catalog> ."])
def test_other_text_is_given_as_it_is(content: bytes):
    assert a_response(content, "text/turtle; charset=utf-8").text == content.decode()
