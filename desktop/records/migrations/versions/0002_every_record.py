"""Every record of the design: plans, sources, indicators, letters, attachments, minutes' versions, and rules as data.

Columns join the tables that are there one at a time, each with its constraints, so that no table is copied and no row
is touched on the way. What is already known of a recommendation becomes what is known of each of those addressed.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

IMPLEMENTATION = ("not_started", "in_progress", "reported", "verified", "partly_closed", "not_closed", "superseded")
POSITION = ("pending", "accepted", "partly_accepted", "noted", "not_accepted")
LANGUAGES = {"MA": ["fr", "ar"], "TN": ["ar", "fr"], "JO": ["ar", "en"], "LB": ["ar", "fr"], "MD": ["en", "fr"]}
SUBJECTS = (
    "institution", "person", "body", "meeting", "agenda_item", "decision", "recommendation", "action",
    "progress_update", "plan", "objective", "programme", "programme_obligation", "source", "indicator",
    "good_practice", "letter",
)  # fmt: skip
ONE_SUBJECT = " + ".join(f"case when {kind}_id is null then 0 else 1 end" for kind in SUBJECTS) + " = 1"
FREQUENCY = ("monthly", "quarterly", "half_yearly", "yearly")


def upgrade() -> None:
    create_tables()
    add_columns()
    create_indexes()
    carry_over()


def add(
    table: str, column: str, kind: str, *, default: str | None = None, to: str | None = None, check: str = ""
) -> None:
    """Add a column with its constraints in one statement, which SQLite asks for.

    ``default`` is what the rows there are get; it stays declared, as SQLite cannot take it back.
    ``to`` is the table a key points at; ``check`` is a constraint's name and its condition.
    """
    given = [f'alter table "{table}" add column "{column}" {kind}']
    if default is not None:
        given.append(f"default {default} not null")
    if to is not None:
        given.append(f'constraint fk_{table}_{column}_{to} references "{to}" (id)')
    if check:
        name, condition = check.split(": ", 1)
        given.append(f"constraint ck_{table}_{name} check ({condition})")
    op.execute(" ".join(given))


def one_of(name: str, column: str, codes: tuple[str, ...]) -> str:
    """The constraint that a column holds one of these codes."""
    listed = ", ".join(f"'{code}'" for code in codes)
    return f"{name}: {column} in ({listed})"


def add_reason(table: str) -> None:
    for code in ("fr", "ar", "en"):
        add(table, f"status_reason_{code}", "text")


def add_columns() -> None:
    key = "varchar(32)"
    add("institution", "predecessor_id", key, to="institution")

    add("commission", "document_languages", "json")
    add("commission", "working_week", "json")
    add("commission", "hijri_dates", "boolean", default="false")
    add("commission", "attachment_megabytes", "integer")

    more_than = one_of("majority_threshold", "majority_threshold", ("at_least", "more_than"))
    add("body", "majority_part", "integer", default="1")
    add(
        "body", "majority_whole", "integer", default="2",
        check="majority: majority_part > 0 and majority_part <= majority_whole",
    )  # fmt: skip
    add("body", "majority_threshold", key, default="'more_than'", check=more_than)
    add(
        "body", "majority_of", key, default="'votes'",
        check=one_of("majorityof", "majority_of", ("members", "present", "votes")),
    )  # fmt: skip
    add("body", "casting_vote", "boolean", default="false")
    add("body", "meets_every", key, check=one_of("frequency", "meets_every", FREQUENCY))

    add("meeting", "first_call_id", key, to="meeting", check="first_call: first_call_id <> id")
    add_reason("meeting")
    add("meeting", "host_id", key, to="institution")
    add("meeting", "link", "text")
    add("meeting", "adopted_at_id", key, to="meeting", check="adopted_at: adopted_at_id <> id")
    add("meeting", "adopted_on", "date")

    add(
        "agenda_item", "outcome", key, default="'open'",
        check=one_of("agendaoutcome", "outcome", ("open", "concluded", "deferred")),
    )  # fmt: skip
    add("agenda_item", "carried_from_id", key, to="agenda_item")
    add("agenda_item", "adopts_id", key, to="meeting", check="adopts: adopts_id <> meeting_id")
    add("agenda_item", "day", "date")
    add("agenda_item", "starts_at", "time")

    add("decision", "casting_vote", "boolean", default="false")
    add("decision", "article_id", key, to="source_article")
    add("decision", "amends_id", key, to="decision")

    add("recommendation", "source_id", key, to="source", check="origin: meeting_id is null or source_id is null")
    for column in ("source_number", "paragraph", "cycle"):
        add("recommendation", column, "varchar(64)")
    add_reason("recommendation")
    for table in ("addressee", "recommendation_country"):
        add(table, "position", key, default="'pending'", check=one_of("position", '"position"', POSITION))
        add(table, "status", key, default="'not_started'", check=one_of("implementation", "status", IMPLEMENTATION))
        add_reason(table)

    add("action", "programme_id", key, to="programme")
    add("action", "objective_id", key, to="objective")
    add_reason("action")

    add("progress_update", "period_start", "date")
    add("progress_update", "period_end", "date")
    add("progress_update", "reporter_id", key, to="person")
    add("progress_update", "validated_by_id", key, to="person")


def carry_over() -> None:
    """Say of what is there what the new columns ask, as far as it is known."""
    for table in ("addressee", "recommendation_country"):
        for column in ("status", "position"):
            op.execute(
                f"update {table} set {column} = "  # noqa: S608 (names of tables and columns written above)
                f"(select recommendation.{column} from recommendation where recommendation.id = recommendation_id)"
            )
    op.execute(
        "update agenda_item set outcome = 'concluded' "
        "where meeting_id in (select id from meeting where status = 'closed')"
    )
    op.execute("update commission set hijri_dates = true where country in ('MA', 'JO')")
    commission = sa.table(
        "commission", sa.column("country"), sa.column("working_week", sa.JSON), sa.column("document_languages", sa.JSON)
    )
    op.execute(commission.update().where(commission.c.country == "JO").values(working_week=[7, 1, 2, 3, 4]))
    for country, languages in LANGUAGES.items():
        op.execute(commission.update().where(commission.c.country == country).values(document_languages=languages))
    op.execute(
        "update body set casting_vote = true, majority_of = 'present' "
        "where exists (select 1 from commission where country = 'JO')"
    )


def create_indexes() -> None:
    op.create_index(op.f("ix_action_objective_id"), "action", ["objective_id"], unique=False)
    op.create_index(op.f("ix_action_programme_id"), "action", ["programme_id"], unique=False)
    op.create_index(op.f("ix_agenda_item_adopts_id"), "agenda_item", ["adopts_id"], unique=False)
    op.create_index(op.f("ix_agenda_item_carried_from_id"), "agenda_item", ["carried_from_id"], unique=False)
    op.create_index(op.f("ix_decision_amends_id"), "decision", ["amends_id"], unique=False)
    op.create_index(op.f("ix_decision_article_id"), "decision", ["article_id"], unique=False)
    op.create_index(op.f("ix_institution_predecessor_id"), "institution", ["predecessor_id"], unique=False)
    op.create_index(op.f("ix_meeting_adopted_at_id"), "meeting", ["adopted_at_id"], unique=False)
    op.create_index(op.f("ix_meeting_first_call_id"), "meeting", ["first_call_id"], unique=False)
    op.create_index(op.f("ix_meeting_host_id"), "meeting", ["host_id"], unique=False)
    op.create_index(op.f("ix_progress_update_reporter_id"), "progress_update", ["reporter_id"], unique=False)
    op.create_index(op.f("ix_progress_update_validated_by_id"), "progress_update", ["validated_by_id"], unique=False)
    op.create_index(op.f("ix_recommendation_source_id"), "recommendation", ["source_id"], unique=False)
    op.create_index(
        "uq_recommendation_source_number", "recommendation", ["source_id", "cycle", "source_number"], unique=True
    )


def create_tables() -> None:
    op.create_table(
        "content",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_content")),
    )
    op.create_table(
        "holiday",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("name_fr", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.CheckConstraint("month between 1 and 12 and day between 1 and 31", name=op.f("ck_holiday_date")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday")),
        sa.UniqueConstraint("month", "day", "year", name=op.f("uq_holiday_month_day_year")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name_fr", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("description_fr", sa.Text(), nullable=True),
        sa.Column("description_ar", sa.Text(), nullable=True),
        sa.Column("description_en", sa.Text(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("strategy", "action_plan", name="plankind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column(
            "level",
            sa.Enum(
                "public",
                "partners",
                "internal",
                "restricted",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("sort_fr", sa.Text(), nullable=True),
        sa.Column("sort_ar", sa.Text(), nullable=True),
        sa.Column("sort_en", sa.Text(), nullable=True),
        sa.CheckConstraint('"end" >= start', name=op.f("ck_plan_period")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    op.create_table(
        "reporting_date",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column(
            "reporter",
            sa.Enum(
                "institutions",
                "secretariat",
                "government",
                name="reporter",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("title_fr", sa.Text(), nullable=True),
        sa.Column("title_ar", sa.Text(), nullable=True),
        sa.Column("title_en", sa.Text(), nullable=True),
        sa.CheckConstraint("month between 1 and 12 and day between 1 and 31", name=op.f("ck_reporting_date_date")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporting_date")),
        sa.UniqueConstraint("reporter", "month", "day", name=op.f("uq_reporting_date_reporter_month_day")),
    )
    op.create_table(
        "term",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("text_fr", sa.Text(), nullable=True),
        sa.Column("text_ar", sa.Text(), nullable=True),
        sa.Column("text_en", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("code", name=op.f("uq_term_code")),
    )
    op.create_table(
        "theme",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name_fr", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("code", name=op.f("uq_theme_code")),
    )
    op.create_table(
        "content_part",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["content.sha256"], name=op.f("fk_content_part_sha256_content")),
        sa.PrimaryKeyConstraint("sha256", "position", name=op.f("pk_content_part")),
    )
    op.create_table(
        "objective",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("plan_id", sa.String(length=32), nullable=False),
        sa.Column("parent_id", sa.String(length=32), nullable=True),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("title_fr", sa.Text(), nullable=True),
        sa.Column("title_ar", sa.Text(), nullable=True),
        sa.Column("title_en", sa.Text(), nullable=True),
        sa.Column("pillar_id", sa.String(length=32), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("sort_fr", sa.Text(), nullable=True),
        sa.Column("sort_ar", sa.Text(), nullable=True),
        sa.Column("sort_en", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["objective.id"], name=op.f("fk_objective_parent_id_objective")),
        sa.ForeignKeyConstraint(["pillar_id"], ["pillar.id"], name=op.f("fk_objective_pillar_id_pillar")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_objective_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objective")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_objective_plan_id_number")),
    )
    op.create_index(op.f("ix_objective_parent_id"), "objective", ["parent_id"], unique=False)
    op.create_index(op.f("ix_objective_pillar_id"), "objective", ["pillar_id"], unique=False)
    op.create_index(op.f("ix_objective_plan_id"), "objective", ["plan_id"], unique=False)
    op.create_table(
        "programme_obligation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("programme_id", sa.String(length=32), nullable=False),
        sa.Column("institution_id", sa.String(length=32), nullable=True),
        sa.Column("title_fr", sa.Text(), nullable=True),
        sa.Column("title_ar", sa.Text(), nullable=True),
        sa.Column("title_en", sa.Text(), nullable=True),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column(
            "frequency",
            sa.Enum(
                "monthly",
                "quarterly",
                "half_yearly",
                "yearly",
                name="frequency",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_programme_obligation_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_programme_obligation_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_obligation")),
    )
    op.create_index(op.f("ix_programme_obligation_due"), "programme_obligation", ["due"], unique=False)
    op.create_index(
        op.f("ix_programme_obligation_institution_id"), "programme_obligation", ["institution_id"], unique=False
    )
    op.create_index(
        op.f("ix_programme_obligation_programme_id"), "programme_obligation", ["programme_id"], unique=False
    )
    op.create_table(
        "source",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("title_fr", sa.Text(), nullable=True),
        sa.Column("title_ar", sa.Text(), nullable=True),
        sa.Column("title_en", sa.Text(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "treaty",
                "directive",
                "law",
                "decree",
                "report",
                "conference",
                name="sourcekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("institution_id", sa.String(length=32), nullable=True),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("in_force_on", sa.Date(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column(
            "level",
            sa.Enum(
                "public",
                "partners",
                "internal",
                "restricted",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("sort_fr", sa.Text(), nullable=True),
        sa.Column("sort_ar", sa.Text(), nullable=True),
        sa.Column("sort_en", sa.Text(), nullable=True),
        sa.CheckConstraint("in_force_on >= adopted_on", name=op.f("ck_source_dates")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_source_institution_id_institution")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("code", name=op.f("uq_source_code")),
    )
    op.create_index(op.f("ix_source_institution_id"), "source", ["institution_id"], unique=False)
    op.create_table(
        "affiliation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("institution_id", sa.String(length=32), nullable=False),
        sa.Column("position_fr", sa.Text(), nullable=True),
        sa.Column("position_ar", sa.Text(), nullable=True),
        sa.Column("position_en", sa.Text(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("until >= since", name=op.f("ck_affiliation_period")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_affiliation_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_affiliation_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliation")),
    )
    op.create_index(op.f("ix_affiliation_institution_id"), "affiliation", ["institution_id"], unique=False)
    op.create_index(op.f("ix_affiliation_person_id"), "affiliation", ["person_id"], unique=False)
    op.create_table(
        "expertise",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("theme_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_expertise_person_id_person")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_expertise_theme_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expertise")),
        sa.UniqueConstraint("person_id", "theme_id", name=op.f("uq_expertise_person_id_theme_id")),
    )
    op.create_index(op.f("ix_expertise_person_id"), "expertise", ["person_id"], unique=False)
    op.create_index(op.f("ix_expertise_theme_id"), "expertise", ["theme_id"], unique=False)
    op.create_table(
        "indicator",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name_fr", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("unit_fr", sa.Text(), nullable=True),
        sa.Column("unit_ar", sa.Text(), nullable=True),
        sa.Column("unit_en", sa.Text(), nullable=True),
        sa.Column("counts_people", sa.Boolean(), nullable=False),
        sa.Column("baseline", sa.Double(), nullable=True),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        sa.Column("target", sa.Double(), nullable=True),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column(
            "frequency",
            sa.Enum(
                "monthly",
                "quarterly",
                "half_yearly",
                "yearly",
                name="frequency",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "dimension",
            sa.Enum(
                "sex",
                "age",
                "nationality",
                "exploitation",
                "region",
                "institution",
                name="dimension",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("objective_id", sa.String(length=32), nullable=True),
        sa.Column("institution_id", sa.String(length=32), nullable=True),
        sa.Column(
            "level",
            sa.Enum(
                "public",
                "partners",
                "internal",
                "restricted",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("sort_fr", sa.Text(), nullable=True),
        sa.Column("sort_ar", sa.Text(), nullable=True),
        sa.Column("sort_en", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_indicator_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(["objective_id"], ["objective.id"], name=op.f("fk_indicator_objective_id_objective")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("code", name=op.f("uq_indicator_code")),
    )
    op.create_index(op.f("ix_indicator_institution_id"), "indicator", ["institution_id"], unique=False)
    op.create_index(op.f("ix_indicator_objective_id"), "indicator", ["objective_id"], unique=False)
    op.create_table(
        "letter",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "notice",
                "transmission",
                "request",
                "reminder",
                "reply",
                name="letterkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("institution_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.Column("subject_fr", sa.Text(), nullable=True),
        sa.Column("subject_ar", sa.Text(), nullable=True),
        sa.Column("subject_en", sa.Text(), nullable=True),
        sa.Column("answer_due", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_fr", sa.Text(), nullable=True),
        sa.Column("answer_ar", sa.Text(), nullable=True),
        sa.Column("answer_en", sa.Text(), nullable=True),
        sa.Column("reminds_id", sa.String(length=32), nullable=True),
        sa.Column("reminder", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "public",
                "partners",
                "internal",
                "restricted",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("sort_fr", sa.Text(), nullable=True),
        sa.Column("sort_ar", sa.Text(), nullable=True),
        sa.Column("sort_en", sa.Text(), nullable=True),
        sa.CheckConstraint("answer_due >= sent_on", name=op.f("ck_letter_answer_due")),
        sa.CheckConstraint("answered_on >= sent_on", name=op.f("ck_letter_answered")),
        sa.CheckConstraint("reminder >= 0", name=op.f("ck_letter_reminder")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_letter_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_letter_person_id_person")),
        sa.ForeignKeyConstraint(["reminds_id"], ["letter.id"], name=op.f("fk_letter_reminds_id_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("number", name=op.f("uq_letter_number")),
    )
    op.create_index(op.f("ix_letter_institution_id"), "letter", ["institution_id"], unique=False)
    op.create_index(op.f("ix_letter_person_id"), "letter", ["person_id"], unique=False)
    op.create_index(op.f("ix_letter_reminds_id"), "letter", ["reminds_id"], unique=False)
    op.create_index(op.f("ix_letter_sent_on"), "letter", ["sent_on"], unique=False)
    op.create_table(
        "person_language",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_language_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_language")),
        sa.UniqueConstraint("person_id", "language", name=op.f("uq_person_language_person_id_language")),
    )
    op.create_index(op.f("ix_person_language_person_id"), "person_language", ["person_id"], unique=False)
    op.create_table(
        "source_article",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("source_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("title_fr", sa.Text(), nullable=True),
        sa.Column("title_ar", sa.Text(), nullable=True),
        sa.Column("title_en", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_source_article_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_article")),
        sa.UniqueConstraint("source_id", "number", name=op.f("uq_source_article_source_id_number")),
    )
    op.create_index(op.f("ix_source_article_source_id"), "source_article", ["source_id"], unique=False)
    op.create_table(
        "source_country",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("source_id", sa.String(length=32), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_source_country_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_country")),
        sa.UniqueConstraint("source_id", "country", name=op.f("uq_source_country_source_id_country")),
    )
    op.create_index(op.f("ix_source_country_source_id"), "source_country", ["source_id"], unique=False)
    op.create_table(
        "action_theme",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("action_id", sa.String(length=32), nullable=False),
        sa.Column("theme_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_action_theme_action_id_action")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_action_theme_theme_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_theme")),
        sa.UniqueConstraint("action_id", "theme_id", name=op.f("uq_action_theme_action_id_theme_id")),
    )
    op.create_index(op.f("ix_action_theme_action_id"), "action_theme", ["action_id"], unique=False)
    op.create_index(op.f("ix_action_theme_theme_id"), "action_theme", ["theme_id"], unique=False)
    op.create_table(
        "corrigendum",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("text_fr", sa.Text(), nullable=True),
        sa.Column("text_ar", sa.Text(), nullable=True),
        sa.Column("text_en", sa.Text(), nullable=True),
        sa.Column("reason_fr", sa.Text(), nullable=True),
        sa.Column("reason_ar", sa.Text(), nullable=True),
        sa.Column("reason_en", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_corrigendum_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrigendum")),
        sa.UniqueConstraint("number", name=op.f("uq_corrigendum_number")),
    )
    op.create_index(op.f("ix_corrigendum_meeting_id"), "corrigendum", ["meeting_id"], unique=False)
    op.create_table(
        "good_practice",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("title_fr", sa.Text(), nullable=True),
        sa.Column("title_ar", sa.Text(), nullable=True),
        sa.Column("title_en", sa.Text(), nullable=True),
        sa.Column("description_fr", sa.Text(), nullable=True),
        sa.Column("description_ar", sa.Text(), nullable=True),
        sa.Column("description_en", sa.Text(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("institution_id", sa.String(length=32), nullable=True),
        sa.Column("meeting_id", sa.String(length=32), nullable=True),
        sa.Column("contact_id", sa.String(length=32), nullable=True),
        sa.Column("pillar_id", sa.String(length=32), nullable=True),
        sa.Column(
            "level",
            sa.Enum(
                "public",
                "partners",
                "internal",
                "restricted",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("sort_fr", sa.Text(), nullable=True),
        sa.Column("sort_ar", sa.Text(), nullable=True),
        sa.Column("sort_en", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["person.id"], name=op.f("fk_good_practice_contact_id_person")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_good_practice_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_good_practice_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["pillar_id"], ["pillar.id"], name=op.f("fk_good_practice_pillar_id_pillar")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_good_practice")),
    )
    op.create_index(op.f("ix_good_practice_contact_id"), "good_practice", ["contact_id"], unique=False)
    op.create_index(op.f("ix_good_practice_institution_id"), "good_practice", ["institution_id"], unique=False)
    op.create_index(op.f("ix_good_practice_meeting_id"), "good_practice", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_good_practice_pillar_id"), "good_practice", ["pillar_id"], unique=False)
    op.create_table(
        "headcount",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("institution_id", sa.String(length=32), nullable=False),
        sa.Column(
            "capacity",
            sa.Enum(
                "chair",
                "member",
                "observer",
                "expert",
                "speaker",
                "trainer",
                "trainee",
                "guest",
                name="capacity",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("women", sa.Integer(), nullable=False),
        sa.Column("men", sa.Integer(), nullable=False),
        sa.CheckConstraint("women >= 0 and men >= 0", name=op.f("ck_headcount_people")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_headcount_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_headcount_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_headcount")),
        sa.UniqueConstraint(
            "meeting_id", "institution_id", "capacity", name=op.f("uq_headcount_meeting_id_institution_id_capacity")
        ),
    )
    op.create_index(op.f("ix_headcount_institution_id"), "headcount", ["institution_id"], unique=False)
    op.create_index(op.f("ix_headcount_meeting_id"), "headcount", ["meeting_id"], unique=False)
    op.create_table(
        "indicator_value",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("indicator_id", sa.String(length=32), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("note_fr", sa.Text(), nullable=True),
        sa.Column("note_ar", sa.Text(), nullable=True),
        sa.Column("note_en", sa.Text(), nullable=True),
        sa.CheckConstraint('"end" >= start', name=op.f("ck_indicator_value_period")),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_indicator_value_indicator_id_indicator")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_value")),
        sa.UniqueConstraint(
            "indicator_id", "start", "end", "group", name=op.f("uq_indicator_value_indicator_id_start_end_group")
        ),
    )
    op.create_index(op.f("ix_indicator_value_indicator_id"), "indicator_value", ["indicator_id"], unique=False)
    op.create_table(
        "meeting_language",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_language_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_language")),
        sa.UniqueConstraint("meeting_id", "language", name=op.f("uq_meeting_language_meeting_id_language")),
    )
    op.create_index(op.f("ix_meeting_language_meeting_id"), "meeting_language", ["meeting_id"], unique=False)
    op.create_table(
        "minutes_version",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "circulated",
                "amended",
                "adopted",
                name="minutesstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("note_fr", sa.Text(), nullable=True),
        sa.Column("note_ar", sa.Text(), nullable=True),
        sa.Column("note_en", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("document_sha256", sa.String(length=64), nullable=True),
        sa.CheckConstraint("version >= 1", name=op.f("ck_minutes_version_version")),
        sa.ForeignKeyConstraint(
            ["document_sha256"], ["content.sha256"], name=op.f("fk_minutes_version_document_sha256_content")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_minutes_version_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["sha256"], ["content.sha256"], name=op.f("fk_minutes_version_sha256_content")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_version")),
        sa.UniqueConstraint("meeting_id", "version", name=op.f("uq_minutes_version_meeting_id_version")),
    )
    op.create_index(op.f("ix_minutes_version_meeting_id"), "minutes_version", ["meeting_id"], unique=False)
    op.create_table(
        "action_decision",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("action_id", sa.String(length=32), nullable=False),
        sa.Column("decision_id", sa.String(length=32), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_action_decision_action_id_action")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_action_decision_decision_id_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_decision")),
        sa.UniqueConstraint("action_id", "decision_id", name=op.f("uq_action_decision_action_id_decision_id")),
    )
    op.create_index(op.f("ix_action_decision_action_id"), "action_decision", ["action_id"], unique=False)
    op.create_index(op.f("ix_action_decision_decision_id"), "action_decision", ["decision_id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("title_fr", sa.Text(), nullable=True),
        sa.Column("title_ar", sa.Text(), nullable=True),
        sa.Column("title_en", sa.Text(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "evidence",
                "agenda_document",
                "report",
                "letter",
                "signed",
                "legal_text",
                "other",
                name="attachmentkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.Column("institution_id", sa.String(length=32), nullable=True),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("body_id", sa.String(length=32), nullable=True),
        sa.Column("meeting_id", sa.String(length=32), nullable=True),
        sa.Column("agenda_item_id", sa.String(length=32), nullable=True),
        sa.Column("decision_id", sa.String(length=32), nullable=True),
        sa.Column("recommendation_id", sa.String(length=32), nullable=True),
        sa.Column("action_id", sa.String(length=32), nullable=True),
        sa.Column("progress_update_id", sa.String(length=32), nullable=True),
        sa.Column("plan_id", sa.String(length=32), nullable=True),
        sa.Column("objective_id", sa.String(length=32), nullable=True),
        sa.Column("programme_id", sa.String(length=32), nullable=True),
        sa.Column("programme_obligation_id", sa.String(length=32), nullable=True),
        sa.Column("source_id", sa.String(length=32), nullable=True),
        sa.Column("indicator_id", sa.String(length=32), nullable=True),
        sa.Column("good_practice_id", sa.String(length=32), nullable=True),
        sa.Column("letter_id", sa.String(length=32), nullable=True),
        sa.Column(
            "level",
            sa.Enum(
                "public",
                "partners",
                "internal",
                "restricted",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("sort_fr", sa.Text(), nullable=True),
        sa.Column("sort_ar", sa.Text(), nullable=True),
        sa.Column("sort_en", sa.Text(), nullable=True),
        sa.CheckConstraint(ONE_SUBJECT, name=op.f("ck_attachment_one_subject")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_attachment_action_id_action")),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_attachment_agenda_item_id_agenda_item")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_attachment_body_id_body")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_attachment_decision_id_decision")),
        sa.ForeignKeyConstraint(
            ["good_practice_id"], ["good_practice.id"], name=op.f("fk_attachment_good_practice_id_good_practice")
        ),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_attachment_indicator_id_indicator")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_attachment_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_attachment_letter_id_letter")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_attachment_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["objective_id"], ["objective.id"], name=op.f("fk_attachment_objective_id_objective")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attachment_person_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_attachment_plan_id_plan")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_attachment_programme_id_programme")),
        sa.ForeignKeyConstraint(
            ["programme_obligation_id"],
            ["programme_obligation.id"],
            name=op.f("fk_attachment_programme_obligation_id_programme_obligation"),
        ),
        sa.ForeignKeyConstraint(
            ["progress_update_id"],
            ["progress_update.id"],
            name=op.f("fk_attachment_progress_update_id_progress_update"),
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("fk_attachment_recommendation_id_recommendation")
        ),
        sa.ForeignKeyConstraint(["sha256"], ["content.sha256"], name=op.f("fk_attachment_sha256_content")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_attachment_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_action_id"), "attachment", ["action_id"], unique=False)
    op.create_index(op.f("ix_attachment_agenda_item_id"), "attachment", ["agenda_item_id"], unique=False)
    op.create_index(op.f("ix_attachment_body_id"), "attachment", ["body_id"], unique=False)
    op.create_index(op.f("ix_attachment_decision_id"), "attachment", ["decision_id"], unique=False)
    op.create_index(op.f("ix_attachment_good_practice_id"), "attachment", ["good_practice_id"], unique=False)
    op.create_index(op.f("ix_attachment_indicator_id"), "attachment", ["indicator_id"], unique=False)
    op.create_index(op.f("ix_attachment_institution_id"), "attachment", ["institution_id"], unique=False)
    op.create_index(op.f("ix_attachment_letter_id"), "attachment", ["letter_id"], unique=False)
    op.create_index(op.f("ix_attachment_meeting_id"), "attachment", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_attachment_objective_id"), "attachment", ["objective_id"], unique=False)
    op.create_index(op.f("ix_attachment_person_id"), "attachment", ["person_id"], unique=False)
    op.create_index(op.f("ix_attachment_plan_id"), "attachment", ["plan_id"], unique=False)
    op.create_index(op.f("ix_attachment_programme_id"), "attachment", ["programme_id"], unique=False)
    op.create_index(
        op.f("ix_attachment_programme_obligation_id"), "attachment", ["programme_obligation_id"], unique=False
    )
    op.create_index(op.f("ix_attachment_progress_update_id"), "attachment", ["progress_update_id"], unique=False)
    op.create_index(op.f("ix_attachment_recommendation_id"), "attachment", ["recommendation_id"], unique=False)
    op.create_index(op.f("ix_attachment_sha256"), "attachment", ["sha256"], unique=False)
    op.create_index(op.f("ix_attachment_source_id"), "attachment", ["source_id"], unique=False)
    op.create_table(
        "followed_up",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agenda_item_id", sa.String(length=32), nullable=False),
        sa.Column("recommendation_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_followed_up_agenda_item_id_agenda_item")
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("fk_followed_up_recommendation_id_recommendation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followed_up")),
        sa.UniqueConstraint(
            "agenda_item_id", "recommendation_id", name=op.f("uq_followed_up_agenda_item_id_recommendation_id")
        ),
    )
    op.create_index(op.f("ix_followed_up_agenda_item_id"), "followed_up", ["agenda_item_id"], unique=False)
    op.create_index(op.f("ix_followed_up_recommendation_id"), "followed_up", ["recommendation_id"], unique=False)
    op.create_table(
        "letter_subject",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("about_letter_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.String(length=32), nullable=True),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("body_id", sa.String(length=32), nullable=True),
        sa.Column("meeting_id", sa.String(length=32), nullable=True),
        sa.Column("agenda_item_id", sa.String(length=32), nullable=True),
        sa.Column("decision_id", sa.String(length=32), nullable=True),
        sa.Column("recommendation_id", sa.String(length=32), nullable=True),
        sa.Column("action_id", sa.String(length=32), nullable=True),
        sa.Column("progress_update_id", sa.String(length=32), nullable=True),
        sa.Column("plan_id", sa.String(length=32), nullable=True),
        sa.Column("objective_id", sa.String(length=32), nullable=True),
        sa.Column("programme_id", sa.String(length=32), nullable=True),
        sa.Column("programme_obligation_id", sa.String(length=32), nullable=True),
        sa.Column("source_id", sa.String(length=32), nullable=True),
        sa.Column("indicator_id", sa.String(length=32), nullable=True),
        sa.Column("good_practice_id", sa.String(length=32), nullable=True),
        sa.Column("letter_id", sa.String(length=32), nullable=True),
        sa.CheckConstraint(ONE_SUBJECT, name=op.f("ck_letter_subject_one_subject")),
        sa.ForeignKeyConstraint(
            ["about_letter_id"], ["letter.id"], name=op.f("fk_letter_subject_about_letter_id_letter")
        ),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_letter_subject_action_id_action")),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_letter_subject_agenda_item_id_agenda_item")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_letter_subject_body_id_body")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_letter_subject_decision_id_decision")),
        sa.ForeignKeyConstraint(
            ["good_practice_id"], ["good_practice.id"], name=op.f("fk_letter_subject_good_practice_id_good_practice")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_letter_subject_indicator_id_indicator")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_letter_subject_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_letter_subject_letter_id_letter")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_letter_subject_meeting_id_meeting")),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_letter_subject_objective_id_objective")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_letter_subject_person_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_letter_subject_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_letter_subject_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["programme_obligation_id"],
            ["programme_obligation.id"],
            name=op.f("fk_letter_subject_programme_obligation_id_programme_obligation"),
        ),
        sa.ForeignKeyConstraint(
            ["progress_update_id"],
            ["progress_update.id"],
            name=op.f("fk_letter_subject_progress_update_id_progress_update"),
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_letter_subject_recommendation_id_recommendation"),
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_letter_subject_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_subject")),
    )
    op.create_index(op.f("ix_letter_subject_about_letter_id"), "letter_subject", ["about_letter_id"], unique=False)
    op.create_index(op.f("ix_letter_subject_action_id"), "letter_subject", ["action_id"], unique=False)
    op.create_index(op.f("ix_letter_subject_agenda_item_id"), "letter_subject", ["agenda_item_id"], unique=False)
    op.create_index(op.f("ix_letter_subject_body_id"), "letter_subject", ["body_id"], unique=False)
    op.create_index(op.f("ix_letter_subject_decision_id"), "letter_subject", ["decision_id"], unique=False)
    op.create_index(op.f("ix_letter_subject_good_practice_id"), "letter_subject", ["good_practice_id"], unique=False)
    op.create_index(op.f("ix_letter_subject_indicator_id"), "letter_subject", ["indicator_id"], unique=False)
    op.create_index(op.f("ix_letter_subject_institution_id"), "letter_subject", ["institution_id"], unique=False)
    op.create_index(op.f("ix_letter_subject_letter_id"), "letter_subject", ["letter_id"], unique=False)
    op.create_index(op.f("ix_letter_subject_meeting_id"), "letter_subject", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_letter_subject_objective_id"), "letter_subject", ["objective_id"], unique=False)
    op.create_index(op.f("ix_letter_subject_person_id"), "letter_subject", ["person_id"], unique=False)
    op.create_index(op.f("ix_letter_subject_plan_id"), "letter_subject", ["plan_id"], unique=False)
    op.create_index(op.f("ix_letter_subject_programme_id"), "letter_subject", ["programme_id"], unique=False)
    op.create_index(
        op.f("ix_letter_subject_programme_obligation_id"), "letter_subject", ["programme_obligation_id"], unique=False
    )
    op.create_index(
        op.f("ix_letter_subject_progress_update_id"), "letter_subject", ["progress_update_id"], unique=False
    )
    op.create_index(op.f("ix_letter_subject_recommendation_id"), "letter_subject", ["recommendation_id"], unique=False)
    op.create_index(op.f("ix_letter_subject_source_id"), "letter_subject", ["source_id"], unique=False)
    op.create_table(
        "recommendation_objective",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("recommendation_id", sa.String(length=32), nullable=False),
        sa.Column("objective_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_recommendation_objective_objective_id_objective")
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_recommendation_objective_recommendation_id_recommendation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation_objective")),
        sa.UniqueConstraint(
            "recommendation_id", "objective_id", name=op.f("uq_recommendation_objective_recommendation_id_objective_id")
        ),
    )
    op.create_index(
        op.f("ix_recommendation_objective_objective_id"), "recommendation_objective", ["objective_id"], unique=False
    )
    op.create_index(
        op.f("ix_recommendation_objective_recommendation_id"),
        "recommendation_objective",
        ["recommendation_id"],
        unique=False,
    )
    op.create_table(
        "recommendation_theme",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("recommendation_id", sa.String(length=32), nullable=False),
        sa.Column("theme_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_recommendation_theme_recommendation_id_recommendation"),
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_recommendation_theme_theme_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation_theme")),
        sa.UniqueConstraint(
            "recommendation_id", "theme_id", name=op.f("uq_recommendation_theme_recommendation_id_theme_id")
        ),
    )
    op.create_index(
        op.f("ix_recommendation_theme_recommendation_id"), "recommendation_theme", ["recommendation_id"], unique=False
    )
    op.create_index(op.f("ix_recommendation_theme_theme_id"), "recommendation_theme", ["theme_id"], unique=False)
