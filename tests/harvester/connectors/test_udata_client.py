"""How a portal is asked: parameters, masks, names put to ids, answers of the wrong shape."""

import json

import pytest

from harvester.connectors.udata_client import UdataClient, to_root
from harvester.errors import SourceMisbehaved
from harvester.http import Fetched

ROOT = "https://portail.example"


class FakeSession:
    """Answers from a list of values, an error among them raised; `asked` keeps the requests."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def fetch_bytes(self, method, url, **more):
        self.asked.append((method, url, more))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return Fetched(url=url, status=200, headers={}, content=answer, content_type="application/json")


def status(code):
    return SourceMisbehaved("http-status", url=ROOT, status=code)


def client(*answers, **filters):
    session = FakeSession(*answers)
    return UdataClient(session=session, root=ROOT, filters=filters), session


@pytest.mark.parametrize(
    ("url", "root"),
    [
        ("https://www.data.gouv.fr", "https://www.data.gouv.fr"),
        ("https://www.data.gouv.fr/api/1/datasets/?q=eau#x", "https://www.data.gouv.fr"),
        ("https://data.example/udata/", "https://data.example/udata"),
    ],
)
def test_the_root_of_a_portal(url, root):
    assert to_root(url) == root


def test_a_page_is_asked_with_filters_order_and_mask():
    asking, session = client(b'{"data": [], "total": 0}', tag=["eau", "sante"])
    asking.fetch_page(2, 50, "created", "data{id},total")
    ((method, url, more),) = session.asked
    assert (method, url) == ("GET", f"{ROOT}/api/1/datasets/")
    assert more["params"] == {"tag": ["eau", "sante"], "page": 2, "page_size": 50, "sort": "created"}
    assert more["headers"] == {"X-Fields": "data{id},total"}


def test_past_the_end_there_is_no_page_but_the_first_one_must_be_there():
    asking, _ = client(status(404), status(404))
    assert asking.fetch_page(2, 50, "created", "") is None
    with pytest.raises(SourceMisbehaved):
        asking.fetch_page(1, 50, "created", "")


@pytest.mark.parametrize("code", [404, 410])
def test_a_dataset_that_is_gone_is_none(code):
    asking, session = client(status(code))
    assert asking.find_dataset("a/b", "id") is None
    assert session.asked[0][1] == f"{ROOT}/api/1/datasets/a%2Fb/"


def test_another_status_is_told():
    asking, _ = client(status(400))
    with pytest.raises(SourceMisbehaved) as caught:
        asking.find_dataset("a", "id")
    assert caught.value.facts["status"] == 400


@pytest.mark.parametrize(
    ("total", "found"), [(3, 3), (0, 0), (-1, None), ("3", None), (None, None), (True, None), (2.5, None)]
)
def test_a_total_is_a_whole_number_or_nothing(total, found):
    asking, _ = client(json.dumps({"data": [], "total": total}).encode())
    assert asking.fetch_page(1, 1, "created", "").total == found


def test_a_topic_of_an_older_portal_is_found_in_version_1():
    asking, session = client(status(404), b'{"id": "5e0000000000000000000002"}', topic="eau")
    asking.resolve_names()
    assert asking.filters == {"topic": "5e0000000000000000000002"}
    assert [url for _, url, _ in session.asked] == [f"{ROOT}/api/2/topics/eau/", f"{ROOT}/api/1/topics/eau/"]


@pytest.mark.parametrize("answer", [status(403), b"[]", b'{"version": 3}', b"{}"])
def test_a_version_that_is_not_told_is_none(answer):
    asking, _ = client(answer)
    assert asking.find_version() is None
