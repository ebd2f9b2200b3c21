import pytest
from requests import Response

from harvester.http.fetched import to_fetched


def a_response(url: str, content_type: str | None = None) -> Response:
    response = Response()
    response.status_code, response.url = 200, url
    response._content = b"abc"
    if content_type is not None:
        response.headers["Content-Type"] = content_type
    return response


@pytest.mark.parametrize(
    ("header", "media_type"),
    [
        ("text/turtle", "text/turtle"),
        (" Application/LD+JSON ;profile=x;charset=utf-8", "application/ld+json"),
        ("", ""),
        (None, ""),
    ],
)
def test_the_media_type_stands_alone(header: str | None, media_type: str):
    assert to_fetched(a_response("https://exemple.org/", header)).content_type == media_type


def test_an_answer_names_where_it_came_from_and_by_which_way():
    response = a_response("https://exemple.org/b?token=page-2")
    response.history = [a_response("http://exemple.org/a"), a_response("https://exemple.org/a")]
    fetched = to_fetched(response)

    assert not fetched.unchanged
    assert (fetched.url, fetched.content) == ("https://exemple.org/b?token=page-2", b"abc")
    assert fetched.redirects == ("http://exemple.org/a", "https://exemple.org/a")
