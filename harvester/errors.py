"""The errors of the harvester, named by what happens next.

HarvestError
├── SourceUnavailable     the source does not answer as it should today: try at the next slot
│   └── SourceParked      it asked for patience: try again at `resume_at`, not before
├── RunStopped            the run was asked to stop, or took too long: end it, it can be gone on with
├── SourceMisbehaved      what it answers will not heal by itself: stop, tell the owner
├── RecordRejected        one record cannot be used: skip it, note the reason
└── SourceInvalid         a declaration does not fit: refuse it, list every fault

An error carries a kind (a slug of `harvester.wording`) and facts (JSON scalars); it never logs or saves.
`str(error)` is the plain sentence for a person, in the language of the moment.
"""

from datetime import UTC, datetime
from typing import Any, Self

from harvester.wording import reason, sentence

Fact = str | int | float | bool | None


class HarvestError(Exception):
    """The root: `kind` says what happened, `facts` where and with which values.

    The facts `source` and `record`, when they are known, open the sentence. An unknown kind is a
    programming error and raises KeyError at once.
    """

    def __init__(self, kind: str, **facts: Fact) -> None:
        super().__init__(kind)
        self.kind = kind
        self.facts = facts
        sentence(kind, facts)

    def __str__(self) -> str:
        return sentence(self.kind, self._shown)

    @property
    def reason(self) -> str:
        """Return the sentence without the source and the record, for whoever names them beside it."""
        return reason(self.kind, self._shown)

    @property
    def _shown(self) -> dict[str, Fact]:
        return self.facts

    def with_facts(self, **facts: Fact) -> Self:
        """Return the same error knowing more, such as the source or the record it happened in."""
        return type(self)(self.kind, **(self.facts | facts))

    def to_json(self) -> dict[str, Any]:
        """Return `{"error": class, "kind": slug, "facts": {…}}`, which `from_json` reads back."""
        return {"error": type(self).__name__, "kind": self.kind, "facts": dict(self.facts)}

    @staticmethod
    def from_json(data: dict[str, Any]) -> "HarvestError":
        """Return the error that `to_json` wrote; KeyError for a class or a kind that does not exist."""
        error: HarvestError = _BY_NAME[data["error"]](data["kind"], **data["facts"])
        return error


class SourceUnavailable(HarvestError):
    """The source does not answer today: keep what we have, try at the next slot."""


class SourceParked(SourceUnavailable):
    """The source named a time (HTTP `Retry-After`, RFC 9110 §10.2.3) that is too far to wait inside a run."""

    def __init__(self, kind: str = "parked", *, resume_at: datetime | str, **facts: Fact) -> None:
        moment = resume_at if isinstance(resume_at, datetime) else datetime.fromisoformat(resume_at)
        self.resume_at = moment.astimezone(UTC)
        super().__init__(kind, resume_at=self.resume_at.isoformat(), **facts)

    @property
    def _shown(self) -> dict[str, Fact]:
        return self.facts | {"resume_at": self.resume_at.strftime("%d/%m/%Y %H:%M UTC")}


class RunStopped(HarvestError):
    """The run was told to end: by a person (`stopped`), or because it stands still or lasts too long."""


class SourceMisbehaved(HarvestError):
    """The source answers something that will not heal by itself: stop, tell the owner."""


class RecordRejected(HarvestError):
    """One record cannot be used: skip it, note the reason, go on."""


class SourceInvalid(HarvestError):
    """The declaration of a source does not fit: refuse it, and say everything that is wrong at once."""

    def __init__(self, kind: str = "invalid-source", *, faults: str, **facts: Fact) -> None:
        super().__init__(kind, faults=faults, **facts)
        self.faults = tuple(faults.split(" ; "))


_BY_NAME: dict[str, type[Any]] = {
    cls.__name__: cls
    for cls in (
        HarvestError,
        SourceUnavailable,
        SourceParked,
        RunStopped,
        SourceMisbehaved,
        RecordRejected,
        SourceInvalid,
    )
}
