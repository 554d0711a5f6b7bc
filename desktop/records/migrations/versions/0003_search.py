"""The index of the search, the sex people are counted by, and the smallest count of people that is shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_action_overview", "action", "withdrawn_on", "lead_id", "status", "revised_due", "due", "level", "start", "id"),
    (
        "ix_recommendation_overview", "recommendation", "withdrawn_on", "level", "status", "programme_id", "meeting_id",
        "id",
    ),
    ("ix_progress_update_answered", "progress_update", "action_id", "reported_on"),
)  # fmt: skip

LEVELS = ("public", "partners", "internal", "restricted")

WORDS = ("number", "title", "body", "joined", "facets")

SQLITE = (
    # The words come cut and folded, so nothing is left to do for the tokenizer but to part them.
    "create virtual table search_index using fts5("
    "number, title, body, joined, facets, content='search_entry', content_rowid='id', "
    "tokenize=\"unicode61 remove_diacritics 0\", prefix='1 2')",
    "create trigger search_entry_made after insert on search_entry begin "
    "insert into search_index (rowid, number, title, body, joined, facets) "
    "values (new.id, new.number, new.title, new.body, new.joined, new.facets); end",
    "create trigger search_entry_removed after delete on search_entry begin "
    "insert into search_index (search_index, rowid, number, title, body, joined, facets) "
    "values ('delete', old.id, old.number, old.title, old.body, old.joined, old.facets); end",
    "create trigger search_entry_altered after update on search_entry begin "
    "insert into search_index (search_index, rowid, number, title, body, joined, facets) "
    "values ('delete', old.id, old.number, old.title, old.body, old.joined, old.facets); "
    "insert into search_index (rowid, number, title, body, joined, facets) "
    "values (new.id, new.number, new.title, new.body, new.joined, new.facets); end",
)

POSTGRESQL = (
    "create table search_index ("
    "id integer primary key references search_entry (id) on delete cascade, words tsvector not null)",
    "create index search_index_words on search_index using gin (words)",
    "create function search_entry_words() returns trigger language plpgsql as $$ begin "
    "insert into search_index (id, words) values (new.id, "
    "setweight(to_tsvector('simple', new.number), 'A') || setweight(to_tsvector('simple', new.title), 'B') || "
    "setweight(to_tsvector('simple', new.body), 'C') || setweight(to_tsvector('simple', new.joined), 'D')) "
    "on conflict (id) do update set words = excluded.words; return null; end $$",
    "create trigger search_entry_written after insert or update on search_entry "
    "for each row execute function search_entry_words()",
)


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("record_id", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column(
            "level",
            sa.Enum(*LEVELS, name="level", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in WORDS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("record_id", name=op.f("uq_search_entry_record_id")),
    )
    op.create_index(op.f("ix_search_entry_owner_id"), "search_entry", ["owner_id"])
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)

    for name, table, *columns in INDEXES:
        op.create_index(name, table, columns)

    removed = sa.text("operation = 'removed'")
    op.create_index("ix_change_removed", "change", ["kind"], sqlite_where=removed, postgresql_where=removed)

    # Both databases add such a column in place, which leaves the rows that refer to the table alone.
    op.execute(
        "alter table person add column sex varchar(32) constraint ck_person_sex check (sex in ('female', 'male'))"
    )
    op.execute("alter table commission add column smallest_count integer not null default 5")
