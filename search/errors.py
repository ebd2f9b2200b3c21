"""The errors of search, named by what happens next.

SearchError
├── QueryInvalid          a query asks for what no index can answer: say so (400)
└── IndexUnavailable      the index does not answer: try again later (503)
    ├── IndexBusy         another process writes to it: the next sync will do
    └── IndexUnreadable   what lies there is no index of ours: rebuild it from the store
"""


class SearchError(Exception):
    """The root of what search raises."""


class QueryInvalid(SearchError):
    """A value of a query that does not fit; `name` is the parameter."""

    def __init__(self, name: str, value: object, expected: str) -> None:
        super().__init__(f"{name}={value}: {expected}")
        self.name = name
        self.value = value
        self.expected = expected


class IndexUnavailable(SearchError):
    """The index of `engine` does not answer."""

    def __init__(self, engine: str, reason: str) -> None:
        super().__init__(f"{engine}: {reason}")
        self.engine = engine
        self.reason = reason


class IndexBusy(IndexUnavailable):
    """Another process holds the right to write."""


class IndexUnreadable(IndexUnavailable):
    """Files that are damaged, or that another version wrote."""
