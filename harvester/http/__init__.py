"""The guarded HTTP client: the only way from Glane to other people's servers.

`open_session(policy)` gives a `requests.Session` that refuses inside addresses at the moment of connecting,
caps time, size and compression, keeps a pace per host, tries again with patience, asks conditionally for what
it had before, and speaks the errors of `harvester.errors`. An `Errand` says for which source it is opened.
"""

from harvester.http.answers import AnswerCache, KeptAnswer
from harvester.http.clock import SYSTEM_CLOCK, Clock, SystemClock
from harvester.http.errand import Errand
from harvester.http.fetched import Fetched
from harvester.http.json_guard import parse_json
from harvester.http.policy import HttpPolicy
from harvester.http.remarks import Remark
from harvester.http.session import GuardedSession, open_session
from harvester.http.sign_in import SignIn, sign_in_of
from harvester.http.stats import SessionStats

__all__ = [
    "SYSTEM_CLOCK",
    "AnswerCache",
    "Clock",
    "Errand",
    "Fetched",
    "GuardedSession",
    "HttpPolicy",
    "KeptAnswer",
    "Remark",
    "SessionStats",
    "SignIn",
    "SystemClock",
    "open_session",
    "parse_json",
    "sign_in_of",
]
