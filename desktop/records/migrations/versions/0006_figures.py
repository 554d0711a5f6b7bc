"""Indexes in the order in which the figures of a dashboard count."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None
words = False
"""Records say what they said."""

INDEXES = (
    ("ix_action_overview", "action", "withdrawn_on", "status", "lead_id", "revised_due", "due", "level", "start", "id"),
    ("ix_action_support_institution_id", "action_support", "institution_id", "action_id"),
)


def upgrade() -> None:
    for name, table, *columns in INDEXES:
        op.drop_index(name, table)
        op.create_index(name, table, columns)
