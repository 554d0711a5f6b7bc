"""A logo for documents, the article a recommendation refers to, and numbering patterns that have a history."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Both databases add such a column in place, which leaves the rows that refer to the table alone.
    op.execute(
        "alter table commission add column logo_sha256 varchar(64) "
        "constraint fk_commission_logo_sha256_content references content (sha256)"
    )
    op.create_index("ix_commission_logo_sha256", "commission", ["logo_sha256"])
    op.execute(
        "alter table recommendation add column article_id varchar(32) "
        "constraint fk_recommendation_article_id_source_article references source_article (id) "
        "constraint ck_recommendation_earlier check (repeats_id <> id and supersedes_id <> id)"
    )
    op.create_index("ix_recommendation_article_id", "recommendation", ["article_id"])
    make_patterns_records()


def make_patterns_records() -> None:
    """A numbering pattern gets an id, as every record has one. Nothing refers to the table: it is made anew."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("select kind, pattern from number_pattern order by kind")).all()
    op.drop_table("number_pattern")
    table = op.create_table(
        "number_pattern",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_pattern")),
        sa.UniqueConstraint("kind", name=op.f("uq_number_pattern_kind")),
    )
    op.bulk_insert(table, [{"id": uuid.uuid4().hex, "kind": kind, "pattern": pattern} for kind, pattern in rows])
