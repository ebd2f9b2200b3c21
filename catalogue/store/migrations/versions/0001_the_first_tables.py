"""The first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "change_log",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_change_log")),
    )
    op.create_index(op.f("ix_change_log_subject_id"), "change_log", ["subject_id"], unique=False)
    op.create_table(
        "counter",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )
    op.create_table(
        "dataset",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("moved_to", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["moved_to"], ["dataset.id"], name=op.f("fk_dataset_moved_to")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dataset")),
    )
    op.create_index(op.f("ix_dataset_changed_at"), "dataset", ["changed_at"], unique=False)
    op.create_index(op.f("ix_dataset_status_id"), "dataset", ["status", "id"], unique=False)
    op.create_table(
        "lease",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("token", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "original",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_original")),
    )
    op.create_table(
        "rule",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("selection", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("declaration", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("declared", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("in_feeds", sa.Boolean(), nullable=False),
        sa.Column("published_run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    op.create_table(
        "correction",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dataset_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("replaced", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name=op.f("fk_correction_dataset_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_dataset_id"), "correction", ["dataset_id"], unique=False)
    op.create_table(
        "duplicate_proposal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("left_id", sa.Text(), nullable=False),
        sa.Column("right_id", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("likeness", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["left_id"], ["dataset.id"], name=op.f("fk_duplicate_proposal_left_id")),
        sa.ForeignKeyConstraint(["right_id"], ["dataset.id"], name=op.f("fk_duplicate_proposal_right_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_proposal")),
        sa.UniqueConstraint("left_id", "right_id", name=op.f("uq_duplicate_proposal_left_id_right_id")),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=False),
        sa.Column("finished_at", sa.Text(), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_run_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_index(op.f("ix_run_source_id"), "run", ["source_id"], unique=False)
    op.create_table(
        "unknown_value",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_unknown_value_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unknown_value")),
        sa.UniqueConstraint(
            "field", "value", "source_id", name=op.f("uq_unknown_value_field_value_source_id")
        ),
    )
    op.create_table(
        "record_version",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("remote_id", sa.Text(), nullable=False),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("remote_url", sa.Text(), nullable=True),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["original"], ["original.sha256"], name=op.f("fk_record_version_original")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_record_version_run_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_record_version_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_version")),
    )
    op.create_index(op.f("ix_record_version_run_id"), "record_version", ["run_id"], unique=False)
    op.create_index(
        op.f("ix_record_version_source_id_remote_id"),
        "record_version",
        ["source_id", "remote_id"],
        unique=False,
    )
    op.create_table(
        "run_error",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("remote_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("original", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_run_error_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_error")),
    )
    op.create_index(op.f("ix_run_error_run_id"), "run_error", ["run_id"], unique=False)
    op.create_table(
        "staged_change",
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dataset_id", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_staged_change_run_id")),
        sa.PrimaryKeyConstraint("run_id", "dataset_id", name=op.f("pk_staged_change")),
    )
    op.create_table(
        "source_record",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("remote_id", sa.Text(), nullable=False),
        sa.Column("dataset_id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("absent_runs", sa.Integer(), nullable=False),
        sa.Column("absent_since", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name=op.f("fk_source_record_dataset_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_source_record_source_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["record_version.id"], name=op.f("fk_source_record_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_record")),
        sa.UniqueConstraint("source_id", "remote_id", name=op.f("uq_source_record_source_id_remote_id")),
    )
    op.create_index(op.f("ix_source_record_dataset_id"), "source_record", ["dataset_id"], unique=False)
    op.create_index(op.f("ix_source_record_version_id"), "source_record", ["version_id"], unique=False)
    op.create_table(
        "staged_item",
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("remote_id", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("dataset_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_staged_item_run_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["record_version.id"], name=op.f("fk_staged_item_version_id")
        ),
        sa.PrimaryKeyConstraint("run_id", "remote_id", name=op.f("pk_staged_item")),
    )
    op.create_table(
        "version_key",
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["record_version.id"], name=op.f("fk_version_key_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version_id", "position", name=op.f("pk_version_key")),
    )
    op.create_index(op.f("ix_version_key_key"), "version_key", ["key"], unique=False)


def downgrade() -> None:
    """Bring the tables back."""
    op.drop_index(op.f("ix_version_key_key"), table_name="version_key")
    op.drop_table("version_key")
    op.drop_table("staged_item")
    op.drop_index(op.f("ix_source_record_version_id"), table_name="source_record")
    op.drop_index(op.f("ix_source_record_dataset_id"), table_name="source_record")
    op.drop_table("source_record")
    op.drop_table("staged_change")
    op.drop_index(op.f("ix_run_error_run_id"), table_name="run_error")
    op.drop_table("run_error")
    op.drop_index(op.f("ix_record_version_source_id_remote_id"), table_name="record_version")
    op.drop_index(op.f("ix_record_version_run_id"), table_name="record_version")
    op.drop_table("record_version")
    op.drop_table("unknown_value")
    op.drop_index(op.f("ix_run_source_id"), table_name="run")
    op.drop_table("run")
    op.drop_table("duplicate_proposal")
    op.drop_index(op.f("ix_correction_dataset_id"), table_name="correction")
    op.drop_table("correction")
    op.drop_table("source")
    op.drop_table("rule")
    op.drop_table("original")
    op.drop_table("lease")
    op.drop_index(op.f("ix_dataset_status_id"), table_name="dataset")
    op.drop_index(op.f("ix_dataset_changed_at"), table_name="dataset")
    op.drop_table("dataset")
    op.drop_table("counter")
    op.drop_index(op.f("ix_change_log_subject_id"), table_name="change_log")
    op.drop_table("change_log")
