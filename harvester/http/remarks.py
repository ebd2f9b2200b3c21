"""What a run should tell the owner of a source though nothing failed."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from requests import Response

from harvester.http.urls import host_key, shown_url
from harvester.wording import sentence

PERMANENT = frozenset({301, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to tell: a kind of `harvester.wording` and its sentence."""

    kind: str
    message: str


def remark_of_move(answers: list[Response], home: str | None) -> Remark | None:
    """Return the remark on a chain of redirections that leads from the source's host to another one.

    `moved`: some hop says that it is for good; `answers-elsewhere`: none does (RFC 9110 §15.4). None for a
    chain that began elsewhere or ended at home.
    """
    first, last = answers[0], answers[-1]
    if home is None or host_key(first.url) != host_key(home) or host_key(last.url) == host_key(home):
        return None
    for_good = any(answer.status_code in PERMANENT for answer in answers[:-1])
    kind = "moved" if for_good else "answers-elsewhere"
    facts = {"url": shown_url(home), "host": urlsplit(last.url).netloc.rpartition("@")[2]}
    return Remark(kind=kind, message=sentence(kind, facts))
