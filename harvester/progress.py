"""What a run tells while it goes on, to whoever watches: a terminal, a page, or nobody."""

from typing import Literal, Protocol

Phase = Literal["fetching", "remapping", "publishing", "published"]


class Progress(Protocol):
    """Somebody who watches runs."""

    def phase(self, source_id: str, phase: Phase) -> None:
        """A run of this source entered a phase."""
        ...

    def listed(self, source_id: str, listed: int, announced: int | None) -> None:
        """So many items were listed, of so many that the source announces (None where it does not)."""
        ...


class NoProgress:
    """Nobody watches."""

    def phase(self, source_id: str, phase: Phase) -> None:
        """Say nothing."""

    def listed(self, source_id: str, listed: int, announced: int | None) -> None:
        """Say nothing."""
