"""What the parser made of the pages of a listing, so that a page that comes again need not be parsed"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "known_page",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_known_page_source_id")),
        sa.PrimaryKeyConstraint("source_id", "digest", name=op.f("pk_known_page")),
    )
