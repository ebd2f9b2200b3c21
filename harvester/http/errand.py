"""What a session is opened for: one source, its credentials, its kept answers, and the word to stop."""

from dataclasses import dataclass, field
from threading import Event

from harvester.http.answers import AnswerCache, NoAnswers
from harvester.http.sign_in import SignIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """`home` is the address of the source as declared: a move to another host is remarked.

    `cancel` is set, by whoever watches the run, to stop it.
    """

    home: str | None = None
    sign_in: SignIn | None = None
    answers: AnswerCache = field(default_factory=NoAnswers)
    cancel: Event = field(default_factory=Event)
