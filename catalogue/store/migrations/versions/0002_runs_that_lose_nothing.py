"""Runs that can be resumed, decided upon and rolled back; kept answers; jobs"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables forward."""
    op.add_column("run", sa.Column("kind", sa.Text(), nullable=False, server_default="harvest"))
    op.add_column("run", sa.Column("full", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("run", sa.Column("stopping", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in ("mapping", "cursor", "resume_at", "decision", "decided_at"):
        op.add_column("run", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("run", sa.Column("continues", NUMBER, nullable=True))
    op.create_table(
        "run_change",
        sa.Column("run_id", NUMBER, nullable=False),
        sa.Column("source_record_id", NUMBER, nullable=False),
        sa.Column("remote_id", sa.Text(), nullable=True),
        sa.Column("dataset_id", sa.Text(), nullable=True),
        sa.Column("version_id", NUMBER, nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("absent_runs", sa.Integer(), nullable=True),
        sa.Column("absent_since", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_run_change_run_id")),
        sa.PrimaryKeyConstraint("run_id", "source_record_id", name=op.f("pk_run_change")),
    )
    op.create_table(
        "http_answer",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_http_answer_source_id")),
        sa.PrimaryKeyConstraint("source_id", "key", name=op.f("pk_http_answer")),
    )
    op.create_table(
        "job",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("schedule", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("next_at", sa.Text(), nullable=True),
        sa.Column("started_at", sa.Text(), nullable=True),
        sa.Column("finished_at", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job")),
    )
    op.create_table(
        "job_request",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.Text(), nullable=False),
        sa.Column("requested_at", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.Text(), nullable=True),
        sa.Column("finished_at", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_request")),
    )
    op.create_index(op.f("ix_job_request_job"), "job_request", ["job"], unique=False)
