"""Notes, reasons, holidays, pillars: every record with words is found. The schema stays; its words are made anew."""

from __future__ import annotations

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None
words = True


def upgrade() -> None:
    """Nothing but the words."""
