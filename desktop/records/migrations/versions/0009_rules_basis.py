"""Bodies say which text their rules rest on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

words = False  # no record has words yet that the search would have to learn
revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for language in ("fr", "ar", "en"):
        op.add_column("body", sa.Column(f"rules_basis_{language}", sa.Text(), nullable=True))
