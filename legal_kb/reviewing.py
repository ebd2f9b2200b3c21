"""When content was reviewed, by whom, and until when that holds: the same three lines in every file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from legal_kb.field_reading import FieldReader
from legal_kb.located_yaml import LocatedDict, line_of

REVIEW_KEYS = ("reviewed_on", "review_by", "reviewed_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """`reviewed_by` is the lawyer who signs, None until one has; `due` the last day that the review holds."""

    reviewed_on: date
    due: date
    reviewed_by: str | None = None

    def is_over(self, today: date) -> bool:
        """Say whether the content should have been reviewed again by now."""
        return today > self.due


def read_review(reader: FieldReader, data: LocatedDict, today: date) -> Review:
    """Return the review of a file; one that is over is a warning."""
    done, due = reader.day(data, "reviewed_on"), reader.day(data, "review_by")
    review = Review(
        reviewed_on=done or date.min,
        due=due or date.max,
        reviewed_by=reader.text(data, "reviewed_by", required=False) or None,
    )
    if done and due and due <= done:
        reader.fault(line_of(data, "review_by"), "« review_by » doit venir après « reviewed_on »")
    elif review.is_over(today):
        message = f"à relire depuis le {review.due.strftime('%d/%m/%Y')}"
        reader.fault(line_of(data, "review_by"), message, "avertissement")
    return review


def review_json(review: Review) -> Mapping[str, str | None]:
    """Return a review as JSON values."""
    return {
        "reviewed_on": review.reviewed_on.isoformat(),
        "review_by": review.due.isoformat(),
        "reviewed_by": review.reviewed_by,
    }
