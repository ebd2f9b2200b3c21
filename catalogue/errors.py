"""The errors of the catalogue, named by what happens next.

CatalogueError
├── RecordUnreadable      the JSON of a record does not fit: refuse it, name the field
├── RecordNotFound        no record has this id: say so (404)
│   └── RecordGone        it existed; a tombstone tells what became of it (410, or a redirect)
├── SelectionInvalid      a filter has an unknown name or a value that does not fit (400)
├── StoreUnavailable      the database does not answer: try again later
├── StoreNeedsMigration   the database is older or newer than the code: run `glane migrate`
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


class StoreNeedsMigration(CatalogueError):
    """The tables are not those of this version."""


class LeaseLost(CatalogueError):
    """Another worker took the source over while this one was working."""
