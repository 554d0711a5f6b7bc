"""A meeting is suspended and resumed, comes to each item at a time, and is convened so many days before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suspension",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("since", sa.Time(), nullable=False),
        sa.Column("until", sa.Time(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_suspension_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspension")),
    )
    op.create_index(op.f("ix_suspension_meeting_id"), "suspension", ["meeting_id"])
    op.add_column("agenda_item", sa.Column("taken_up_at", sa.Time(), nullable=True))
    op.add_column("body", sa.Column("notice_days", sa.Integer(), nullable=True))
