import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from harvester.errors import (
    HarvestError,
    RecordRejected,
    SourceMisbehaved,
    SourceParked,
    SourceUnavailable,
)
from harvester.wording import SENTENCES

RESUME_AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def test_a_kind_without_a_sentence_is_a_programming_error():
    with pytest.raises(KeyError):
        SourceUnavailable("no-such-kind")


def test_the_sentence_says_what_where_and_what_to_do():
    message = str(SourceMisbehaved("http-status", url="https://exemple.org/csw", status=404))

    assert "https://exemple.org/csw" in message
    assert "404" in message
    assert "Vérifiez" in message


def test_the_source_and_the_record_open_the_sentence_once_they_are_known():
    error = RecordRejected("no-title").with_facts(source="geo2france", record="fr-1")

    assert str(error).startswith("Source geo2france, fiche fr-1 : La fiche n'a pas de titre")
    assert type(error) is RecordRejected


@pytest.mark.parametrize(
    "error",
    [
        SourceUnavailable("time-out", url="https://exemple.org/", seconds=30.0),
        SourceMisbehaved("too-large", url="https://exemple.org/", limit=50_000_000),
        RecordRejected("no-title", source="s", record=None),
        SourceParked(resume_at=RESUME_AT, url="https://exemple.org/"),
    ],
)
def test_an_error_survives_being_sent_as_json(error: HarvestError):
    again = HarvestError.from_json(json.loads(json.dumps(error.to_json())))

    assert type(again) is type(error)
    assert (again.kind, again.facts, str(again)) == (error.kind, error.facts, str(error))


def test_a_parked_source_is_unavailable_until_a_moment_in_utc():
    paris = timezone(timedelta(hours=1))
    error = SourceParked(resume_at=RESUME_AT.astimezone(paris), url="https://exemple.org/")

    assert isinstance(error, SourceUnavailable)
    assert error.resume_at == RESUME_AT
    assert "01/03/2026 12:30 UTC" in str(error)
    assert error.with_facts(source="s").resume_at == RESUME_AT


def test_a_fact_is_never_read_as_a_template():
    assert "{status}" in str(SourceMisbehaved("http-status", url="https://exemple.org/{status}", status=404))


@pytest.mark.parametrize("kind", sorted(SENTENCES))
def test_every_sentence_can_be_said_even_with_no_fact_at_all(kind: str):
    assert len(str(HarvestError(kind))) > 20
