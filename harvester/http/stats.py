"""What a session cost the source, for run reports."""

from dataclasses import dataclass


@dataclass(slots=True)
class SessionStats:
    """Requests sent (tries and redirections included) and bytes received (as they came over the wire)."""

    requests: int = 0
    bytes: int = 0
