"""The guarded HTTP client: the only way from Glane to other people's servers.

`open_session(policy)` gives a `requests.Session` that refuses inside addresses at the moment of connecting,
caps time, size and compression, keeps a pace per host, tries again with patience and speaks the errors of
`harvester.errors`.
"""

from harvester.http.clock import SYSTEM_CLOCK, Clock, SystemClock
from harvester.http.fetched import Fetched
from harvester.http.json_guard import parse_json
from harvester.http.policy import HttpPolicy
from harvester.http.session import GuardedSession, open_session
from harvester.http.stats import SessionStats

__all__ = [
    "SYSTEM_CLOCK",
    "Clock",
    "Fetched",
    "GuardedSession",
    "HttpPolicy",
    "SessionStats",
    "SystemClock",
    "open_session",
    "parse_json",
]
