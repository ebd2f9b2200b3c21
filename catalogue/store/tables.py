"""The tables of the store; nothing outside `catalogue.store` imports them.

Times are ISO 8601 text in UTC (`2026-11-24T16:04:17Z`), JSON is text: both databases keep the same bytes.
Tables of corrections, rules, proposals and unknown values stand ready for the cleaning of records.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)
Number = BigInteger().with_variant(Integer, "sqlite")

counter = Table(
    "counter",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Number, nullable=False),
)

source = Table(
    "source",
    metadata,
    Column("id", Text, primary_key=True),
    Column("declaration", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("declared", Boolean, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("in_feeds", Boolean, nullable=False),
    Column("published_run", Number),
)

lease = Table(
    "lease",
    metadata,
    Column("name", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("token", Number, nullable=False),
    Column("expires_at", Text, nullable=False),
)

run = Table(
    "run",
    metadata,
    Column("id", Number, primary_key=True),
    Column("source_id", Text, ForeignKey("source.id"), nullable=False, index=True),
    Column("status", Text, nullable=False),
    Column("published", Boolean, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("finished_at", Text),
    Column("report", Text),
    Column("kind", Text, nullable=False, server_default="harvest"),
    Column("full", Boolean, nullable=False, server_default=true()),
    Column("stopping", Boolean, nullable=False, server_default=false()),
    Column("mapping", Text),
    Column("cursor", Text),
    Column("resume_at", Text),
    Column("decision", Text),
    Column("decided_at", Text),
    Column("continues", Number),
)

run_error = Table(
    "run_error",
    metadata,
    Column("id", Number, primary_key=True),
    Column("run_id", Number, ForeignKey("run.id"), nullable=False, index=True),
    Column("remote_id", Text),
    Column("kind", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("original", Text),
)

original = Table(
    "original",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", Number, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

record_version = Table(
    "record_version",
    metadata,
    Column("id", Number, primary_key=True),
    Column("source_id", Text, ForeignKey("source.id"), nullable=False),
    Column("remote_id", Text, nullable=False),
    Column("run_id", Number, ForeignKey("run.id"), nullable=False, index=True),
    Column("original", Text, ForeignKey("original.sha256"), nullable=False),
    Column("media_type", Text, nullable=False),
    Column("remote_url", Text),
    Column("mapping", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Index(None, "source_id", "remote_id"),
)

version_key = Table(
    "version_key",
    metadata,
    Column("version_id", Number, ForeignKey("record_version.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("key", Text, nullable=False, index=True),
)

dataset = Table(
    "dataset",
    metadata,
    Column("id", Text, primary_key=True),
    Column("status", Text, nullable=False),
    Column("moved_to", Text, ForeignKey("dataset.id")),
    Column("created_at", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
    Index(None, "status", "id"),
    Index(None, "changed_at"),
)

source_record = Table(
    "source_record",
    metadata,
    Column("id", Number, primary_key=True),
    Column("source_id", Text, ForeignKey("source.id"), nullable=False),
    Column("remote_id", Text, nullable=False),
    Column("dataset_id", Text, ForeignKey("dataset.id"), nullable=False, index=True),
    Column("version_id", Number, ForeignKey("record_version.id"), nullable=False, index=True),
    Column("status", Text, nullable=False),
    Column("absent_runs", Integer, nullable=False),
    Column("absent_since", Text),
    UniqueConstraint("source_id", "remote_id"),
)

staged_item = Table(
    "staged_item",
    metadata,
    Column("run_id", Number, ForeignKey("run.id"), primary_key=True),
    Column("remote_id", Text, primary_key=True),
    Column("outcome", Text, nullable=False),
    Column("version_id", Number, ForeignKey("record_version.id")),
    Column("dataset_id", Text),
)

staged_change = Table(
    "staged_change",
    metadata,
    Column("run_id", Number, ForeignKey("run.id"), primary_key=True),
    Column("dataset_id", Text, primary_key=True),
    Column("change", Text, nullable=False),
)

run_change = Table(
    "run_change",
    metadata,
    Column("run_id", Number, ForeignKey("run.id"), primary_key=True),
    Column("source_record_id", Number, primary_key=True, autoincrement=False),
    Column("remote_id", Text),
    Column("dataset_id", Text),
    Column("version_id", Number),
    Column("status", Text),
    Column("absent_runs", Integer),
    Column("absent_since", Text),
)

http_answer = Table(
    "http_answer",
    metadata,
    Column("source_id", Text, ForeignKey("source.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("content_type", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("kept_at", Text, nullable=False),
)

known_page = Table(
    "known_page",
    metadata,
    Column("source_id", Text, ForeignKey("source.id"), primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("answer", Text, nullable=False),
)

job = Table(
    "job",
    metadata,
    Column("name", Text, primary_key=True),
    Column("schedule", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("next_at", Text),
    Column("started_at", Text),
    Column("finished_at", Text),
    Column("outcome", Text),
    Column("message", Text),
)

job_request = Table(
    "job_request",
    metadata,
    Column("id", Number, primary_key=True),
    Column("job", Text, nullable=False, index=True),
    Column("requested_by", Text, nullable=False),
    Column("requested_at", Text, nullable=False),
    Column("taken_at", Text),
    Column("finished_at", Text),
    Column("outcome", Text),
    Column("message", Text),
)

change_log = Table(
    "change_log",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("subject", Text, nullable=False),
    Column("subject_id", Text, nullable=False, index=True),
    Column("change", Text, nullable=False),
    Column("at", Text, nullable=False),
)

content = Table(
    "content",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("digest", Text, nullable=False),
)

correction = Table(
    "correction",
    metadata,
    Column("id", Number, primary_key=True),
    Column("dataset_id", Text, ForeignKey("dataset.id"), nullable=False, index=True),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("replaced", Text),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("state", Text, nullable=False),
)

rule = Table(
    "rule",
    metadata,
    Column("id", Number, primary_key=True),
    Column("selection", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("state", Text, nullable=False),
)

duplicate_proposal = Table(
    "duplicate_proposal",
    metadata,
    Column("id", Number, primary_key=True),
    Column("left_id", Text, ForeignKey("dataset.id"), nullable=False),
    Column("right_id", Text, ForeignKey("dataset.id"), nullable=False),
    Column("reasons", Text, nullable=False),
    Column("likeness", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("decided_by", Text),
    Column("decided_at", Text),
    UniqueConstraint("left_id", "right_id"),
)

unknown_value = Table(
    "unknown_value",
    metadata,
    Column("id", Number, primary_key=True),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("source_id", Text, ForeignKey("source.id"), nullable=False),
    Column("seen", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("decision", Text),
    UniqueConstraint("field", "value", "source_id"),
)
