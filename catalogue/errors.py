"""The errors of the catalogue, named by what happens next.

CatalogueError
├── RecordUnreadable      the JSON of a record does not fit: refuse it, name the field
├── RecordNotFound        no record has this id: say so (404)
│   └── RecordGone        it existed; a tombstone tells what became of it (410, or a redirect)
├── SelectionInvalid      a filter has an unknown name or a value that does not fit (400)
├── StoreUnavailable      the database does not answer: try again later
│   └── StoreUnwritable   it answers and cannot be written: make room, or give it back its disk
├── StoreNeedsMigration   the database is older or newer than the code: run `glane migrate`
├── RunUnknown            no run has this number (404)
├── RunNotDecidable       a run cannot be approved, refused or rolled back as it is: say why (409)
└── LeaseLost             another worker holds this source: drop what was staged
"""


class CatalogueError(Exception):
    """The root of what the catalogue raises."""


class RecordUnreadable(CatalogueError):
    """The JSON of a record does not fit; `where` is the path of the field."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class RecordNotFound(CatalogueError):
    """No record has this id."""

    def __init__(self, record_id: str) -> None:
        super().__init__(f"no record {record_id}")
        self.record_id = record_id


class RecordGone(RecordNotFound):
    """The record existed; `moved_to` names the one that took its place after a merge."""

    def __init__(self, record_id: str, status: str, moved_to: str | None = None) -> None:
        super().__init__(record_id)
        self.status = status
        self.moved_to = moved_to


class SelectionInvalid(CatalogueError):
    """A filter that no selection knows, or a value that does not fit it."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"{name}={value}: {expected}")
        self.name = name
        self.value = value
        self.expected = expected


class StoreUnavailable(CatalogueError):
    """The database does not answer."""


class StoreUnwritable(StoreUnavailable):
    """The database can be read and cannot be written; `reason` is `full` or `read-only`."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class StoreNeedsMigration(CatalogueError):
    """The tables are not those of this version."""


class LeaseLost(CatalogueError):
    """Another worker took the source over while this one was working."""


class RunUnknown(CatalogueError):
    """No run has this number."""

    def __init__(self, run_id: int) -> None:
        super().__init__(f"no run {run_id}")
        self.run_id = run_id


class RunNotDecidable(CatalogueError):
    """What was asked of a run does not fit it; `reason` is a slug, `other` the run to look at first.

    `not-held`: nothing waits for a decision; `superseded`: a later listing came; `not-published`: nothing to
    roll back; `not-latest`: `other` was published later; `forgotten`: too old, its journal is gone.
    """

    def __init__(self, run_id: int, reason: str, other: int | None = None) -> None:
        super().__init__(f"run {run_id}: {reason}")
        self.run_id = run_id
        self.reason = reason
        self.other = other
