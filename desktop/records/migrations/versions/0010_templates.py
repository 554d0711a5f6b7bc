"""A commission keeps what it changed of the templates of documents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

words = False  # no record has words yet that the search would have to learn
revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("commission", sa.Column("templates", sa.JSON(none_as_null=True), nullable=True))
