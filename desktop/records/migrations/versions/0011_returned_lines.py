"""What was decided about lines of trackers that came back is remembered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

words = False  # a fingerprint is not searched for
revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "returned_line",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("action_id", sa.String(length=32), nullable=True),
        sa.Column("institution_id", sa.String(length=32), nullable=True),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.CheckConstraint("verdict in ('accepted', 'refused')", name=op.f("ck_returned_line_verdict")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_returned_line_action_id_action")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_returned_line_institution_id_institution")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returned_line")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_returned_line_fingerprint")),
    )
    op.create_index(op.f("ix_returned_line_action_id"), "returned_line", ["action_id"])
    op.create_index(op.f("ix_returned_line_institution_id"), "returned_line", ["institution_id"])
